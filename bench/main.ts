import { cpus } from 'node:os';
import { benchHttp } from './http.ts';
import { benchIngest } from './ingest.ts';
import { benchPublic } from './public.ts';
import { benchStart } from './start.ts';
import { benchStreams } from './streams.ts';
import { printVerdicts, type Verdict } from './support/table.ts';

const benches = {
  start: benchStart,
  http: benchHttp,
  public: benchPublic,
  streams: benchStreams,
  ingest: benchIngest,
};

/** `npm run bench`, or `npm run bench -- http` for one of them. */
const asked = process.argv.slice(2);
const unknown = asked.find((name) => !(name in benches));
if (unknown) throw new Error(`There is no bench ${unknown}. There are ${Object.keys(benches).join(', ')}.`);

process.stdout.write(
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n`,
);
const verdicts: Verdict[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (asked.length === 0 || asked.includes(name)) verdicts.push(...(await bench()));
}
printVerdicts(verdicts);
