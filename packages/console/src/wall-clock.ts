/** Of a wall clock's `2026-11-28T22:00` in a zone, the instant: RFC 3339. What the clock skips is an hour later. */
export function instantAt(wallClock: string, timeZone: string): string {
  const wanted = Date.parse(`${wallClock}Z`);
  // The offset at a guess may be that of before a change; the one at the corrected guess is right.
  const guess = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(guess, timeZone)).toISOString();
}

/** What a wall clock in the zone shows at an instant, as an input of the browser takes it. */
export function wallClockAt(atMs: number, timeZone: string): string {
  return new Date(atMs + offsetAt(atMs, timeZone)).toISOString().slice(0, 16);
}

/** How far the zone is ahead of UTC, in milliseconds. */
function offsetAt(atMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(atMs);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return shown - Math.floor(atMs / 1000) * 1000;
}
