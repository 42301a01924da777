import { Child } from './children.ts';
import { bestOf, connections, rounds, seconds } from './load.ts';
import { atLeast, type Result } from './result.ts';

/** Headers that node writes by itself. */
const ofNode = ['connection', 'date', 'keep-alive', 'transfer-encoding'];

/**
 * Loads a path of Platen and a bare `node:http` that answers the same bytes with the same headers, 200 and 304, by turns.
 *
 * @param what what the path is, for the table
 */
export async function besideBare(
  platen: Child,
  what: string,
  path: string,
  headers: Record<string, string>,
  sameHeaders: boolean,
): Promise<Result> {
  const url = `${platen.hello.url}${path}`;
  const sample = await fetch(url, { headers: { ...headers, 'accept-encoding': 'identity' } });
  const etag = sample.headers.get('etag') ?? '';
  const known = { ...headers, 'if-none-match': etag };
  const sampleOf304 = await fetch(url, { headers: { ...known, 'accept-encoding': 'identity' } });
  const told = (response: Response) =>
    Object.fromEntries(
      [...response.headers].filter(
        ([name]) => !ofNode.includes(name) && (sameHeaders || fewest.includes(name)),
      ),
    );
  await using bare = await Child.start(
    'bare-http.ts',
    await sample.text(),
    JSON.stringify(told(sample)),
    JSON.stringify(told(sampleOf304)),
  );
  const bareUrl = `${bare.hello.url}/`;
  const best = await bestOf([
    { name: 'bare 200', child: bare, url: bareUrl, headers },
    { name: 'platen 200', child: platen, url, headers },
    { name: 'bare 304', child: bare, url: bareUrl, headers: known },
    { name: 'platen 304', child: platen, url, headers: known },
  ]);
  const { residentMb } = await platen.usage();
  const statuses = ['200', '304'] as const;
  return {
    tables: [
      {
        title: `HTTP, ${what}: ${connections} connections, ${seconds} s a round, best of ${rounds}`,
        head: ['', 'requests/s', 'CPU µs/request'],
        rows: Object.entries(best).map(([name, m]) => [name, m.perSecond.toFixed(0), m.cpuMicros.toFixed(1)]),
      },
    ],
    verdicts: statuses.map((status) => {
      const ratio = (best[`platen ${status}`]?.perSecond ?? 0) / (best[`bare ${status}`]?.perSecond ?? 1);
      return atLeast(0.8, ratio, `${what} ${status} beside bare node:http`);
    }),
    notes: [`Resident memory after this load: ${residentMb.toFixed(0)} MB.`],
    constants: Object.fromEntries(
      statuses.map((status) => [`${what} ${status}, CPU µs`, best[`platen ${status}`]?.cpuMicros ?? 0]),
    ),
  };
}

/** What no answer of this kind can do without. */
const fewest = ['content-type', 'content-length', 'etag'];
