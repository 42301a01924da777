import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SpecialDay } from '../../packages/server/src/alerts/detectors/index.ts';
import type { Detector } from './floors.ts';
import { replay } from './replay.ts';

/** What was scored of the yardstick: shares from 0 to 1, and the score of the Numenta Anomaly Benchmark, 100 being perfect. */
export interface YardstickScores {
  readonly full: number;
  readonly small: number;
  readonly holidayAlerts: number;
  readonly tweets: number;
  readonly allNab: number;
}

/** A file of the yardstick. */
interface Rows {
  readonly path: string;
  readonly timestamps: readonly string[];
  readonly counts: readonly number[];
  readonly stepMs: number;
}

interface Labels {
  readonly tz: string;
  readonly timestamps: 'utc' | 'local-naive';
  readonly holidays: readonly string[];
}

type Score = (rows: Rows, labels: Labels) => readonly number[];

/** Labelled series of others and their scorers lie in a folder of their own, and are no part of this repository. */
export function hasYardstick(folder: string): boolean {
  return existsSync(join(folder, 'series', 'events.json')) && existsSync(join(folder, 'nab', 'score.mjs'));
}

export function scoreOurs(folder: string): Promise<YardstickScores> {
  return score(folder, (rows, labels) => {
    const local = labels.timestamps === 'utc' ? labels.tz : 'UTC';
    const holiday = (date: string): SpecialDay => ({ date, type: 'holiday', name: 'Public holiday' });
    const startsAt = Math.round(instant(rows.timestamps[0] ?? '') / rows.stepMs) * rows.stepMs;
    const specialDays = labels.holidays.map(holiday);
    return replay({ ...rows, startsAt, timeZone: local, specialDays }).signals;
  });
}

export function scoreFloor(folder: string, detect: Detector): Promise<YardstickScores> {
  return score(folder, ({ counts, stepMs }) => detect(counts, 86_400_000 / stepMs));
}

interface NabScorer {
  loadDetector(nab: string, results: string, options: { readonly only?: RegExp }): readonly unknown[];
  scoreDetector(files: readonly unknown[], profile: string): { readonly normalised: number };
}

interface SeriesScorer {
  load(events: string, scores: string, category: string): readonly unknown[];
  atRate(
    files: readonly unknown[],
    aWeek: number,
  ): { readonly recall: number; readonly calendarAlerts: number };
}

const falseAlertsAWeek = 0.5;

/** By the scorers that come with the series, at half a false alert a week, and at the one best threshold for all of NAB's. */
async function score(folder: string, detect: Score): Promise<YardstickScores> {
  const scores = mkdtempSync(join(tmpdir(), 'platen-bench-detector-'));
  try {
    const events = join(folder, 'series', 'events.json');
    const labels = JSON.parse(readFileSync(events, 'utf8')) as Readonly<Record<string, Labels>>;
    for (const [path, each] of Object.entries(labels)) {
      writeScores(scores, readRows(join(folder, 'series'), path), (rows) => detect(rows, each));
    }
    const windows = join(folder, 'nab', 'labels', 'combined_windows.json');
    const unlabelled: Labels = { tz: 'UTC', timestamps: 'utc', holidays: [] };
    for (const path of Object.keys(JSON.parse(readFileSync(windows, 'utf8')))) {
      writeScores(scores, readRows(join(folder, 'nab', 'data'), path), (rows) => detect(rows, unlabelled));
    }
    const nab = (await import(pathToFileURL(join(folder, 'nab', 'score.mjs')).href)) as NabScorer;
    const series = (await import(pathToFileURL(join(folder, 'series', 'score.mjs')).href)) as SeriesScorer;
    const nabScore = (only?: RegExp) =>
      nab.scoreDetector(nab.loadDetector(join(folder, 'nab'), scores, only ? { only } : {}), 'standard')
        .normalised;
    const full = series.atRate(series.load(events, scores, 'full'), falseAlertsAWeek);
    const small = series.atRate(series.load(events, scores, 'small'), falseAlertsAWeek);
    return {
      full: full.recall,
      small: small.recall,
      holidayAlerts: full.calendarAlerts + small.calendarAlerts,
      tweets: nabScore(/^realTweets/),
      allNab: nabScore(),
    };
  } finally {
    rmSync(scores, { recursive: true });
  }
}

function readRows(folder: string, path: string): Rows {
  const lines = readFileSync(join(folder, path), 'utf8').trim().split(/\r?\n/).slice(1);
  const timestamps = lines.map((line) => (line.split(',')[0] ?? '').trim());
  const counts = lines.map((line) => Math.max(0, Number(line.split(',')[1])));
  const stepMs = instant(timestamps[1] ?? '') - instant(timestamps[0] ?? '');
  return { path, timestamps, counts, stepMs };
}

function writeScores(folder: string, rows: Rows, detect: (rows: Rows) => readonly number[]): void {
  const scores = detect(rows);
  const path = join(folder, rows.path);
  mkdirSync(dirname(path), { recursive: true });
  const lines = rows.timestamps.map((timestamp, index) => `${timestamp},${(scores[index] ?? 0).toFixed(5)}`);
  writeFileSync(path, `timestamp,anomaly_score\n${lines.join('\n')}\n`);
}

function instant(timestamp: string): number {
  return Date.parse(`${timestamp.replace(' ', 'T')}Z`);
}
