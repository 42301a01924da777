import { describe, expect, it } from 'vitest';
import { dispatchDue, lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { smtpServer } from '../../packages/server/src/net/smtp.fixture.ts';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { fakeZendesk } from '../support/services/zendesk.ts';

/** A server that may send to this machine, with a helpdesk and a mail server on it. */
async function startStory() {
  await using started = new AsyncDisposableStack();
  const desk = started.use(await fakeZendesk());
  const post = started.use(await smtpServer());
  const settings = {
    PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
    PLATEN_SMTP_URL: post.url,
    PLATEN_PUBLIC_URL: 'https://platen.example',
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

const minute = 60;
const day = 86_400;

function addChannel({ client, orgId }: Tenant, kind: 'email' | 'zendesk', name: string, config: object) {
  const body = { kind, name, config: { ...config } };
  return client.call('createChannel', { params: { org_id: orgId }, body });
}

function openIncident({ operator }: Platen) {
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

function endsOn({ operator }: Platen, { orgId }: Tenant, end_date: string) {
  return operator.call('putSubscription', {
    params: { org_id: orgId },
    body: { plan: 'Hive', start_date: '2026-01-01', end_date },
  });
}

describe('an outage', () => {
  it('opens one ticket at the helpdesk and a mail, and its end closes the ticket', async () => {
    await using story = await startStory();
    const { platen, tenant, desk, mails } = story;
    await addChannel(tenant, 'zendesk', 'Helpdesk', desk.config);
    await addChannel(tenant, 'email', 'IT', { to: ['it@school.example'] });
    await story.pass();
    expect([desk.tickets(), mails]).toEqual([[], []]);

    const { id } = await openIncident(platen);
    await story.pass();
    expect(desk.tickets()).toMatchObject([
      { state: 'open', severity: 'critical', title: 'Partial Outage in eu: Printing is down' },
    ]);
    expect(mails.map(({ subject, recipients }) => [subject, recipients])).toEqual([
      ['Partial Outage in eu: Printing is down · Lindenhof Clinic', ['it@school.example']],
    ]);
    for (const text of [desk.tickets()[0]?.texts[0], mails[0]?.text]) {
      expect(text).toContain('Tell the people concerned.');
      expect(text).toContain('Cloud print: Partial Outage');
      expect(text).toContain('Investigating: We look into it.');
      expect(text).toContain('Began: 2026-11-24 09:07 UTC');
    }

    await platen.operator.call('addIncidentUpdate', {
      params: { incident_id: id },
      body: { status: 'resolved', body: 'It is mended.' },
    });
    await story.pass(minute);
    expect(desk.tickets()).toMatchObject([{ state: 'open' }]);
    await story.pass(2 * minute);
    expect(desk.tickets()).toMatchObject([{ state: 'closed' }]);
    expect(desk.tickets()[0]?.texts).toHaveLength(2);
    expect(desk.tickets()[0]?.texts[1]).toContain('The status of the region eu is Operational');
    expect(mails.map(({ subject }) => subject).slice(1)).toEqual([
      'Resolved: Partial Outage in eu: Printing is down · Lindenhof Clinic',
    ]);
    await story.pass(day);
    expect([desk.tickets().length, mails.length]).toEqual([1, 2]);
  });
});

describe('a subscription', () => {
  it('is mailed to procurement once when fewer than 30 days remain', async () => {
    await using story = await startStory();
    const { platen, tenant, mails } = story;
    await addChannel(tenant, 'email', 'Procurement', { to: ['procurement@school.example'] });
    await endsOn(platen, tenant, '2026-12-24');
    await story.pass();
    expect(mails).toEqual([]);
    await endsOn(platen, tenant, '2026-12-23');
    await story.pass();
    const subjects = () => mails.map(({ subject }) => subject?.replace(' · Lindenhof Clinic', ''));
    expect(subjects()).toEqual(['The subscription ends in 29 days']);
    expect(mails[0]?.text).toContain('The subscription Hive ends on 2026-12-23: 29 days remain.');
    for (let days = 0; days < 5; days++) await story.pass(day);
    expect(subjects()).toHaveLength(1);
  });

  it('says nothing more once it is being renewed, and begins anew with the new end', async () => {
    await using story = await startStory();
    const { platen, tenant, mails } = story;
    const params = { org_id: tenant.orgId };
    await addChannel(tenant, 'email', 'Procurement', { to: ['procurement@school.example'] });
    await endsOn(platen, tenant, '2026-12-23');
    await story.pass();
    const { data: firing } = await tenant.client.call('listAlerts', { params, query: { active: true } });
    await tenant.client.call('acknowledgeAlert', {
      params: { ...params, alert_id: firing[0]?.id ?? '' },
      body: { comment: 'Renewal in progress' },
    });
    await story.pass();
    expect(mails.at(-1)?.subject).toContain('Acknowledged: The subscription ends in 29 days');
    expect(mails.at(-1)?.text).toContain('Acknowledged: Renewal in progress');
    for (let days = 0; days < 20; days++) await story.pass(day);
    expect(mails).toHaveLength(2);

    await endsOn(platen, tenant, '2027-12-23');
    await story.pass();
    expect(mails.at(-1)?.text).toContain('The subscription was renewed, or ends on another day now.');
    await endsOn(platen, tenant, '2027-01-01');
    await story.pass();
    expect(mails.at(-1)?.subject).toContain('The subscription ends in 18 days');
    expect(mails).toHaveLength(4);
  });
});
