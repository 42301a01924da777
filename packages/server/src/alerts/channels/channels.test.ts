import { type ChannelKindName, channelConfigs } from '@platen/contract';
import { Value } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import {
  fakeAlertmanager,
  fakeAlertmanagerWebhook,
  fakePagerDuty,
  fakeWebhook,
} from '../../../../../test/support/services/alarms.ts';
import type { FakeReceiver, Trouble } from '../../../../../test/support/services/fake-service.ts';
import { fakeFreshdesk } from '../../../../../test/support/services/freshdesk.ts';
import { fakeJira } from '../../../../../test/support/services/jira.ts';
import { fakeNtfy, fakeSlack, fakeTeams } from '../../../../../test/support/services/messengers.ts';
import { fakeServiceNow } from '../../../../../test/support/services/servicenow.ts';
import { fakeZendesk } from '../../../../../test/support/services/zendesk.ts';
import { aChannel, aNotice, anAlertTold, hostile, over, trial, worse } from './notices.fixture.ts';

const receivers: readonly [ChannelKindName, () => Promise<FakeReceiver>][] = [
  ['webhook', fakeWebhook],
  ['slack', fakeSlack],
  ['teams', fakeTeams],
  ['pagerduty', fakePagerDuty],
  ['jira', fakeJira],
  ['servicenow', fakeServiceNow],
  ['zendesk', fakeZendesk],
  ['freshdesk', fakeFreshdesk],
  ['ntfy', fakeNtfy],
  ['alertmanager', fakeAlertmanager],
  ['alertmanager_webhook', fakeAlertmanagerWebhook],
];

describe.each(receivers)('a channel of the kind %s', (kind, start) => {
  it('has settings that the contract takes, and no others', async () => {
    await using receiver = await start();
    expect(Value.Check(channelConfigs[kind], receiver.config)).toBe(true);
    expect(Value.Check(channelConfigs[kind], { ...receiver.config, other: 'x' })).toBe(false);
  });

  it('tells of the beginning, of what is new and of the end', async () => {
    await using receiver = await start();
    const channel = aChannel(kind, receiver.config);
    for (const notice of [aNotice(), worse, over]) {
      expect(await channel.send(notice)).toMatchObject({ kind: 'delivered' });
    }
    const all = receiver.told().join('\n');
    for (const { sentence } of kind === 'pagerduty' ? [aNotice(), worse] : [aNotice(), worse, over]) {
      const words = kind.startsWith('alertmanager') ? 'Partial Outage' : sentence;
      expect(all).toContain(words);
    }
  });

  it('tells whose it is, by which rule, the figures, the id and where to find out why', async () => {
    await using receiver = await start();
    await aChannel(kind, receiver.config).send(aNotice());
    const [told = ''] = receiver.told();
    for (const words of [
      'Lindenhof Clinic',
      '4725fffa',
      'The service is down',
      'Major Outage since 09:28',
      'https://platen.example/evidence/alt_1',
      aNotice().id,
    ]) {
      expect(told).toContain(words);
    }
  });

  it('says of a test that it is one', async () => {
    await using receiver = await start();
    const channel = aChannel(kind, receiver.config);
    expect(await channel.send(trial)).toMatchObject({ kind: 'delivered' });
    expect(receiver.told()).toHaveLength(1);
    expect(receiver.told()[0]).toMatch(/test/i);
    expect(receiver.told()[0]).toContain(trial.url);
  });

  it('keeps to the limits and the escaping of the service, whatever it has to tell, and keeps the link', async () => {
    await using receiver = await start();
    const facts = Array.from({ length: 30 }, () => ({ name: hostile, value: hostile }));
    const alerts = Array.from({ length: 60 }, (_, index) =>
      anAlertTold({
        id: `alt_${index}`,
        title: hostile,
        sentence: hostile,
        facts,
        rule: { id: 'rul_1', name: hostile },
      }),
    );
    const notice = aNotice({
      title: hostile,
      sentence: hostile,
      organization: { id: '4725fffa', name: hostile },
      alerts,
    });
    const channel = aChannel(kind, receiver.config);
    for (const told of [
      notice,
      { ...notice, id: 'dlv_2', sequence: 2 },
      { ...over, sentence: hostile, title: hostile },
    ]) {
      expect(await channel.send(told)).toMatchObject({ kind: 'delivered' });
    }
    const [told = ''] = receiver.told();
    expect(told).toContain('<script>');
    expect(told).toContain('…');
    expect(told).toContain('https://platen.example/evidence/alt_');
    expect(told.isWellFormed()).toBe(true);
  });

  it('says nothing at all with no words', async () => {
    await using receiver = await start();
    const channel = aChannel(kind, receiver.config);
    const notice = aNotice({ sentence: '', alerts: [anAlertTold({ sentence: '', facts: [] })] });
    expect(await channel.send(notice)).toMatchObject({ kind: 'delivered' });
  });

  it('is sent again when the answer was lost, and knows it for the same', async () => {
    await using receiver = await start();
    const channel = aChannel(kind, receiver.config);
    receiver.service.trouble = ({ method }, index) =>
      method === 'POST' && receiver.service.seen.findIndex((seen) => seen.method === 'POST') === index
        ? 'lost_answer'
        : null;
    expect(await channel.send(aNotice())).toMatchObject({
      kind: 'retry',
      reason: expect.stringMatching(/ broke off \(\w+\)\.$/),
    });
    expect(await channel.send(aNotice())).toMatchObject({ kind: 'delivered' });
    const told = receiver.told().filter((text) => text.includes(aNotice().id));
    expect(told).toHaveLength(channel.channel.keepsTicket ? 1 : 2);
  });

  const alwaysRetries = kind === 'webhook';
  it.each<[string, Trouble, object]>([
    ['400', { status: 400 }, { kind: alwaysRetries ? 'retry' : 'refused', status: 400 }],
    ['401', { status: 401 }, { kind: 'retry', status: 401, retryAfterMs: null }],
    ['403', { status: 403 }, { kind: 'retry', status: 403 }],
    ['404', { status: 404 }, { kind: alwaysRetries ? 'retry' : 'refused', status: 404 }],
    ['410', { status: 410 }, { kind: 'refused', status: 410, gone: true }],
    [
      '429',
      { status: 429, headers: { 'retry-after': '30' } },
      { kind: 'retry', status: 429, retryAfterMs: 30_000 },
    ],
    ['500', { status: 500 }, { kind: 'retry', status: 500 }],
    ['a redirect', { status: 302, headers: { location: '/' } }, { kind: 'retry', status: 302 }],
    ['a reset', 'reset', { kind: 'retry', status: null }],
    ['silence', 'hang', { kind: 'retry', status: null }],
  ])('knows whether it helps to try again after %s', async (_, trouble, outcome) => {
    await using receiver = await start();
    receiver.service.trouble = () => trouble;
    const channel = aChannel(kind, receiver.config, { timeoutMs: 200 });
    expect(await channel.send(aNotice())).toMatchObject(outcome);
    expect(receiver.told()).toEqual([]);
    expect(receiver.service.seen).toHaveLength(1);
  });

  it('tells what was answered, and no secret', async () => {
    await using receiver = await start();
    const secrets = Object.values(receiver.config).flat().map(String);
    receiver.service.trouble = () => ({ status: 400, body: `no such field; ${secrets.join(' ')}` });
    const outcome = await aChannel(kind, receiver.config).send(aNotice());
    expect(outcome).toMatchObject({ reason: expect.stringMatching(/answered 400: no such field; /) });
    expect(JSON.stringify(outcome)).not.toMatch(/secret|token|pass|-key|abcdef/);
  });
});

describe('every kind of channel', () => {
  it('is in the registry under the name that the contract has for it', () => {
    for (const kind of Object.keys(channelConfigs)) {
      const { channel } = aChannel(kind, {});
      expect(channel.kind).toBe(kind);
      expect(channel.config).toBe(channelConfigs[kind as ChannelKindName]);
    }
  });
});
