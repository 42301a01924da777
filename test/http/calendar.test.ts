import type { CalendarPut } from '@platen/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDue } from '../../packages/server/src/calendar/index.ts';
import { type FeedServer, startFeedServer } from '../support/feed-server.ts';
import { ask, type Platen, startPlaten, type Tenant } from '../support/platen.ts';
import { problemOf } from '../support/problem.ts';

let platen: Platen;
let school: FeedServer;
let tenant: Tenant;

beforeEach(async () => {
  platen = await startPlaten({ settings: { PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.1' } });
  school = await startFeedServer();
  tenant = await platen.organization({ time_zone: 'Europe/Berlin' });
});
afterEach(async () => {
  await school[Symbol.asyncDispose]();
  await platen[Symbol.asyncDispose]();
});

const params = () => ({ org_id: tenant.orgId });
const read = () => tenant.client.call('getCalendar', { params: params() });
const put = (body: CalendarPut) => tenant.client.call('putCalendar', { params: params(), body });
const days = async (from: string, to: string) => {
  const answer = await tenant.client.call('getCalendarDays', { params: params(), query: { from, to } });
  return answer.days.map(
    ({ date, day_type, name, source }) => `${date} ${day_type} ${name} (${source.kind} ${source.name})`,
  );
};
const readAfter = async (seconds: number) => {
  platen.clock.advance(seconds);
  await readDue(platen.server.rooms.calendar);
};

function calendarOf(date: string, name: string): string {
  return `BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:${date}\nSUMMARY:${name}\nEND:VEVENT\nEND:VCALENDAR\n`;
}

const fromSchool = () => ({ ics: [{ name: 'School', url: school.url }] });
const hour = 3_600;

describe('the calendar of an organization', () => {
  it('has only ordinary days until somebody says otherwise', async () => {
    expect(await read()).toEqual({
      country: null,
      subdivision: null,
      closures: [],
      ics: [],
      updated_at: null,
    });
    expect(await days('2026-12-01', '2026-12-31')).toEqual([]);
  });

  it('is read as it was put, and replaced as a whole', async () => {
    const closures = [{ from: '2026-12-24', to: '2026-12-26', name: 'Closed for Christmas' }];
    const text = calendarOf('20261228', 'Inventory');
    const said = { country: 'DE', subdivision: 'BY', closures };
    const answer = await put({ ...said, ics: [{ name: 'Ours', text, day_type: 'holiday', only: 'invent' }] });
    expect(answer).toEqual({
      ...said,
      ics: [
        {
          name: 'Ours',
          day_type: 'holiday',
          only: 'invent',
          text,
          url: null,
          days: 1,
          trouble: null,
          last_tried_at: null,
          last_read_at: null,
        },
      ],
      updated_at: '2026-11-24T09:07:00Z',
    });
    expect(await read()).toEqual(answer);
    expect(await days('2026-12-24', '2026-12-31')).toEqual([
      '2026-12-24 closure Closed for Christmas (closure Closed for Christmas)',
      '2026-12-25 holiday Christmas Day (country DE-BY)',
      '2026-12-26 holiday Boxing Day (country DE-BY)',
      '2026-12-28 holiday Inventory (ics Ours)',
    ]);
    expect(await put({})).toMatchObject({ country: null, subdivision: null, closures: [], ics: [] });
    expect(await days('2026-12-24', '2026-12-31')).toEqual([]);
  });

  it('shows the days of the next year where none are named', async () => {
    await put({ country: 'FR' });
    const answer = await tenant.client.call('getCalendarDays', { params: params() });
    expect(answer).toMatchObject({ from: '2026-11-24', to: '2027-11-24', time_zone: 'Europe/Berlin' });
    expect(answer.days.map(({ date }) => date)).toContain('2027-07-14');
  });

  it('is noted in the audit log without texts and addresses', async () => {
    await put({ country: 'DE', ...fromSchool() });
    const { data } = await tenant.client.call('listAudit', { params: params(), query: { limit: 1 } });
    expect(data[0]).toMatchObject({ action: 'calendar.put', detail: { country: 'DE', ics: ['School'] } });
    expect(JSON.stringify(data)).not.toContain(school.url);
  });

  it.each<[string, CalendarPut, string]>([
    ['a country that there is not', { country: 'XX' }, 'body.country'],
    ['a part that the country does not have', { country: 'DE', subdivision: 'TX' }, 'body.subdivision'],
    ['a part of no country', { subdivision: 'BY' }, 'body.subdivision'],
    [
      'a closure that ends before it begins',
      { closures: [{ from: '2026-12-24', to: '2026-12-23', name: 'x' }] },
      'body.closures[0].to',
    ],
    [
      'a closure of two years',
      { closures: [{ from: '2026-01-01', to: '2027-12-31', name: 'x' }] },
      'body.closures[0].to',
    ],
    [
      'a closure on a day that there is not',
      { closures: [{ from: '2026-02-30', to: '2026-03-01', name: 'x' }] },
      'body.closures[0].from',
    ],
    [
      'a closure in another age',
      { closures: [{ from: '0026-01-01', to: '0026-01-01', name: 'x' }] },
      'body.closures[0].from',
    ],
    ['a calendar without anything', { ics: [{ name: 'x' }] }, 'body.ics[0]'],
    [
      'a calendar with both',
      { ics: [{ name: 'x', text: 'x', url: 'https://school.example/' }] },
      'body.ics[0]',
    ],
    ['a text that is no calendar', { ics: [{ name: 'x', text: 'Closed on Mondays' }] }, 'body.ics[0].text'],
    [
      'an address with a password',
      { ics: [{ name: 'x', url: 'https://me:secret@school.example/' }] },
      'body.ics[0].url',
    ],
    [
      'an address that is not on the web',
      { ics: [{ name: 'x', url: 'webcal://school.example/' }] },
      'body.ics[0].url',
    ],
    [
      'two calendars of one name',
      { ics: [1, 2].map(() => ({ name: 'x', text: calendarOf('20261228', 'x') })) },
      'body.ics[1].name',
    ],
  ])('is refused with %s, and stays as it was', async (_, wrong, location) => {
    const before = await put({ country: 'FR' });
    await expect(put(wrong)).rejects.toMatchObject({
      code: 'invalid_request',
      problem: {
        errors: [
          { location: expect.stringMatching(new RegExp(`^${location.replaceAll(/[[\]]/g, '\\$&')}`)) },
        ],
      },
    });
    expect(await read()).toEqual(before);
  });

  it.each([
    [{ from: '2026-02-30' }, 'query.from'],
    [{ from: '1926-01-01' }, 'query.from'],
    [{ from: '2026-02-02', to: '2026-02-01' }, 'query.to'],
    [{ from: '2026-01-01', to: '2029-01-01' }, 'query.to'],
  ])('shows no days for %j', async (query, location) => {
    const asked = tenant.client.call('getCalendarDays', { params: params(), query });
    await expect(asked).rejects.toMatchObject({ problem: { errors: [{ location }] } });
  });

  it('is for administrators; which days it makes special, for whoever reads counts or alerts', async () => {
    for (const scope of ['job-stats:read', 'alerts:read', 'subscription:read'] as const) {
      const key = await tenant.keyWith(scope);
      const path = `/v1/orgs/${tenant.orgId}/calendar`;
      await problemOf(await ask(platen, path, key), 'scope_missing');
      const { status } = await ask(platen, `${path}/days`, key);
      expect([scope, status]).toEqual([scope, scope === 'subscription:read' ? 403 : 200]);
    }
  });
});

describe('a calendar by its address', () => {
  it('is read when it is put, then once a day, and counts from then on', async () => {
    school.tells(calendarOf('20261228', 'Holidays'));
    const answer = await put(fromSchool());
    const at = '2026-11-24T09:07:00Z';
    expect(answer.ics).toMatchObject([
      { text: null, days: 1, trouble: null, last_tried_at: at, last_read_at: at },
    ]);
    expect(await days('2026-12-28', '2026-12-31')).toEqual(['2026-12-28 closure Holidays (ics School)']);
    school.tells(calendarOf('20261229', 'Holidays'));
    await readAfter(24 * hour - 1);
    expect(school.asked).toHaveLength(1);
    await readAfter(1);
    expect(await days('2026-12-28', '2026-12-31')).toEqual(['2026-12-29 closure Holidays (ics School)']);
  });

  it('is asked only for what has changed', async () => {
    school.tells(calendarOf('20261228', 'Holidays'));
    await put(fromSchool());
    await readAfter(24 * hour);
    expect(school.asked.map((headers) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect((await read()).ics).toMatchObject([
      { days: 1, trouble: null, last_read_at: '2026-11-25T09:07:00Z' },
    ]);
  });

  it('that fails keeps what was read last, says why, and is read again in an hour', async () => {
    school.tells(calendarOf('20261228', 'Holidays'));
    await put(fromSchool());
    const answers: [() => unknown, string][] = [
      [() => school.answers((_, response) => response.writeHead(503).end()), 'answered 503'],
      [
        () => school.tells('<title>Sign in</title>'),
        'is not an iCalendar text: it does not begin with BEGIN:VCALENDAR',
      ],
      [() => school.tells('x'.repeat(1024 * 1024 + 1)), 'sent more than 1 MiB'],
    ];
    await readAfter(23 * hour);
    for (const [answer, trouble] of answers) {
      answer();
      await readAfter(hour);
      expect((await read()).ics).toMatchObject([{ trouble, days: 1, last_read_at: '2026-11-24T09:07:00Z' }]);
    }
    school.tells(calendarOf('20261229', 'Holidays'));
    await readAfter(hour);
    expect((await read()).ics).toMatchObject([{ trouble: null, last_read_at: '2026-11-25T12:07:00Z' }]);
  });

  it('that was never read has no days, and stays known when it is put again', async () => {
    expect((await put(fromSchool())).ics).toMatchObject([{ days: null, trouble: 'answered 500' }]);
    school.tells(calendarOf('20261228', 'Holidays'));
    await readAfter(hour);
    const again = await put({ ...fromSchool(), country: 'FR' });
    expect(again.ics).toMatchObject([{ days: 1, trouble: null, last_read_at: '2026-11-24T10:07:00Z' }]);
    expect(school.asked).toHaveLength(2);
    const elsewhere = `${school.url}?other`;
    await put({ ics: [{ name: 'School', url: elsewhere }] });
    expect(school.asked).toHaveLength(3);
  });

  it('is not looked for in a network that nobody has named', async () => {
    await using guarded = await startPlaten();
    const { orgId, client } = await guarded.organization();
    const answer = await client.call('putCalendar', { params: { org_id: orgId }, body: fromSchool() });
    expect(answer.ics).toMatchObject([
      { days: null, trouble: 'is at a private address, which is not allowed' },
    ]);
    expect(school.asked).toEqual([]);
  });
});
