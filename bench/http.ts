import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { besideBare } from './support/beside-bare.ts';
import { Child } from './support/children.ts';
import type { Result } from './support/result.ts';

/** Authenticated reads; the peer has only the headers that it cannot do without. */
export async function benchHttp(): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-bench-'));
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(() => rm(folder, { recursive: true }));
  await using platen = await Child.start('platen.ts', folder);
  const { orgId = '', key = '' } = platen.hello;
  const headers = { authorization: `Bearer ${key}` };
  return await besideBare(platen, 'authenticated', `/v1/orgs/${orgId}/system-status`, headers, false);
}
