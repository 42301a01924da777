import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemActor } from '../../packages/server/src/access/index.ts';
import {
  type AlertsContext,
  createChannel,
  dispatchDue,
  dropOldAlerts,
  lookAtDue,
} from '../../packages/server/src/alerts/index.ts';
import { type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import { dayMs } from '../../packages/server/src/kit/instant.ts';
import { type Platen, startPlaten } from '../support/platen.ts';
import { Postgres, whyNoPostgres } from '../support/postgres.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const lacking = whyNoPostgres();
const organizations = 40;

describe.skipIf(lacking)(lacking ?? 'two servers that watch alerts on one database', () => {
  let opened: AsyncDisposableStack;
  let here: Platen;
  let there: RunningServer;
  let receiver: WebhookReceiver;
  let orgIds: readonly string[];

  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    const postgres = opened.use(await Postgres.start());
    const settings = {
      DATABASE_URL: await postgres.database(),
      PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
      PLATEN_LOG_LEVEL: 'silent',
      PLATEN_SECRET: 'the same words, known to both of the servers',
    };
    receiver = opened.use(await startWebhookReceiver());
    here = opened.use(await startPlaten({ settings }));
    const config = readConfig({ ...settings, PLATEN_PORT: '0' }, undefined, {});
    there = opened.use(await serve(config, { clock: here.clock, pollFeeds: false, watchAlerts: false }));
    const tenants = [];
    for (let n = 0; n < organizations; n++) tenants.push(await here.organization({ name: `No. ${n}` }));
    orgIds = tenants.map(({ orgId }) => orgId).toSorted();
    for (const orgId of orgIds) {
      const { config } = receiver;
      await createChannel(here.server.rooms.alerts, systemActor, orgId, {
        kind: 'webhook',
        name: 'Ours',
        config,
      });
    }
  });
  afterEach(() => opened.disposeAsync());

  const alertsOf = () => [here.server.rooms.alerts, there.rooms.alerts] as const;

  const startIncident = () =>
    here.operator.call('createIncident', {
      body: {
        name: 'Printing is down',
        impact: 'critical',
        regions: ['eu'],
        component_ids: ['print'],
        body: 'We look.',
      },
    });

  /** All look and send at once, until none finds anything more. */
  const work = async (...working: readonly AlertsContext[]) => {
    await alertsOf()[0].store.wake(orgIds, here.clock.now());
    for (const step of [lookAtDue, dispatchDue]) {
      for (let found = 1; found > 0; ) {
        const counts = await Promise.all([...working, ...working].map(step));
        found = counts.reduce((sum, count) => sum + count, 0);
      }
    }
  };

  it('tell everything once', async () => {
    await work(...alertsOf());
    expect(receiver.taken).toEqual([]);
    const { id } = await startIncident();
    await work(...alertsOf());
    expect(receiver.taken.map(({ data }) => data.organization.id).toSorted()).toEqual(orgIds);
    expect(new Set(receiver.taken.map(({ type }) => type))).toEqual(new Set(['alert.firing']));
    await here.operator.call('addIncidentUpdate', {
      params: { incident_id: id },
      body: { status: 'resolved', body: 'Mended.' },
    });
    await work(...alertsOf());
    here.clock.advance(3 * 60);
    await work(...alertsOf());
    const ends = receiver.taken.slice(organizations);
    expect(ends.map(({ data }) => data.organization.id).toSorted()).toEqual(orgIds);
    expect(new Set(ends.map(({ type, data }) => `${type} ${data.sequence}`))).toEqual(
      new Set(['alert.resolved 2']),
    );

    here.clock.advance((401 * dayMs) / 1_000);
    await Promise.all(alertsOf().map(dropOldAlerts));
    const left = await alertsOf()[0].store.listDeliveries(orgIds[0] ?? '', { limit: 10 });
    expect(left).toEqual([]);
  });

  const severally = <T>(claim: (alerts: ReturnType<typeof alertsOf>[number]) => Promise<T[]>) =>
    Promise.all([...alertsOf(), ...alertsOf(), ...alertsOf()].map(claim)).then((claims) => claims.flat());

  it('never take the same, nor wait for one another, however many ask at once', async () => {
    const now = here.clock.now();
    const looks = await severally(({ store }) => store.claimDueLooks(now, now + 30_000, 10));
    expect(looks.map(({ orgId }) => orgId).toSorted()).toEqual(orgIds);
    here.clock.advance(30);
    await startIncident();
    while ((await lookAtDue(alertsOf()[0])) > 0);
    const claim = { nowMs: here.clock.now(), leaseUntil: here.clock.now() + 120_000, exceptOrgIds: [] };
    const tries = await severally(({ store }) => store.claimDueTries({ ...claim, limit: 10 }));
    expect(tries.map(({ delivery }) => delivery.orgId).toSorted()).toEqual(orgIds);
  });

  it('follow one another when one dies with something in hand', async () => {
    await startIncident();
    const [one, dying] = alertsOf();
    await dying.store.claimDueLooks(here.clock.now(), here.clock.now() + 30_000, organizations);
    expect(await lookAtDue(one)).toBe(0);
    here.clock.advance(30);
    await work(one);
    expect(receiver.taken).toHaveLength(organizations);

    await startIncident();
    await one.store.wake(orgIds, here.clock.now());
    while ((await lookAtDue(one)) > 0);
    here.clock.advance(5 * 60);
    const nowMs = here.clock.now();
    const claim = { nowMs, leaseUntil: nowMs + 120_000, limit: organizations, exceptOrgIds: [] };
    expect(await dying.store.claimDueTries(claim)).toHaveLength(organizations);
    expect(await dispatchDue(one)).toBe(0);
    here.clock.advance(120);
    await work(one);
    expect(receiver.taken).toHaveLength(2 * organizations);
  });
});
