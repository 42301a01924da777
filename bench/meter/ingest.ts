import { Child } from '../support/children.ts';
import { makeBatches, orgIdOf, type Shape, shapes, spreadOver } from '../support/events.ts';
import { atLeast, type Result } from '../support/result.ts';
import { type Post, postBodies } from '../support/senders.ts';
import type { Engine, Place } from './engine.ts';

export const eventsOf = { live: 300_000, spread: 100_000 } satisfies Record<Shape, number>;
const callers = 4;
const rounds = 2;

/** Batches through the store and over HTTP, beside the fastest way that each engine has to take the same rows. */
export async function benchIngest(engines: readonly Engine[]): Promise<Result> {
  const rows: string[][] = [];
  const verdicts = [];
  const constants: Record<string, number> = {};
  for (const engine of engines) {
    for (const shape of shapes) {
      const what = `${engine.name}, ${shape}`;
      const { bulk, store, http } = await bestOf(engine, shape);
      const perSecond = (seconds: number) => (eventsOf[shape] / seconds).toFixed(0);
      const beside = (seconds: number) => `${(bulk / seconds).toFixed(2)}x`;
      const cpu = `${http.serverMicros.toFixed(1)} + ${http.databaseMicros.toFixed(1)}`;
      rows.push(
        [`${what}: bulk`, perSecond(bulk), '', ''],
        [`${what}: store`, perSecond(store), beside(store), ''],
        [`${what}: HTTP`, perSecond(http.seconds), beside(http.seconds), cpu],
      );
      verdicts.push(
        atLeast(0.5, bulk / store, `${what}: store beside bulk`),
        atLeast(0.5, bulk / http.seconds, `${what}: HTTP beside bulk`),
      );
      constants[`${what}: an event on the server, CPU µs`] = http.serverMicros;
      constants[`${what}: an event in the database, CPU µs`] = http.databaseMicros;
      constants[`${what}: events a second`] = eventsOf[shape] / http.seconds;
    }
  }
  return {
    tables: [
      {
        title: `Ingest: ${callers} senders, best of ${rounds}`,
        head: ['', 'events/s', 'of bulk', 'CPU µs/event, server + database'],
        rows,
      },
    ],
    verdicts,
    notes: [comparison],
    constants,
  };
}

const comparison = [
  '*Live* is one source that tells of its jobs of now, a fifth of them again with corrections;',
  `*spread* is batches of ${spreadOver.organizations} organizations in turn, each event in another hour of ${spreadOver.hours / 24} days.`,
  '*Bulk* is the engine alone with the same rows, ready before the clock runs, in the same batches with a transaction each,',
  'every one acknowledged before its sender goes on, into one plain table without a key: prepared statements for SQLite',
  '(`synchronous=FULL`), `COPY` for PostgreSQL, `JSONEachRow` for ClickHouse, which does not wait for the disk. It keeps corrections as further rows and counts nothing.',
  '*Store* is the meter called in process with events that are parsed; *HTTP* is the whole way with the check of the key,',
  'parsing and validation, the senders on the same cores.',
].join(' ');

interface Measured {
  readonly bulk: number;
  readonly store: number;
  readonly http: OverHttp;
}

interface OverHttp {
  readonly seconds: number;
  readonly serverMicros: number;
  readonly databaseMicros: number;
}

async function bestOf(engine: Engine, shape: Shape): Promise<Measured> {
  const measured: Measured[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push({
      bulk: await inPlace(engine, (place) => inProcess('bulk-ingest.ts', engine, place, shape)),
      store: await inPlace(engine, (place) => takeByStore(engine, place, shape)),
      http: await inPlace(engine, (place) => overHttp(engine, place, shape)),
    });
  }
  return {
    bulk: Math.min(...measured.map(({ bulk }) => bulk)),
    store: Math.min(...measured.map(({ store }) => store)),
    http: measured
      .map(({ http }) => http)
      .reduce((best, http) => (http.seconds < best.seconds ? http : best)),
  };
}

async function inPlace<T>(engine: Engine, work: (place: Place) => Promise<T>): Promise<T> {
  await using place = await engine.place();
  return await work(place);
}

/** Has the store take the events of a run, and tells how many seconds it took. */
export function takeByStore(engine: Engine, place: Place, shape: Shape): Promise<number> {
  return inProcess('store-ingest.ts', engine, place, shape);
}

async function inProcess(script: string, { batchSize }: Engine, place: Place, shape: Shape): Promise<number> {
  const counts = [eventsOf[shape] / batchSize, batchSize, callers].map(String);
  await using child = await Child.start(
    script,
    place.folder,
    JSON.stringify(place.settings),
    shape,
    ...counts,
  );
  return Number(child.hello.seconds);
}

async function overHttp(engine: Engine, place: Place, shape: Shape): Promise<OverHttp> {
  await using platen = await Child.start(
    'platen.ts',
    place.folder,
    String(spreadOver.organizations),
    JSON.stringify(place.settings),
  );
  const posts = makePosts(platen, engine, shape);
  const before = await platen.usage();
  const databaseBefore = place.cpuSeconds();
  const seconds = await postBodies(platen.hello.url ?? '', posts, callers);
  const micros = (cpuSeconds: number) => (cpuSeconds * 1e6) / eventsOf[shape];
  return {
    seconds,
    serverMicros: micros((await platen.usage()).cpuSeconds - before.cpuSeconds),
    databaseMicros: micros(place.cpuSeconds() - databaseBefore),
  };
}

function makePosts(platen: Child, { batchSize }: Engine, shape: Shape): Post[] {
  const tenants: { orgId: string; key: string }[] = JSON.parse(platen.hello.tenants ?? '[]');
  const keys = new Map(tenants.map(({ orgId, key }) => [orgId, key]));
  return makeBatches(shape, eventsOf[shape] / batchSize, batchSize, Date.now()).map(({ org, events }) => {
    const orgId = orgIdOf(org);
    return { orgId, key: keys.get(orgId) ?? '', body: JSON.stringify(events) };
  });
}
