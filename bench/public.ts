import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { besideBare } from './support/beside-bare.ts';
import { Child } from './support/children.ts';
import type { Result } from './support/result.ts';

/** The Statuspage summary that anyone may read; the peer answers with the very same headers. */
export async function benchPublic(): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await using platen = await Child.start('platen.ts', folder);
  return await besideBare(platen, 'public summary', '/status/eu/api/v2/summary.json', {}, true);
}
