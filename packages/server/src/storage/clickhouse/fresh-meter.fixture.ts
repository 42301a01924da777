import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeldClock } from '../../kit/clock.ts';
import type { Ledger } from '../ledger/audited.ts';
import { openSqlite } from '../sqlite/open.ts';
import type { Storage } from '../storage.ts';
import { parseAddress } from './address.ts';
import { clickhouseMeter } from './open.ts';
import { Server } from './server.ts';
import { prepareTables } from './tables.ts';

/** A meter at a URL of ClickHouse beside an empty ledger, in the morning of the histories of the suites. */
export async function openMeterAt(url: string, clock = aMorning()): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(aFolder());
  const storage = opened.use(await openSqlite(path, clickhouseMeter(url, clock)));
  const everything = opened.move();
  return { ...storage, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}

/** A meter as `openMeterAt`, with what it is made of. */
export async function openWithParts(url: string) {
  await using opened = new AsyncDisposableStack();
  const { path } = opened.use(aFolder());
  const clock = aMorning();
  const ledgers: Ledger[] = [];
  const storage = opened.use(
    await openSqlite(path, (ledger, alone) => {
      ledgers.push(ledger);
      return clickhouseMeter(url, clock)(ledger, alone);
    }),
  );
  const [ledger] = ledgers;
  if (!ledger) throw new Error('The meter was opened beside no ledger.');
  const server = opened.use(new Server(parseAddress(url)));
  await server.begin();
  const tables = await prepareTables(server, parseAddress(url));
  const everything = opened.move();
  return { storage, server, tables, ledger, clock, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}

export function aMorning(): HeldClock {
  return new HeldClock('2026-11-23T09:05:00Z');
}

export function aFolder() {
  const path = mkdtempSync(join(tmpdir(), 'platen-meter-'));
  return { path, [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true }) };
}
