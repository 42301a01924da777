import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../packages/server/src/pages/html/html.fixture.ts';
import { addChannel, endsOn, openIncident, startStory } from '../support/alert-story.ts';
import { get } from '../support/public-pages.ts';

/** The path of the link that a mail asks by why it was sent. */
function linkOf(mail: { readonly text?: string | undefined } | undefined): string {
  return /Why did I get this\? https:\/\/platen\.example(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

/** An outage that was mailed and told to the helpdesk. */
async function anOutage() {
  const story = await startStory();
  await addChannel(story.tenant, 'zendesk', 'Helpdesk', story.desk.config);
  await addChannel(story.tenant, 'email', 'IT', { to: ['it@school.example'] });
  await openIncident(story.platen);
  await story.pass();
  const path = linkOf(story.mails[0]);
  return Object.assign(story, {
    path,
    read: async () => wordsOf(await (await get(story.platen, path)).text()),
  });
}

describe('the page of an alert', () => {
  it('tells who has its link, without a key, why the alert was sent', async () => {
    await using story = await anOutage();
    const words = await story.read();
    expect(words).toContain('Partial Outage in eu: Printing is down\nFiring\nThe status of the region eu is');
    expect(words.match(/^Since\n.*$/gm)).toEqual(['Since\n24 Nov 2026, 09:07 UTC']);
    expect(words).toContain('What to do\nTell the people concerned.');
    expect(words).toContain(
      'It fires when the status of the service in the region is Partial Outage or worse. It is over once it has been well for 2 min.',
    );
    expect(words).toContain('What happened\nFiring 24 Nov 2026, 09:07 UTC');
    expect(words).toContain('Helpdesk (zendesk)\nIt fires\nDelivered');
    expect(words).toContain('IT (email)\nIt fires\nDelivered');
  });

  it('goes on telling what became of it', async () => {
    await using story = await anOutage();
    const { client, orgId } = story.tenant;
    const alertId = /alt_\w+/.exec(story.path)?.[0] ?? '';
    await client.call('acknowledgeAlert', {
      params: { org_id: orgId, alert_id: alertId },
      body: { comment: 'Ada has it' },
    });
    await story.pass();
    const words = await story.read();
    expect(words).toContain('Acknowledged: somebody has taken it on');
    expect(words).toContain('What happened\nAcknowledged 24 Nov 2026, 09:07 UTC\nAda has it\nFiring');
    expect(words).not.toContain('What to do');
  });

  it('is kept from search engines and from other sites, and runs nothing', async () => {
    await using story = await anOutage();
    const response = await get(story.platen, story.path);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-robots-tag': 'noindex, nofollow',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, no-cache',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    const page = await response.text();
    expect(page).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(page).not.toContain('<script');
    expect(page).not.toContain('zendesk-token');
    expect(page).not.toContain('it@school.example');
  });

  it('shows nothing of other alerts', async () => {
    await using story = await anOutage();
    const before = await story.read();
    await endsOn(story.platen, story.tenant, '2026-12-23');
    await story.pass();
    expect(story.mails).toHaveLength(2);
    expect(await story.read()).toBe(before);
    const page = wordsOf(await (await get(story.platen, linkOf(story.mails[1]))).text());
    expect(page).toContain('The subscription ends in 29 days');
    expect(page).not.toContain('Partial Outage');
  });

  it('is nowhere for another signature, another alert, or another id', async () => {
    await using story = await anOutage();
    const { signer, store } = story.platen.server.rooms.alerts;
    const [, , id = '', signature = ''] = story.path.split('/');
    const [other] = (await store.listAlerts(story.tenant.orgId, { limit: 10 })).filter(
      (one) => one.id !== id,
    );
    const [delivery] = await store.listDeliveries(story.tenant.orgId, { limit: 1 });
    const wrong = [
      `/alerts/${id}/${signature.slice(0, -1)}${signature.endsWith('A') ? 'B' : 'A'}`,
      `/alerts/${id}/x`,
      `/alerts/${other?.id}/${signature}`,
      `/alerts/alt_0/${signer?.sign('alt_0')}`,
      `/channel-tests/${id}/${signature}`,
      `/channel-tests/${delivery?.id}/${signer?.sign(delivery?.id ?? '')}`,
    ];
    for (const path of wrong) {
      const response = await get(story.platen, path);
      expect([path, response.status, await response.json()]).toMatchObject([
        path,
        404,
        { code: 'not_found' },
      ]);
    }
    expect((await get(story.platen, `/alerts/${other?.id}/${signer?.sign(other?.id ?? '')}`)).status).toBe(
      200,
    );
  });
});

describe('the page of a test of a channel', () => {
  it('says that it was one', async () => {
    await using story = await startStory();
    const { tenant, platen, mails } = story;
    const channel = await addChannel(tenant, 'email', 'IT', { to: ['it@school.example'] });
    const test = await tenant.client.call('testChannel', {
      params: { org_id: tenant.orgId, channel_id: channel.id },
    });
    expect(test.state).toBe('delivered');
    const path = linkOf(mails[0]);
    const words = wordsOf(await (await get(platen, path)).text());
    expect(words).toContain(
      'Test of the channel "IT"\nSomebody of Lindenhof Clinic tried whether messages arrive.',
    );
    expect(words).toContain('Channel\nIT (email)\nOutcome\nDelivered');
    expect((await get(platen, path.replace('/channel-tests/', '/alerts/'))).status).toBe(404);
  });
});
