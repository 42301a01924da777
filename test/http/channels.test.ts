import { type ChannelKindName, type ChannelPut, channelConfigs, secretSettings } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dispatchDue, lookAtDue } from '../../packages/server/src/alerts/index.ts';
import { foundOrganization, ServerProcess, temporaryFolder } from '../support/command.ts';
import { type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { FakeService } from '../support/services/fake-service.ts';
import { fakeJira } from '../support/services/jira.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

describe('a channel', () => {
  let opened: AsyncDisposableStack;
  let platen: Platen;
  let tenant: Tenant;
  let receiver: WebhookReceiver;
  let params: { readonly org_id: string };

  beforeEach(async () => {
    opened = new AsyncDisposableStack();
    receiver = opened.use(await startWebhookReceiver());
    const settings = { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8' };
    platen = opened.use(await startPlaten({ settings }));
    tenant = await platen.organization();
    params = { org_id: tenant.orgId };
  });
  afterEach(() => opened.disposeAsync());

  const add = (body: ChannelPut) => tenant.client.call('createChannel', { params, body });
  const aWebhook = (name: string, to = receiver): ChannelPut => ({
    kind: 'webhook',
    name,
    config: to.config,
  });
  const work = async (seconds = 0) => {
    platen.clock.advance(seconds);
    const { alerts } = platen.server.rooms;
    await alerts.store.wake([tenant.orgId], platen.clock.now());
    while ((await lookAtDue(alerts)) > 0);
    while ((await dispatchDue(alerts)) > 0);
  };
  const startIncident = () =>
    platen.operator.call('createIncident', {
      body: {
        name: 'Printing is down',
        impact: 'major',
        regions: ['eu'],
        component_ids: ['print'],
        body: 'We look.',
      },
    });
  const endIncident = (incident_id: string) =>
    platen.operator.call('addIncidentUpdate', {
      params: { incident_id },
      body: { status: 'resolved', body: 'Mended.' },
    });
  const toldBy = ({ taken }: WebhookReceiver) => taken.map(({ type, data }) => `${type} ${data.title}`);

  it('whose receiver is gone is switched off and told of by the others; what waited comes when it is back', async () => {
    const other = opened.use(await startWebhookReceiver());
    const { id } = await add(aWebhook('Helpdesk'));
    const channel = { ...params, channel_id: id };
    await add(aWebhook('Chat', other));
    receiver.service.trouble = () => ({ status: 410, body: 'Nobody lives here.' });
    const incident = await startIncident();
    await work();
    expect(await tenant.client.call('getChannel', { params: channel })).toMatchObject({
      enabled: false,
      trouble: 'The receiver answered 410: Nobody lives here.',
    });
    await work();
    expect(toldBy(other)).toEqual([
      'alert.firing Partial Outage in eu: Printing is down',
      'alert.firing Alerts do not reach "Helpdesk" any more',
    ]);
    await endIncident(incident.id);
    await work();
    await work(180);
    expect(receiver.service.seen).toHaveLength(1);

    receiver.service.trouble = () => null;
    await tenant.client.call('putChannel', {
      params: channel,
      body: { kind: 'webhook', name: 'Helpdesk', config: {} },
    });
    await work();
    expect(toldBy(receiver)).toEqual([
      'alert.firing Partial Outage in eu: Printing is down',
      'alert.resolved Partial Outage in eu: Printing is down',
    ]);
    expect(toldBy(other).slice(2)).toEqual([
      'alert.resolved Partial Outage in eu: Printing is down',
      'alert.resolved Alerts do not reach "Helpdesk" any more',
    ]);
    expect(await tenant.client.call('getChannel', { params: channel })).toMatchObject({
      enabled: true,
      trouble: null,
    });
  });

  it('that is tried tells what the other side answered', async () => {
    const { id } = await add(aWebhook('Helpdesk'));
    const test = () => tenant.client.call('testChannel', { params: { ...params, channel_id: id } });
    expect(await test()).toMatchObject({
      kind: 'test',
      state: 'delivered',
      log: [{ status: 204, reason: null }],
    });
    expect(receiver.taken).toMatchObject([{ type: 'alert.test' }]);
    receiver.service.trouble = () => ({ status: 418, body: 'I am a teapot.' });
    expect(await test()).toMatchObject({
      state: 'failed',
      reason: 'The receiver answered 418: I am a teapot.',
      log: [
        { number: 1, outcome: 'retry', status: 418, request: `POST ${new URL(receiver.service.url).host}` },
      ],
    });
    receiver.service.trouble = () => 'reset';
    expect(await test()).toMatchObject({ state: 'failed', log: [{ outcome: 'retry', status: null }] });
    expect(
      (await tenant.client.call('getChannel', { params: { ...params, channel_id: id } })).trouble,
    ).toBeNull();
  });

  it('is sent a notice once more as it was', async () => {
    await add(aWebhook('Helpdesk'));
    await startIncident();
    await work();
    const { data } = await tenant.client.call('listDeliveries', { params });
    const replay = { params: { ...params, delivery_id: data[0]?.id ?? '' } };
    expect(await tenant.client.call('replayDelivery', replay)).toMatchObject({
      state: 'queued',
      attempts: 1,
    });
    await expect(tenant.client.call('replayDelivery', replay)).rejects.toMatchObject({ code: 'conflict' });
    await work();
    expect(receiver.taken[1]).toEqual(receiver.taken[0]);
    expect(await tenant.client.call('getDelivery', replay)).toMatchObject({
      state: 'delivered',
      log: [{ number: 1 }, { number: 2, outcome: 'delivered' }],
    });
  });

  it('that keeps tickets is not sent what would open again one that was closed', async () => {
    const desk = opened.use(await fakeJira());
    await add({ kind: 'jira', name: 'Helpdesk', config: desk.config } as ChannelPut);
    const { id } = await startIncident();
    await work();
    await endIncident(id);
    await work();
    await work(180);
    const { data } = await tenant.client.call('listDeliveries', { params });
    const [end, beginning] = data.map((delivery) => ({ params: { ...params, delivery_id: delivery.id } }));
    if (!end || !beginning) throw new Error('There are to be two deliveries.');
    await expect(tenant.client.call('replayDelivery', beginning)).rejects.toMatchObject({ code: 'conflict' });
    await tenant.client.call('replayDelivery', end);
    await work();
    expect(desk.tickets()).toMatchObject([{ state: 'closed', texts: { length: 2 } }]);
  });

  it('keeps its secrets when they are left out, unless it is to send them elsewhere', async () => {
    const put = (id: string, kind: ChannelKindName, config: object) =>
      tenant.client.call('putChannel', {
        params: { ...params, channel_id: id },
        body: { kind, name: 'Helpdesk', config } as ChannelPut,
      });
    const hook = await add(aWebhook('Helpdesk'));
    const elsewhere = `${receiver.service.url}/elsewhere`;
    expect(await put(hook.id, 'webhook', {})).toMatchObject({ secrets: ['url', 'secrets'] });
    expect(await put(hook.id, 'webhook', { url: receiver.config.url })).toMatchObject({
      secrets: ['url', 'secrets'],
    });
    const missing = (name: string) => ({ problem: { errors: [{ location: `body.config.${name}` }] } });
    await expect(put(hook.id, 'webhook', { url: elsewhere })).rejects.toMatchObject(missing('secrets'));
    await tenant.client.call('testChannel', { params: { ...params, channel_id: hook.id } });
    expect(receiver.service.seen.map(({ path }) => path)).toEqual(['/hook']);

    const desk = opened.use(await fakeJira());
    const jira = await add({ kind: 'jira', name: 'Helpdesk', config: desk.config } as ChannelPut);
    const { api_token, ...open } = desk.config;
    expect(await put(jira.id, 'jira', open)).toMatchObject({ secrets: ['api_token'] });
    await expect(put(jira.id, 'jira', { ...open, url: elsewhere })).rejects.toMatchObject(
      missing('api_token'),
    );
    expect(await put(jira.id, 'jira', { ...open, url: elsewhere, api_token })).toMatchObject({
      secrets: ['api_token'],
    });
  });
});

/** In each secret setting. It is looked for everywhere, in base64 too, behind whatever it stands there. */
const marker = 'tHiSiSsEcReT0123456789abcdefghij';
const words = [
  marker,
  ...['', '-', '--'].map((before) =>
    Buffer.from(before + marker)
      .toString('base64')
      .slice(4, -4),
  ),
];

function markedConfig(kind: ChannelKindName, url: string): Record<string, unknown> {
  const { examples = [], properties } = channelConfigs[kind] as { examples?: unknown[]; properties: object };
  const secrets = new Set(secretSettings(kind));
  const marked = Object.keys(properties)
    .filter((name) => secrets.has(name))
    .map((name) => [
      name,
      name === 'secrets' ? [`whsec_${marker}`] : name === 'url' ? `${url}/${marker}` : marker,
    ]);
  const plain = 'url' in properties && !secrets.has('url') ? { url } : {};
  return { ...(examples[0] as object), ...plain, ...Object.fromEntries(marked) };
}

it('no secret of a channel stands in any answer, in the audit trail or in the log, whatever the receiver answers', async () => {
  using folder = temporaryFolder();
  // It tells whoever asks all that it was asked with.
  await using echo = await FakeService.start(({ path, headers, text }) => ({
    status: 400,
    body: { path, authorization: headers.authorization, token: headers.token, text },
  }));
  const flags = ['--log-level', 'debug', '--allowed-private-networks', '127.0.0.0/8'];
  const server = await ServerProcess.start(folder.path, ...flags);
  const { orgId, client } = await foundOrganization(server.url, server.operatorKey, ['org:admin']);
  const params = { org_id: orgId };
  const answers: unknown[] = [];
  for (const kind of Object.keys(channelConfigs) as ChannelKindName[]) {
    const body = { kind, name: kind, config: markedConfig(kind, echo.url) } as ChannelPut;
    const created = await client.call('createChannel', { params, body });
    const channel = { params: { ...params, channel_id: created.id } };
    const tried = await client.call('testChannel', channel);
    answers.push(created, tried, await client.call('getChannel', channel));
    answers.push(await client.call('getDelivery', { params: { ...params, delivery_id: tried.id } }));
    const wrong = { ...body, config: { ...body.config, surplus: 1 } } as ChannelPut;
    answers.push(
      await client.call('putChannel', { ...channel, body: wrong }).catch((refusal: unknown) => refusal),
    );
    answers.push(await client.call('putChannel', { ...channel, body }));
  }
  answers.push(
    await client.call('listChannels', { params }),
    await client.call('listDeliveries', { params }),
  );
  const operator = new PlatenClient({ url: server.url, key: server.operatorKey ?? '', retries: 0 });
  answers.push(await operator.call('listAllAudit', { query: { limit: 100 } }));
  expect(
    echo.seen.filter(({ headers, path, text }) =>
      words.some((word) => JSON.stringify([headers, path, text]).includes(word)),
    ).length,
  ).toBeGreaterThan(8);
  server.signal('SIGTERM');
  await server.ended();
  const said = JSON.stringify(answers) + server.lines.join('\n') + server.notes;
  expect(said).toContain('answered 400');
  for (const word of words) expect(said).not.toContain(word);
});
