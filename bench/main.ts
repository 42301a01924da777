import { parseArgs } from 'node:util';
import { benchAlerts } from './alerts/alerts.ts';
import { benchConsole } from './console.ts';
import { benchDetector } from './detector/detector.ts';
import { benchHttp } from './http.ts';
import { benchIngest } from './ingest.ts';
import { benchMeter } from './meter/meter.ts';
import { benchPublic } from './public.ts';
import { benchScale } from './scale/scale.ts';
import { benchStart } from './start.ts';
import { benchStreams } from './streams.ts';
import { writePart } from './support/document.ts';
import { describeMachine } from './support/machine.ts';
import { writeConstants } from './support/measured.ts';
import type { Result, Verdict } from './support/result.ts';
import { markdown, plainTable, plainText, verdictTable } from './support/table.ts';

interface Options {
  readonly large: boolean;
  readonly yardstick: string;
}

const benches: Readonly<Record<string, (options: Options) => Promise<Result>>> = {
  start: benchStart,
  http: benchHttp,
  public: benchPublic,
  streams: benchStreams,
  ingest: benchIngest,
  meter: benchMeter,
  scale: benchScale,
  alerts: benchAlerts,
  detector: benchDetector,
  console: benchConsole,
};
const documents = {
  benchmarks: new URL('../docs/benchmarks.md', import.meta.url).pathname,
  scale: new URL('../docs/guide/scale.md', import.meta.url).pathname,
};

/**
 * `npm run bench`, or `npm run bench -- http` for one of them. With `--write` what is measured goes into
 * docs/benchmarks.md and into bench/measured.json, by which `scale` simulates what stands in its guide; with `--large` the
 * meter holds ten times as much. The detector is measured on the labelled series of the folder `--yardstick`, too.
 */
const { values: flags, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: {
    write: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    yardstick: { type: 'string', default: '../shared/yardstick' },
  },
});
const unknown = asked.find((name) => !(name in benches));
if (unknown) throw new Error(`There is no bench ${unknown}. There are ${Object.keys(benches).join(', ')}.`);

const machine = describeMachine();
process.stdout.write(`${machine}\n`);
const verdicts: Verdict[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const result = await bench(flags);
  process.stdout.write(plainText(result));
  verdicts.push(...result.verdicts);
  if (flags.write) write(name, result);
}
if (verdicts.length > 0) process.stdout.write(plainTable(verdictTable(verdicts)));

function write(name: string, result: Result): void {
  if (name === 'scale') {
    writePart(documents.scale, name, markdown(result));
    return;
  }
  const today = new Date().toISOString().slice(0, 10);
  writePart(documents.benchmarks, name, `Taken on ${today}: ${machine}.\n\n${markdown(result)}`);
  writeConstants(result.constants ?? {});
}
