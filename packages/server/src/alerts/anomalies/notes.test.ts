import { describe, expect, it } from 'vitest';
import { nothingSeen, type Source } from '../../jobs/index.ts';
import { minuteMs } from '../../kit/instant.ts';
import { hearSources, readNotes } from './notes.ts';

const at = Date.parse('2026-11-24T10:00:00Z');

const heard = (heardAt: number, intervalSeconds: number | null = 60): Source => ({
  source: 'cups-01',
  declared: { types: ['print'], outcomes: ['completed'], intervalSeconds, timeZone: null },
  shown: nothingSeen,
  heardAt,
  newestEventAt: null,
  retiredAt: null,
});

/** What is noted of a source that was last heard so long before each look, in minutes from the first. */
function gapsOf(...looks: readonly (readonly [minutes: number, heardAtMinutes: number])[]) {
  const notes = looks.reduce(
    (before, [minutes, last]) => hearSources(before, [heard(at + last * minuteMs)], at + minutes * minuteMs),
    readNotes(null),
  );
  return notes.gaps.map(({ from, to }) => [
    (from - at) / minuteMs,
    to === null ? null : (to - at) / minuteMs,
  ]);
}

describe('sources that are not heard', () => {
  it('have a gap from when they were heard last until they are heard again', () => {
    expect(gapsOf([0, 0], [4, 0])).toEqual([[0, null]]);
    expect(gapsOf([0, 0], [4, 0], [15, 0], [30, 29])).toEqual([[0, 29]]);
  });

  it('have none while they are heard within three of their intervals', () => {
    expect(gapsOf([0, 0], [15, 14], [18, 15], [33, 30])).toEqual([]);
  });

  it('have one where nobody has listened for longer than from one turn to the next', () => {
    expect(gapsOf([0, 0], [25, 24])).toEqual([]);
    expect(gapsOf([0, 0], [26, 25])).toEqual([[0, 25]]);
  });

  it('are not known to have one where they have no interval', () => {
    const notes = hearSources(readNotes(null), [heard(at, null)], at + 600 * minuteMs);
    expect(notes.gaps).toEqual([]);
  });

  it('are forgotten to have had one after two weeks', () => {
    expect(gapsOf([0, 0], [4, 0], [15, 14], [14 * 1_440 + 13, 14 * 1_440 + 13])).toEqual([
      [0, 14],
      [15, 14 * 1_440 + 13],
    ]);
    expect(gapsOf([0, 0], [4, 0], [15, 14], [14 * 1_440 + 15, 14 * 1_440 + 15])).toEqual([
      [15, 14 * 1_440 + 15],
    ]);
  });

  it('of another version of the notes are begun anew', () => {
    expect(readNotes('{"version":0,"gaps":[1]}')).toEqual(readNotes(null));
  });
});
