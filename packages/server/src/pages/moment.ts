/** Moments as people read them, in UTC. No locale of the machine has a say in it. */

/** Such as `23 Nov 2026, 08:02 UTC`. */
export function moment(ms: number): string {
  return `${shortDate(dateOf(ms))}, ${clock(ms)} UTC`;
}

/** From one moment to another; a day that is the same is said once. */
export function span(from: number, to: number): string {
  const sameDay = dateOf(from) === dateOf(to);
  return sameDay
    ? `${shortDate(dateOf(from))}, ${clock(from)} – ${clock(to)} UTC`
    : `${shortDate(dateOf(from))}, ${clock(from)} – ${moment(to)}`;
}

/** Two of its units at most, such as `2 h 14 min`. */
export function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [days && `${days} d`, hours && `${hours} h`, rest && days === 0 && `${rest} min`];
  return parts.filter(Boolean).join(' ');
}

/** YYYY-MM-DD. */
export function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Such as `23 Nov 2026`. */
export function shortDate(date: string): string {
  const [day, month, year] = partsOf(date);
  return `${day} ${month.slice(0, 3)} ${year}`;
}

/** Such as `23 November`. */
export function dayAndMonth(date: string): string {
  const [day, month] = partsOf(date);
  return `${day} ${month}`;
}

/** Such as `20 – 22 November` or `30 October – 2 November`. */
export function daysAndMonth(from: string, to: string): string {
  const [day, month] = partsOf(from);
  return month === partsOf(to)[1] ? `${day} – ${dayAndMonth(to)}` : `${day} ${month} – ${dayAndMonth(to)}`;
}

/** Such as `November 2026`, of a date or of a month. */
export function monthAndYear(date: string): string {
  const [, month, year] = partsOf(date);
  return `${month} ${year}`;
}

function partsOf(date: string): [day: number, month: string, year: string] {
  const [year = '', month = '', day = ''] = date.split('-');
  return [Number(day), months[Number(month) - 1] ?? '', year];
}

/** Such as `08:02`. */
export function clock(ms: number): string {
  return new Date(ms).toISOString().slice(11, 16);
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
