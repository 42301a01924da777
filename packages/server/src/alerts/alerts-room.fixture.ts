import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Type } from 'typebox';
import { auditEntry, createOrganization, systemActor } from '../access/index.ts';
import { defaultKeep } from '../jobs/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { addIncidentUpdate, createIncident, putComponent, putRegion } from '../status/index.ts';
import { openSqlite } from '../storage/index.ts';
import { putSubscription } from '../subscription/index.ts';
import { Calendars } from './calendars.ts';
import type { ChannelKind, Outcome } from './channel.ts';
import type { ChannelRecord } from './channel-record.ts';
import { dispatchDue } from './dispatch.ts';
import { lookAtDue } from './look.ts';
import type { Notice } from './notice.ts';
import type { AlertsContext } from './store.ts';
import { createVault } from './vault.ts';

/** A channel whose receiver writes down what it is sent, and answers as it was told to. */
class Receiver {
  readonly received: Notice[] = [];
  answer: Outcome = { kind: 'delivered', status: 200 };

  readonly kind: ChannelKind<never> = {
    kind: 'test',
    config: Type.Object({}),
    keepsTicket: true,
    send: async (_, notice) => {
      this.received.push(notice);
      return this.answer;
    },
  };
}

/** The room on an empty database, with an organization in the region `eu` that has one channel. */
export async function openRoom() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-alerts-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const storage = opened.use(await openSqlite(folder));
  const clock = new HeldClock('2026-11-24T09:30:00Z');
  const receiver = new Receiver();
  const faults: unknown[] = [];
  const alerts: AlertsContext = {
    store: storage.alerts,
    access: { store: storage.access, clock },
    status: { store: storage.status, clock },
    jobs: { store: storage.jobs, clock, keep: defaultKeep },
    subscription: { store: storage.subscription, clock },
    calendars: new Calendars({ store: storage.calendar, clock, fetch: async () => ({ kind: 'stopped' }) }),
    clock,
    channels: new Map([['test', receiver.kind]]),
    vault: createVault(randomBytes(32)),
    request: async () => ({ kind: 'failed', reason: 'nobody is asked here' }),
    mail: async () => ({ kind: 'failed', reason: 'nobody is written to here', temporary: false }),
    random: () => 0,
    report: (error) => faults.push(error),
    signer: undefined,
    evidenceUrl: (orgId, alertId) => `https://platen.example/v1/orgs/${orgId}/alerts/${alertId}`,
    testUrl: (orgId, id) => `https://platen.example/v1/orgs/${orgId}/deliveries/${id}`,
  };
  await putRegion(alerts.status, systemActor, 'eu', { name: 'Europe' });
  for (const type of ['print', 'scan'] as const) {
    const input = { name: type, job_types: [type], status_code: 'operational' as const };
    await putComponent(alerts.status, systemActor, { region: 'eu', id: type }, input);
  }
  const { org_id: orgId } = await createOrganization(alerts.access, systemActor, {
    name: 'Lindenhof Clinic',
    region: 'eu',
  });
  const audit = (target: string) => auditEntry(systemActor, clock.now(), { orgId, action: 'test', target });
  const channel: ChannelRecord = {
    id: 'chn_1',
    orgId,
    kind: 'test',
    name: 'Helpdesk',
    enabled: true,
    config: {},
    sealedSecrets: null,
    reopenMs: 86_400_000,
    trouble: null,
    createdAt: 0,
    updatedAt: 0,
  };
  await alerts.store.channels.save(channel, audit(channel.id));
  const everything = opened.move();
  return {
    alerts,
    orgId,
    clock,
    receiver,
    faults,
    audit,
    channel: () => alerts.store.channels.find(orgId, 'chn_1'),
    incident: (impact: 'minor' | 'major' | 'critical' = 'major') =>
      createIncident(alerts.status, systemActor, {
        name: 'Printing is down',
        impact,
        regions: ['eu'],
        component_ids: ['print'],
        body: 'We look into it.',
      }),
    resolve: (id: string) =>
      addIncidentUpdate(alerts.status, systemActor, id, { status: 'resolved', body: 'It is mended.' }),
    subscribe: (end_date: string) =>
      putSubscription(alerts.subscription, systemActor, orgId, {
        plan: 'Hive',
        start_date: '2026-01-01',
        end_date,
      }),
    /** Looks and delivers as the server does when something has changed, and answers what was sent. */
    async tick(ms = 0): Promise<string[]> {
      clock.advance(ms / 1000);
      const before = receiver.received.length;
      await alerts.store.wake([orgId], clock.now());
      await lookAtDue(alerts);
      while ((await dispatchDue(alerts)) > 0);
      return receiver.received.slice(before).map(({ kind, title }) => `${kind}: ${title}`);
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}
