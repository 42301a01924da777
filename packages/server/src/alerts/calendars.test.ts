import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { putCalendar } from '../calendar/index.ts';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite } from '../storage/index.ts';
import { Calendars } from './calendars.ts';

const org = { orgId: '4725fffa', timeZone: 'Europe/Berlin' };

async function openCalendars() {
  await using opened = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'platen-calendars-'));
  opened.defer(() => rmSync(folder, { recursive: true }));
  const { calendar: store } = opened.use(await openSqlite(folder));
  const clock = new HeldClock('2026-11-24T09:30:00Z');
  const calendar = { store, clock, fetch: async () => ({ kind: 'stopped' as const }) };
  const everything = opened.move();
  return {
    calendar,
    clock,
    calendars: new Calendars(calendar),
    [Symbol.asyncDispose]: () => everything.disposeAsync(),
  };
}

const christmas = Date.parse('2026-12-25T09:30:00Z');

describe('the calendar by which detectors judge', () => {
  it('knows the special days of the organization, in its zone', async () => {
    await using room = await openCalendars();
    await putCalendar(room.calendar, systemActor, org, { country: 'DE' });
    const calendar = await room.calendars.of(org);
    expect(calendar.momentAt(christmas)).toMatchObject({ dayType: 'holiday', name: 'Christmas Day' });
    expect(calendar.momentAt(Date.parse('2026-12-24T22:59:59Z')).dayType).toBe('ordinary');
    expect(calendar.momentAt(Date.parse('2026-12-24T23:00:00Z')).dayType).toBe('holiday');
    expect(calendar.momentAt(Date.parse('2024-12-25T09:30:00Z')).dayType).toBe('holiday');
  });

  it('is the same until the organization changes it or its zone, or a year begins', async () => {
    await using room = await openCalendars();
    const { calendars, clock } = room;
    const first = await calendars.of(org);
    expect(await calendars.of(org)).toBe(first);
    expect(first.momentAt(christmas).dayType).toBe('ordinary');
    const closures = [{ from: '2026-12-25', to: '2026-12-25', name: 'Closed' }];
    await putCalendar(room.calendar, systemActor, org, { closures });
    const second = await calendars.of(org);
    expect(second.momentAt(christmas)).toMatchObject({ dayType: 'closure', name: 'Closed' });
    expect((await calendars.of({ ...org, timeZone: 'UTC' })).timeZone).toBe('UTC');
    const third = await calendars.of(org);
    clock.set('2026-12-31T23:30:00Z');
    expect(await calendars.of(org)).not.toBe(third);
  });
});
