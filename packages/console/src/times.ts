import { now } from './clock.ts';

/** How instants read in the zone of the organization that is looked at. */
export interface Times {
  readonly instant: (at: string) => string;
  readonly date: (at: string) => string;
  readonly hour: (at: string) => string;
  /** Such as "5 minutes ago". */
  readonly ago: (at: string) => string;
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
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    instant: (at) => instant.format(new Date(at)),
    date: (at) => date.format(new Date(at)),
    hour: (at) => hour.format(new Date(at)),
    ago(at) {
      const seconds = Math.round((Date.parse(at) - now()) / 1000);
      const step = steps.find(([, length]) => Math.abs(seconds) >= length);
      return step
        ? relative.format(Math.trunc(seconds / step[1]), step[0])
        : relative.format(seconds, 'second');
    },
  };
}
