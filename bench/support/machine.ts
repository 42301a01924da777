import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';

const syncingMs = 500;

/** What the figures are taken on, in one line, and how busy it was before: figures of a busy machine are poor ones. */
export function describeMachine(): string {
  const gigabytes = (totalmem() / 2 ** 30).toFixed(0);
  return [
    `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`,
    `${gigabytes} GB of memory`,
    `a disk of ${syncsPerSecond().toFixed(0)} fdatasync/s`,
    `Node ${process.version.slice(1)}`,
    `SQLite ${process.versions.sqlite}`,
    `a load of ${loadavg()[0]?.toFixed(1)} before`,
  ].join(', ');
}

/** How often the disk of the temporary folder takes 4 KiB for good, in a second. */
function syncsPerSecond(): number {
  const path = join(tmpdir(), `platen-bench-sync-${process.pid}`);
  const file = openSync(path, 'w');
  const block = Buffer.alloc(4096, 1);
  const began = performance.now();
  let syncs = 0;
  while (performance.now() - began < syncingMs) {
    writeSync(file, block, 0, block.length, (syncs % 256) * block.length);
    fdatasyncSync(file);
    syncs++;
  }
  const perSecond = syncs / ((performance.now() - began) / 1000);
  closeSync(file);
  rmSync(path);
  return perSecond;
}
