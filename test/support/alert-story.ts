import { dispatchDue, lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { type Platen, startPlaten, type Tenant } from './platen.ts';
import { fakeZendesk } from './services/zendesk.ts';

/** A server that may send to this machine, with a helpdesk and a mail server on it. */
export async function startStory(more: Readonly<Record<string, string>> = {}) {
  await using started = new AsyncDisposableStack();
  const desk = started.use(await fakeZendesk());
  const post = started.use(await smtpServer());
  const settings = {
    PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
    PLATEN_SMTP_URL: post.url,
    PLATEN_PUBLIC_URL: 'https://platen.example',
    ...more,
  };
  const platen = started.use(await startPlaten({ settings }));
  const tenant = await platen.organization();
  const everything = started.move();
  return {
    platen,
    tenant,
    desk,
    mails: post.mails,
    /** What the server does when something has changed, or time has passed. */
    async pass(seconds = 0) {
      platen.clock.advance(seconds);
      const { alerts } = platen.server.rooms;
      await alerts.store.wake([tenant.orgId], platen.clock.now());
      while ((await lookAtDue(alerts)) > 0);
      while ((await dispatchDue(alerts)) > 0);
    },
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

export function addChannel(
  { client, orgId }: Tenant,
  kind: 'email' | 'zendesk',
  name: string,
  config: object,
) {
  const body = { kind, name, config: { ...config } };
  return client.call('createChannel', { params: { org_id: orgId }, body });
}

export function openIncident({ operator }: Platen) {
  return operator.call('createIncident', {
    body: {
      name: 'Printing is down',
      impact: 'major',
      regions: ['eu'],
      component_ids: ['print'],
      body: 'We look into it.',
    },
  });
}

export function endsOn({ operator }: Platen, { orgId }: Tenant, end_date: string) {
  return operator.call('putSubscription', {
    params: { org_id: orgId },
    body: { plan: 'Hive', start_date: '2026-01-01', end_date },
  });
}
