import { describe, expect, it } from 'vitest';
import type { FakeDesk, SeenRequest, Trouble } from '../../../../../test/support/services/fake-service.ts';
import { fakeFreshdesk } from '../../../../../test/support/services/freshdesk.ts';
import { fakeJira } from '../../../../../test/support/services/jira.ts';
import { fakeServiceNow } from '../../../../../test/support/services/servicenow.ts';
import { fakeZendesk } from '../../../../../test/support/services/zendesk.ts';
import { aChannel, aNotice, over, trial, worse } from './notices.fixture.ts';

const desks: readonly [string, () => Promise<FakeDesk>][] = [
  ['jira', fakeJira],
  ['servicenow', fakeServiceNow],
  ['zendesk', fakeZendesk],
  ['freshdesk', fakeFreshdesk],
];

/** It fires once more after it was over. */
const again = aNotice({ id: 'dlv_again', sequence: 4, at: over.at + 60_000, sentence: 'It is back.' });
const stillBad = aNotice({ id: 'dlv_still', kind: 'repeated', sequence: 2, sentence: 'It is still so.' });

describe.each(desks)('a ticket of %s', (kind, start) => {
  const open = async (config: Record<string, unknown> = {}) => {
    const desk = await start();
    const channel = aChannel(kind, { ...desk.config, ...config });
    return { desk, channel, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() };
  };

  it('is one from the first firing to the end: created, added to, raised, resolved', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    await channel.send(aNotice());
    expect(desk.tickets()).toMatchObject([{ state: 'open', severity: 'error', title: aNotice().title }]);
    expect(channel.ticket()).toMatchObject({ state: 'open', ref: desk.tickets()[0]?.ref });
    await channel.send(worse);
    expect(desk.tickets()).toMatchObject([{ state: 'open', severity: 'critical' }]);
    await channel.send(over);
    expect(desk.tickets()).toMatchObject([{ state: 'closed', severity: 'critical' }]);
    expect(channel.ticket()).toMatchObject({ state: 'closed' });
    const texts = desk.tickets()[0]?.texts ?? [];
    expect(texts.map((text) => /Reference: (\w+)/.exec(text)?.[1])).toEqual([
      aNotice().id,
      worse.id,
      over.id,
    ]);
    expect(texts[2]).toContain(over.sentence);
  });

  it('is opened again when it fires again, and closed again', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    for (const notice of [aNotice(), over, again]) await channel.send(notice);
    expect(desk.tickets()).toMatchObject([{ state: 'open' }]);
    expect(desk.tickets()[0]?.texts.at(-1)).not.toContain('was closed although');
    await channel.send({ ...over, id: 'dlv_over_again', sequence: 5 });
    expect(desk.tickets()).toMatchObject([{ state: 'closed', texts: { length: 4 } }]);
  });

  it('that was closed by hand stays so and says so, until it is really over', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    await channel.send(aNotice());
    desk.closeByHand(channel.ticket()?.ref ?? '');
    for (const notice of [stillBad, { ...worse, sequence: 3 }]) {
      await channel.send(notice);
      expect(channel.ticket()?.state).toBe('closed_by_hand');
      expect(desk.tickets()).toMatchObject([{ state: 'closed' }]);
      expect(desk.tickets()[0]?.texts.at(-1)).toContain('was closed although the alert still fires.');
    }
    await channel.send({ ...over, sequence: 4 });
    expect(channel.ticket()?.state).toBe('closed');
    expect(desk.tickets()).toMatchObject([{ state: 'closed', texts: { length: 4 } }]);
  });

  it('that was closed by hand is opened again where that is wanted', async () => {
    await using opened = await open({ reopen_closed_by_hand: true });
    const { desk, channel } = opened;
    await channel.send(aNotice());
    desk.closeByHand(channel.ticket()?.ref ?? '');
    await channel.send(stillBad);
    expect(channel.ticket()?.state).toBe('open');
    expect(desk.tickets()).toMatchObject([{ state: 'open' }]);
    expect(desk.tickets()[0]?.texts.at(-1)).toContain('it is opened again');
  });

  it('is not made less grave than somebody made it', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    await channel.send(worse);
    await channel.send(stillBad);
    expect(desk.tickets()).toMatchObject([{ severity: 'critical' }]);
  });

  it('that was deleted is created once more, unless there is nothing to tell but the end', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    await channel.send(aNotice());
    desk.remove(channel.ticket()?.ref ?? '');
    await channel.send(stillBad);
    expect(desk.tickets()).toMatchObject([{ state: 'open', texts: { length: 1 } }]);
    desk.remove(channel.ticket()?.ref ?? '');
    expect(await channel.send(over)).toMatchObject({ kind: 'delivered' });
    expect(desk.tickets()).toEqual([]);
  });

  it('that was closed for good is left alone, and followed by another when it fires', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    if (!desk.archive) return;
    await channel.send(aNotice());
    const first = channel.ticket()?.ref ?? '';
    desk.archive(first);
    await channel.send(over);
    expect(channel.ticket()).toMatchObject({ ref: first, state: 'closed' });
    await channel.send(again);
    expect(desk.tickets()).toMatchObject([
      { ref: first, state: 'archived' },
      { ref: channel.ticket()?.ref, state: 'open' },
    ]);
    await channel.send({ ...stillBad, sequence: 5 });
    await channel.send({ ...over, id: 'dlv_over_again', sequence: 6 });
    expect(desk.tickets()).toMatchObject([{ state: 'archived' }, { state: 'closed', texts: { length: 3 } }]);
  });

  it('of a test is closed at once, and is none of any matter', async () => {
    await using opened = await open();
    const { desk, channel } = opened;
    await channel.send(trial);
    expect(desk.tickets()).toMatchObject([{ state: 'closed', title: '[Test] A test of Helpdesk' }]);
    await channel.send({ ...trial, id: 'dlv_other_trial' });
    expect(desk.tickets()).toMatchObject([{ state: 'closed' }, { state: 'closed' }]);
  });

  it('has no twin and nothing twice, wherever the line breaks and whoever crashes', {
    timeout: 120_000,
  }, async () => {
    for (const trouble of ['lost_answer', 'reset'] as const) {
      for (let at = 0, broke = true; broke; at++) {
        broke = await breaksAt(start, kind, at, trouble);
      }
    }
  });
});

/** Sends all notices with trouble at one request, each until it is delivered. False where there are fewer requests. */
async function breaksAt(
  start: () => Promise<FakeDesk>,
  kind: string,
  at: number,
  trouble: Trouble,
): Promise<boolean> {
  await using desk = await start();
  desk.service.trouble = (_: SeenRequest, index: number) => (index === at ? trouble : null);
  const channel = aChannel(kind, desk.config);
  const notices = [aNotice(), worse, over, again, { ...over, id: 'dlv_over_again', sequence: 5 }];
  for (const notice of notices) {
    let tries = 1;
    while ((await channel.send(notice)).kind !== 'delivered') tries++;
    expect(tries).toBeLessThanOrEqual(2);
  }
  expect(desk.tickets()).toMatchObject([
    { state: 'closed', severity: 'critical', ref: channel.ticket()?.ref },
  ]);
  const told = desk.tickets()[0]?.texts.map((text) => /Reference: (\w+)/.exec(text)?.[1]);
  expect(told).toEqual(notices.map(({ id }) => id));
  expect(desk.tickets()[0]?.texts.join()).not.toContain('was closed although');
  return at < desk.service.seen.length;
}
