import { now } from './clock.ts';

/** How instants read in the zone of the organization that is looked at. */
export interface Times {
  readonly instant: (at: string) => string;
  readonly date: (at: string) => string;
  readonly hour: (at: string) => string;
  /** Such as "24 Nov". */
  readonly day: (atMs: number) => string;
  /** Such as "5 minutes ago". */
  readonly ago: (at: string) => string;
  /** Such as "2 hr, 5 min". */
  readonly lasting: (from: string, to: string) => string;
}

const steps = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

export function timesIn(locale: string, timeZone: string): Times {
  const instant = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const date = new Intl.DateTimeFormat(locale, { timeZone, dateStyle: 'long' });
  const hour = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    instant: (at) => instant.format(new Date(at)),
    date: (at) => date.format(new Date(at)),
    hour: (at) => hour.format(new Date(at)),
    day: (atMs) => day.format(atMs),
    lasting: (from, to) => lasting(locale, (Date.parse(to) - Date.parse(from)) / 1000),
    ago(at) {
      const seconds = Math.round((Date.parse(at) - now()) / 1000);
      const step = steps.find(([, length]) => Math.abs(seconds) >= length);
      return step
        ? relative.format(Math.trunc(seconds / step[1]), step[0])
        : relative.format(seconds, 'second');
    },
  };
}

/** The two greatest of its units; less than a minute counts as one. */
function lasting(locale: string, seconds: number): string {
  const parts: string[] = [];
  let left = Math.max(60, seconds);
  for (const [unit, length] of steps) {
    const whole = Math.floor(left / length);
    left -= whole * length;
    if (whole === 0 || parts.length === 2) continue;
    parts.push(whole.toLocaleString(locale, { style: 'unit', unit, unitDisplay: 'short' }));
  }
  return parts.join(' ');
}
