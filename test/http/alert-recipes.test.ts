import { describe, expect, it } from 'vitest';
import { addChannel, endsOn, openIncident, startStory } from '../support/alert-story.ts';

const minute = 60;
const day = 86_400;

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
