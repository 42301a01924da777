import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { ChannelPut } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { minuteMs } from '../../packages/server/src/kit/instant.ts';
import { endWithTests } from '../support/children.ts';
import { foundOrganization, temporaryFolder } from '../support/command.ts';
import { someMorning } from '../support/platen.ts';
import type { FakeDesk, Trouble } from '../support/services/fake-service.ts';
import { fakeJira } from '../support/services/jira.ts';
import { until } from '../support/until.ts';
import type { DeathPoint, Orders } from './crashing-server.ts';

const script = new URL('./crashing-server.ts', import.meta.url);

/** In the order in which they come. Between the last two the helpdesk is asked, each request of which is one, too. */
const deaths: readonly DeathPoint[] = [
  { step: 'claimDueLooks', when: 'after' },
  { step: 'finishLooks', when: 'before' },
  { step: 'finishLooks', when: 'after' },
  { step: 'claimDueTries', when: 'after' },
  { step: 'finishTry', when: 'before' },
  { step: 'finishTry', when: 'after' },
];

let opened: AsyncDisposableStack;
let desk: FakeDesk;
let folder: string;
let startMs: number;
let running: ChildProcess | undefined;

beforeEach(async () => {
  opened = new AsyncDisposableStack();
  folder = opened.use(temporaryFolder()).path;
  desk = opened.use(await fakeJira());
  startMs = Date.parse(someMorning);
});
afterEach(() => opened.disposeAsync());

it('a server that is killed at every step of telling leaves one ticket with everything once, closed once', {
  timeout: 600_000,
}, async () => {
  const { operatorKey, orgId, key, incident_id } = await startIncident();
  expect(await dieAtEveryStep()).toBe(6);
  await live(orgId, key);
  expect(desk.tickets()).toMatchObject([{ state: 'open', texts: { length: 1 } }]);

  await withServer(null, async (url) => {
    const operator = new PlatenClient({ url, key: operatorKey, retries: 0 });
    const body = { status: 'resolved', body: 'It is mended.' } as const;
    await operator.call('addIncidentUpdate', { params: { incident_id }, body });
  });
  expect(await dieAtEveryStep()).toBe(10);
  await live(orgId, key);
  expect(desk.tickets()).toMatchObject([{ state: 'closed', texts: { length: 2 } }]);
  const closings = desk.service.seen.filter(({ method, path }) =>
    `${method} ${path}`.match(/^POST .*transitions$/),
  );
  // At the first of them it was killed before it was done.
  expect(closings).toHaveLength(2);
});

/** Kills one server after the other. Answers at how many requests, each before it was done and before its answer. */
async function dieAtEveryStep(): Promise<number> {
  const killedAt = new Set<string>();
  desk.service.trouble = ({ method, path }) => {
    for (const trouble of ['hang', 'lost_answer'] satisfies Trouble[]) {
      const step = `${method} ${path} ${trouble}`;
      if (killedAt.has(step)) continue;
      killedAt.add(step);
      running?.kill('SIGKILL');
      return trouble;
    }
    return null;
  };
  for (const death of deaths) {
    // Until it dies there, and at no request before.
    for (let kills = -1; kills < killedAt.size; ) {
      kills = killedAt.size;
      await begin(death);
      if (running) await once(running, 'exit');
    }
  }
  return killedAt.size;
}

/** A server that nobody kills does what is left to be done. */
async function live(org_id: string, key: string): Promise<void> {
  desk.service.trouble = () => null;
  await withServer('never', async (url) => {
    const client = new PlatenClient({ url, key, retries: 0 });
    await until(async () => {
      const { data } = await client.call('listDeliveries', { params: { org_id } });
      return data.length > 0 && data.every(({ state }) => state === 'delivered');
    });
  });
}

/** The organization is told of incidents alone, which are over when they are said to be. */
async function startIncident() {
  const channel = { kind: 'jira', name: 'Helpdesk', config: desk.config } as ChannelPut;
  return withServer(null, async (url, operatorKey) => {
    const { orgId, key, client } = await foundOrganization(url, operatorKey, ['org:admin']);
    const params = { org_id: orgId };
    await client.call('createChannel', { params, body: channel });
    const { data } = await client.call('listAlertRules', { params });
    for (const { id, condition } of data) {
      if (condition.type !== 'incident')
        await client.call('removeAlertRule', { params: { ...params, rule_id: id } });
    }
    const operator = new PlatenClient({ url, key: operatorKey, retries: 0 });
    const { id } = await operator.call('createIncident', {
      body: { name: 'Printing is down', impact: 'major', regions: ['eu'], body: 'We look.' },
    });
    return { operatorKey, orgId, key, incident_id: id };
  });
}

async function withServer<T>(
  dies: Orders['dies'],
  work: (url: string, operatorKey: string) => Promise<T>,
): Promise<T> {
  const { url, operatorKey } = await begin(dies);
  const result = await work(url, operatorKey);
  const ended = running && once(running, 'exit');
  running?.send('end');
  await ended;
  return result;
}

/** Leases of those that were killed before have ended by its clock. */
async function begin(dies: Orders['dies']): Promise<{ url: string; operatorKey: string }> {
  startMs += 5 * minuteMs;
  const orders: Orders = { folder, startMs, dies };
  running = fork(script, [JSON.stringify(orders)], { execArgv: ['--conditions=source'] });
  endWithTests(running);
  const ended = once(running, 'exit').then(() => Promise.reject(new Error('The server ended too early.')));
  const [hello] = await Promise.race([once(running, 'message'), ended]);
  return hello;
}
