import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.ts';

const now = Date.parse('2026-11-24T09:07:00Z');

describe('a Retry-After', () => {
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Tue, 24 Nov 2026 09:08:30 GMT', 90_000],
    ['Tue, 24 Nov 2026 09:00:00 GMT', 0],
  ])('of "%s" asks for %d ms', (header, ms) => expect(readRetryAfter(header, now)).toBe(ms));

  it.each([undefined, '', '-5', '1.5', 'soon', '2026-11-24T09:08:30Z', '99999999999', 'Tue, whenever', '٣'])(
    'of %j asks for nothing',
    (header) => expect(readRetryAfter(header, now)).toBeNull(),
  );
});
