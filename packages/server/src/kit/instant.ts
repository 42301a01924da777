/** Instants are milliseconds since 1970 in UTC; on the wire they are RFC 3339. */

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})$/;

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** The moments that four digits of a year can write. */
const firstMs = Date.parse('0000-01-01T00:00:00Z');
const lastMs = Date.parse('9999-12-31T23:59:59.999Z');

/** Milliseconds, or undefined when it is not RFC 3339 or no such moment exists (30 February, 25 o'clock). */
export function parseInstant(text: string): number | undefined {
  const match = rfc3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match as unknown as string[] & {
    7?: string;
  };
  const date = `${year}-${month}-${day}`;
  if (!isPlainDate(date)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const offsetMs = offsetToMs(zone ?? 'Z');
  if (offsetMs === undefined) return undefined;
  const millis = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
  // A leap second is counted as the second before it.
  const whole = Date.parse(`${date}T${hour}:${minute}:${second === '60' ? '59' : second}Z`);
  const ms = whole + millis - offsetMs;
  return ms >= firstMs && ms <= lastMs ? ms : undefined;
}

/** RFC 3339 in UTC, with milliseconds only where there are any. */
export function formatInstant(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}

/** Whether the text is a date of the calendar in the form YYYY-MM-DD. */
export function isPlainDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // 30 February is read as 2 March, or not at all.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

function offsetToMs(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * hourMs + minutes * minuteMs);
}
