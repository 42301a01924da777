import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hourMs, minuteMs } from '../kit/instant.ts';
import type { Alert } from './alert.ts';
import { anAlert, aRule, start } from './alerts.fixture.ts';
import type { Conversation } from './conversation.ts';
import type { Delivery } from './delivery.ts';
import { type PlannedChannel, planDeliveries } from './plan.ts';
import type { Route } from './route.ts';

const helpdesk: PlannedChannel = { id: 'helpdesk', keepsTicket: true, reopenMs: 24 * hourMs };
const chat: PlannedChannel = { id: 'chat', keepsTicket: false, reopenMs: 0 };
const everything: Route = {
  id: 'rou_1',
  orgId: '4725fffa',
  position: 1,
  match: { conditions: null, severityAtLeast: null, jobTypes: null },
  channelIds: ['chat'],
  timing: { groupWaitMs: 0, groupIntervalMs: 0, repeatIntervalMs: null },
  goesOn: false,
  createdAt: 0,
  updatedAt: 0,
};

/** What is kept between one look and the next, and the deliveries that the channels have been given. */
class Desk {
  readonly channels: readonly PlannedChannel[];
  readonly routes: readonly Route[];
  now = start;
  conversations: Conversation[] = [];
  deliveries: Delivery[] = [];
  #ids = 0;

  constructor(channels: readonly PlannedChannel[], routes: readonly Route[] = []) {
    this.channels = channels;
    this.routes = routes;
  }

  /** Plans, and answers what this has added or rewritten. */
  look(alerts: readonly Alert[], news: readonly string[] = []): string[] {
    const plan = planDeliveries({
      now: this.now,
      alerts,
      changed: new Set(news),
      rules: new Map([['rul_1', aRule()]]),
      routes: this.routes,
      channels: this.channels,
      conversations: this.conversations.filter((conversation) => this.isNewest(conversation)),
      waiting: this.deliveries.filter(({ state, attempts }) => state === 'queued' && attempts === 0),
      author: {
        organization: { id: '4725fffa', name: 'Lindenhof Clinic' },
        urlOf: (id) => `https://platen.example/${id}`,
        newId: (prefix) => `${prefix}_${++this.#ids}`,
      },
    });
    this.conversations = replaced(this.conversations, plan.conversations);
    this.deliveries = replaced(this.deliveries, plan.deliveries);
    return plan.deliveries.map(
      ({ channelId, notice, state, dueAt }) =>
        `${channelId} ${notice.sequence} ${notice.kind} ${state === 'queued' ? (dueAt - this.now) / minuteMs : state}`,
    );
  }

  /** Whether it is the newest of its thread on its channel. */
  isNewest({ id, channelId, thread }: Conversation): boolean {
    return this.conversations.findLast((c) => c.channelId === channelId && c.thread === thread)?.id === id;
  }

  /** Sends whatever is due. */
  send(): Delivery[] {
    const due = this.deliveries.filter(({ state, dueAt }) => state === 'queued' && dueAt <= this.now);
    const sent = due.map((delivery) => ({ ...delivery, state: 'delivered' as const, attempts: 1 }));
    this.deliveries = replaced(this.deliveries, sent);
    return sent.toSorted((a, b) => a.notice.sequence - b.notice.sequence);
  }

  pass(ms: number): void {
    this.now += ms;
  }
}

function replaced<T extends { readonly id: string }>(known: readonly T[], changed: readonly T[]): T[] {
  const rest = new Map(changed.map((each) => [each.id, each]));
  const kept = known.map((each) => {
    const now = rest.get(each.id) ?? each;
    rest.delete(each.id);
    return now;
  });
  return [...kept, ...rest.values()];
}

const resolved = (alert: Alert): Alert => ({
  ...alert,
  state: 'resolved',
  resolvedAt: start,
  resolvedBecause: 'It is well again.',
});

describe('what is told', () => {
  it('is the beginning and the end, at once, on every channel', () => {
    const desk = new Desk([helpdesk, chat]);
    expect(desk.look([anAlert()])).toEqual(['helpdesk 1 firing 0', 'chat 1 firing 0']);
    desk.send();
    desk.pass(minuteMs);
    expect(desk.look([anAlert()])).toEqual([]);
    expect(desk.look([resolved(anAlert())])).toEqual(['helpdesk 2 resolved 0', 'chat 2 resolved 0']);
    expect(desk.send().map(({ notice }) => [notice.state, notice.sentence])).toEqual([
      ['resolved', 'It is well again.'],
      ['resolved', 'It is well again.'],
    ]);
    expect(desk.look([])).toEqual([]);
  });

  it('is nothing of what is pending, silenced or muted, and is told when that ends', () => {
    const desk = new Desk([chat]);
    expect(desk.look([anAlert({ state: 'pending', firedAt: null })])).toEqual([]);
    expect(desk.look([anAlert({ suppressedBy: [{ kind: 'mute' }] })])).toEqual([]);
    expect(desk.look([anAlert()])).toEqual(['chat 1 firing 0']);
  });

  it('is the end also of one that was silenced meanwhile', () => {
    const desk = new Desk([chat]);
    desk.look([anAlert()]);
    desk.send();
    const silenced = anAlert({ suppressedBy: [{ kind: 'silence', silenceId: 'sil_1' }] });
    expect(desk.look([silenced])).toEqual([]);
    expect(desk.look([resolved(silenced)])).toEqual(['chat 2 resolved 0']);
  });

  it('keeps its distance while it goes on, in one notice for all that came meanwhile', () => {
    const desk = new Desk([helpdesk]);
    desk.look([anAlert()]);
    desk.send();
    desk.pass(minuteMs);
    const second = anAlert({ id: 'alt_2', subject: 'incident', title: 'Scans fail' });
    expect(desk.look([anAlert(), second], ['alt_2'])).toEqual(['helpdesk 2 updated 4']);
    desk.pass(minuteMs);
    const third = anAlert({ id: 'alt_3', subject: 'other', title: 'Faxes fail' });
    expect(desk.look([anAlert(), second, third], ['alt_3'])).toEqual(['helpdesk 2 updated 3']);
    desk.pass(3 * minuteMs);
    expect(desk.send().map(({ notice }) => notice.alerts.map(({ id }) => id))).toEqual([
      ['alt_1', 'alt_2', 'alt_3'],
    ]);
  });

  it('is over when the last is, and says so of all', () => {
    const desk = new Desk([chat]);
    const second = anAlert({ id: 'alt_2', subject: 'incident' });
    desk.look([anAlert(), second]);
    desk.send();
    expect(desk.look([resolved(anAlert()), second])).toEqual([]);
    expect(desk.look([resolved(anAlert()), resolved(second)])).toEqual(['chat 2 resolved 0']);
    expect(desk.send()[0]?.notice.alerts.map(({ state }) => state)).toEqual(['resolved', 'resolved']);
  });

  it('is nothing where it was over before anybody was told', () => {
    const timing = { ...everything.timing, groupWaitMs: minuteMs };
    const desk = new Desk([chat], [{ ...everything, timing }]);
    expect(desk.look([anAlert()])).toEqual(['chat 1 firing 1']);
    expect(desk.look([resolved(anAlert())])).toEqual(['chat 1 firing superseded']);
    desk.pass(minuteMs);
    expect(desk.send()).toEqual([]);
  });

  it('is the end although it fires again before that was sent', () => {
    const desk = new Desk([helpdesk]);
    desk.look([anAlert()]);
    desk.send();
    expect(desk.look([resolved(anAlert())])).toEqual(['helpdesk 2 resolved 0']);
    expect(desk.look([anAlert({ id: 'alt_2' })])).toEqual(['helpdesk 3 firing 0']);
    expect(desk.send().map(({ notice }) => notice.kind)).toEqual(['resolved', 'firing']);
  });

  it('goes on in the conversation that was closed lately, and begins a new one later', () => {
    const desk = new Desk([helpdesk]);
    desk.look([anAlert()]);
    desk.look([resolved(anAlert())]);
    desk.pass(23 * hourMs);
    desk.look([anAlert({ id: 'alt_2' })]);
    expect(desk.conversations).toHaveLength(1);
    desk.look([resolved(anAlert({ id: 'alt_2' }))]);
    desk.pass(24 * hourMs);
    desk.look([anAlert({ id: 'alt_3' })]);
    expect(desk.conversations).toHaveLength(2);
  });

  it('is repeated while nobody acknowledges it, and not in a ticket', () => {
    const desk = new Desk([helpdesk, chat]);
    desk.look([anAlert()]);
    desk.send();
    desk.pass(4 * hourMs - 1);
    expect(desk.look([anAlert()])).toEqual([]);
    desk.pass(1);
    expect(desk.look([anAlert()])).toEqual(['chat 2 repeated 0']);
    desk.send();
    const acknowledged = anAlert({ acknowledgement: { at: desk.now, by: 'key_1', comment: null } });
    expect(desk.look([acknowledged])).toEqual(['helpdesk 2 updated 0', 'chat 3 updated 0']);
    expect(desk.send().map(({ notice }) => notice.state)).toEqual(['acknowledged', 'acknowledged']);
    desk.pass(4 * hourMs);
    expect(desk.look([acknowledged])).toEqual([]);
  });

  it('is not repeated where it is told in steps that are days apart', () => {
    const desk = new Desk([chat]);
    const step = anAlert({ handledOnceAcknowledged: true });
    desk.look([step]);
    desk.send();
    desk.pass(24 * hourMs);
    expect(desk.look([step])).toEqual([]);
    expect(desk.look([step], ['alt_1'])).toEqual(['chat 2 updated 0']);
  });

  it('of jobs is told with the outage that explains it, and opens nothing', () => {
    const desk = new Desk([helpdesk]);
    const drop = anAlert({
      id: 'alt_2',
      thread: 'jobs print',
      title: 'Completed of print: 0',
      suppressedBy: [{ kind: 'inhibition', alertId: 'alt_1', thread: 'status eu' }],
    });
    desk.look([anAlert()]);
    desk.send();
    expect(desk.look([anAlert(), drop], ['alt_2'])).toEqual(['helpdesk 2 updated 5']);
    desk.pass(5 * minuteMs);
    expect(desk.send()[0]?.notice).toMatchObject({
      title: 'Major Outage in eu (and 1 more)',
      alerts: [{ id: 'alt_1' }, { id: 'alt_2', state: 'suppressed' }],
    });
    expect(desk.conversations).toHaveLength(1);
    expect(desk.look([drop])).toEqual([]);
  });

  it('goes by the first route that matches, and by those after it where it says so', () => {
    const grave: Route = {
      ...everything,
      id: 'rou_0',
      match: { ...everything.match, severityAtLeast: 'error' },
      channelIds: ['helpdesk'],
    };
    const told = (alert: Alert, routes: Route[]) => new Desk([helpdesk, chat], routes).look([alert]);
    expect(told(anAlert(), [grave, everything])).toEqual(['helpdesk 1 firing 0']);
    expect(told(anAlert({ severity: 'info' }), [grave, everything])).toEqual(['chat 1 firing 0']);
    expect(told(anAlert(), [{ ...grave, goesOn: true }, everything])).toEqual([
      'helpdesk 1 firing 0',
      'chat 1 firing 0',
    ]);
    expect(told(anAlert({ severity: 'info' }), [grave])).toEqual([]);
    const jobs: Route = { ...everything, match: { ...everything.match, jobTypes: ['fax'] } };
    expect(told(anAlert(), [jobs])).toEqual([]);
    const ladder: Route = { ...everything, match: { ...everything.match, conditions: ['subscription'] } };
    expect(told(anAlert(), [ladder])).toEqual([]);
  });

  it('leaves every receiver at the truth, in order, whatever comes and whenever it is sent', () => {
    const anyEvent = fc.record({
      which: fc.integer({ min: 0, max: 2 }),
      act: fc.constantFrom('fires', 'ends', 'news'),
      minutes: fc.integer({ min: 0, max: 90 }),
      sends: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        const desk = new Desk([helpdesk, chat]);
        const alerts = new Map<number, Alert>();
        const received: Delivery[] = [];
        let episodes = 0;
        for (const { which, act, minutes, sends } of events) {
          desk.pass(minutes * minuteMs);
          const known = alerts.get(which);
          if (act === 'fires' && known?.state !== 'firing') {
            alerts.set(
              which,
              anAlert({ id: `alt_${++episodes}`, thread: which === 2 ? 'status us' : 'status eu' }),
            );
          }
          if (act === 'ends' && known) alerts.set(which, resolved(known));
          desk.look([...alerts.values()], act === 'news' && known ? [known.id] : []);
          if (sends) received.push(...desk.send());
        }
        desk.pass(hourMs);
        received.push(...desk.send());
        for (const conversation of desk.conversations) {
          const { id, thread, closedAt } = conversation;
          const told = received.filter(({ conversationId }) => conversationId === id);
          const sequences = told.map(({ notice }) => notice.sequence);
          expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
          const firing = [...alerts.values()].some(
            (alert) => alert.thread === thread && alert.state === 'firing',
          );
          const isNewest = desk.isNewest(conversation);
          if (isNewest) expect(closedAt === null).toBe(firing);
          const last = told.at(-1);
          if (last) expect(last.notice.state).toBe(isNewest && firing ? 'firing' : 'resolved');
        }
      }),
      { numRuns: 500 },
    );
  });
});
