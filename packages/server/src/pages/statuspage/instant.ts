/** RFC 3339 in UTC, always with milliseconds as Statuspage writes it: readers of fixed formats exist. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
