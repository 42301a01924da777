import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IcsSource, OrganizationCalendar } from '../../calendar/index.ts';
import type { Storage } from '../index.ts';
import { anAudit } from './ledger-contents.ts';

type Ledger = Pick<Storage, 'access' | 'calendar'>;

const start = Date.UTC(2026, 10, 23, 8);
const day = 86_400_000;

function anIcs(fields: Partial<IcsSource> = {}): IcsSource {
  return {
    name: 'School',
    dayType: 'closure',
    only: null,
    url: 'https://school.example/holidays.ics',
    text: 'BEGIN:VCALENDAR',
    etag: '"1"',
    lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT',
    nextReadAt: start,
    lastTriedAt: start - 1,
    lastReadAt: start - 2,
    trouble: 'answered 503',
    leaseUntil: 0,
    ...fields,
  };
}

function aCalendar(fields: Partial<OrganizationCalendar> = {}): OrganizationCalendar {
  return {
    orgId: '4725fffa',
    country: 'DE',
    subdivision: 'BY',
    closures: [{ from: '2026-12-24', to: '2027-01-02', name: 'Closed' }],
    ics: [anIcs()],
    updatedAt: start,
    ...fields,
  };
}

const sent = {
  url: null,
  etag: null,
  lastModified: null,
  nextReadAt: null,
  lastTriedAt: null,
  lastReadAt: null,
};

/** What every engine that keeps the ledger must do with calendars. `open` gives an empty one. */
export function describeCalendars(open: () => Promise<Ledger & AsyncDisposable>): void {
  let ledger: Ledger & AsyncDisposable;
  beforeEach(async () => {
    ledger = await open();
  });
  afterEach(() => ledger[Symbol.asyncDispose]());

  describe('a calendar', () => {
    it('is read as it was written, and replaced with all that belongs to it, each with its audit row', async () => {
      const { calendar, access } = ledger;
      const audits = [anAudit(), anAudit()] as const;
      const first = aCalendar({
        ics: [anIcs(), anIcs({ ...sent, name: 'Ours', only: 'closed', trouble: null })],
      });
      await calendar.save(first, audits[0]);
      expect(await calendar.find('4725fffa')).toEqual(first);
      const bare = aCalendar({
        country: null,
        subdivision: null,
        closures: [],
        ics: [anIcs({ name: 'Ours' })],
      });
      await calendar.save(bare, audits[1]);
      expect(await calendar.find('4725fffa')).toEqual(bare);
      const told = await access.listAudit(undefined, { limit: 9 });
      expect(new Set(told.map(({ id }) => id))).toEqual(new Set(audits.map(({ id }) => id)));
    });

    it('is nothing that another organization has', async () => {
      const { calendar } = ledger;
      await calendar.save(aCalendar(), anAudit());
      const before = calendar.revision('4725fffa');
      await calendar.save(aCalendar({ orgId: '0badcafe', ics: [anIcs({ trouble: null })] }), anAudit());
      expect(await calendar.find('4725fffa')).toEqual(aCalendar());
      expect(calendar.revision('4725fffa')).toBe(before);
      expect(await calendar.find('00000000')).toBeUndefined();
    });
  });

  describe('what is due', () => {
    it('is taken by one of many, and by nobody else while that one has it', async () => {
      const { calendar } = ledger;
      const later = anIcs({ name: 'Later', nextReadAt: start + 1 });
      await calendar.save(aCalendar({ ics: [later, anIcs({ ...sent, name: 'Text' }), anIcs()] }), anAudit());
      const claims = await Promise.all([1, 2, 3].map(() => calendar.claimDue(start, start + 60_000, 5)));
      expect(claims.flat()).toEqual([{ orgId: '4725fffa', ...anIcs({ leaseUntil: start + 60_000 }) }]);
      expect(await calendar.claimDue(start + 59_999, start + 90_000, 5)).toMatchObject([{ name: 'Later' }]);
      expect(await calendar.claimDue(start + 60_000, start + 99_000, 5)).toMatchObject([{ name: 'School' }]);
    });

    it('waits for nothing that somebody else has', async () => {
      const { calendar } = ledger;
      const second = anIcs({ name: 'Second', nextReadAt: start + 1 });
      await calendar.save(aCalendar({ ics: [anIcs(), second] }), anAudit());
      const names = [];
      for (const now of [start + 1, start + 2]) {
        names.push(...(await calendar.claimDue(now, now + 60_000, 1)).map(({ name }) => name));
      }
      expect(names).toEqual(['School', 'Second']);
    });

    it('is taken of one organization alone where that is asked', async () => {
      const { calendar } = ledger;
      for (const orgId of ['4725fffa', '0badcafe']) await calendar.save(aCalendar({ orgId }), anAudit());
      const claimed = await calendar.claimDue(start, start + 1, 5, '0badcafe');
      expect(claimed.map(({ orgId }) => orgId)).toEqual(['0badcafe']);
      expect(await calendar.claimDue(start, start + 1, 0)).toEqual([]);
    });
  });

  describe('reading', () => {
    const read = { nextReadAt: start + day, lastTriedAt: start, lastReadAt: start, trouble: null };
    async function claimedOne() {
      await ledger.calendar.save(aCalendar(), anAudit());
      const [claimed] = await ledger.calendar.claimDue(start, start + 60_000, 5);
      if (!claimed) throw new Error('Nothing was due.');
      return claimed;
    }

    it('writes what it was told, and raises the revision when that is another text', async () => {
      const { calendar } = ledger;
      const claimed = await claimedOne();
      const before = calendar.revision('4725fffa');
      expect(await calendar.finishReading(claimed, { ...claimed, ...read })).toBe(true);
      expect(calendar.revision('4725fffa')).toBe(before);
      const [again] = await calendar.claimDue(start + day, start + day + 1, 5);
      if (!again) throw new Error('Nothing was due.');
      expect(await calendar.finishReading(again, { ...again, ...read, text: 'another' })).toBe(true);
      expect(calendar.revision('4725fffa')).toBeGreaterThan(before);
      expect((await calendar.find('4725fffa'))?.ics).toEqual([anIcs({ ...read, text: 'another' })]);
    });

    it('writes nothing when it was replaced meanwhile, or taken by somebody else', async () => {
      const { calendar } = ledger;
      const claimed = await claimedOne();
      await calendar.save(aCalendar(), anAudit());
      expect(await calendar.finishReading(claimed, { ...claimed, ...read })).toBe(false);
      const [next] = await calendar.claimDue(start, start + 5, 5);
      if (!next) throw new Error('Nothing was due.');
      await calendar.claimDue(start + 5, start + 9, 5);
      expect(await calendar.finishReading(next, { ...next, ...read })).toBe(false);
      expect((await calendar.find('4725fffa'))?.ics).toEqual([anIcs({ leaseUntil: start + 9 })]);
    });
  });
}
