import { PlatenClient } from '@platen/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type RunningServer, readConfig, serve, startDemo } from '../../packages/server/src/index.ts';
import { HeldClock } from '../../packages/server/src/kit/clock.ts';
import { someMorning } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';

const lacking = whyNoPostgres();

describe.skipIf(lacking)(lacking ?? 'servers that start at the same moment on one empty database', () => {
  let postgres: Postgres;
  let url: string;
  beforeAll(async () => {
    postgres = await Postgres.start();
  });
  afterAll(() => postgres[Symbol.asyncDispose]());
  beforeEach(async () => {
    url = await postgres.database();
  });

  it.each([1, 2, 3, 4, 5])('make one first operator key, which opens all of them (round %d)', async () => {
    await using servers = await startTogether(url, 4);
    const keys = servers.all.flatMap(({ firstOperatorKey }) => firstOperatorKey ?? []);
    expect(keys).toHaveLength(1);
    for (const client of clientsOf(servers.all, keys[0])) {
      const { data } = await client.call('listOperatorKeys', {});
      expect(data.map(({ name }) => name)).toEqual(['First operator']);
      const audit = await client.call('listAllAudit', {});
      expect(audit.data.map(({ action }) => action)).toEqual(['api_key.created']);
    }
  });

  it('take the same regions and components from each', async () => {
    await using servers = await startTogether(url, 4);
    const key = servers.all.find(({ firstOperatorKey }) => firstOperatorKey)?.firstOperatorKey;
    const clients = clientsOf(servers.all, key);
    const params = { region: 'eu', component_id: 'print' };
    const body = { name: 'Cloud print', status_code: 'operational' } as const;
    await Promise.all(
      clients.map((client) => client.call('putRegion', { params, body: { name: 'Europe' } })),
    );
    await Promise.all(clients.map((client) => client.call('putComponent', { params, body })));
    for (const client of clients) {
      expect((await client.call('listRegions', {})).data).toHaveLength(1);
      expect((await client.call('listComponents', { params })).data).toMatchObject([body]);
    }
  });

  it('make up one demo, and each has a key of it', async () => {
    await using servers = await startTogether(url, 3);
    await using demos = new AsyncDisposableStack();
    const started = await Promise.all(servers.all.map((server) => startDemo(server, () => undefined)));
    for (const demo of started) if (demo) demos.use(demo);
    expect(started.map((demo) => demo?.orgId)).toEqual(Array(3).fill('4725fffa'));
    expect(new Set(started.map((demo) => demo?.key)).size).toBe(3);
    const [{ rooms } = expect.fail()] = servers.all;
    const names = (await rooms.status.store.listIncidents({ limit: 1000 })).map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(await rooms.access.store.listOrganizations({ limit: 9 })).toHaveLength(2);
  });
});

async function startTogether(url: string, count: number) {
  await using opened = new AsyncDisposableStack();
  const config = readConfig(
    { DATABASE_URL: url, PLATEN_PORT: '0', PLATEN_LOG_LEVEL: 'silent' },
    undefined,
    {},
  );
  const clock = new HeldClock(someMorning);
  const starting = Array.from({ length: count }, () =>
    serve(config, { clock, pollFeeds: false, watchAlerts: false }),
  );
  const all: RunningServer[] = [];
  for (const server of await Promise.all(starting)) all.push(opened.use(server));
  const everything = opened.move();
  return { all, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}

function clientsOf(servers: readonly RunningServer[], key = ''): PlatenClient[] {
  return servers.map(({ url }) => new PlatenClient({ url, key, retries: 0 }));
}
