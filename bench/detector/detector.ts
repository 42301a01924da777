import { resolve } from 'node:path';
import { advance, calendarOf, readSeries } from '../../packages/server/src/alerts/detectors/index.ts';
import type { Result, Table, Verdict } from '../support/result.ts';
import { floors } from './floors.ts';
import { type Judgement, judge, limitAt, type Told } from './judge.ts';
import { hoursUntilTold } from './quiet.ts';
import { replay, toldBy, toldHourly, watched } from './replay.ts';
import { type Organization, simulate } from './simulator.ts';
import { hasYardstick, scoreFloor, scoreOurs, type YardstickScores } from './yardstick.ts';

const seeds = [1, 2, 3, 4, 5, 6];
const aMonth = 1;
const ours = 'Platen';
const manySeries = 10_000;
const sites = 100;

/**
 * What is found of what happens, and how often there is an alert of nothing: on organizations that are simulated, and on the
 * labelled series of others where those are in the folder.
 */
export async function benchDetector({ yardstick }: { readonly yardstick: string }): Promise<Result> {
  const organizations = seeds.flatMap(simulate);
  const told = organizations.map(toldBy);
  const atOwn = judge(organizations, told, 1);
  const quiet = hoursUntilTold(3, sites);
  const micros = microsABucket(organizations);
  const there = hasYardstick(resolve(yardstick));
  const scores = there ? await allScores(resolve(yardstick)) : [];
  return {
    tables: [
      simulatedTable(organizations, told, atOwn),
      quietTable(),
      ...(there ? [yardstickTable(scores)] : []),
    ],
    verdicts: [...verdicts(atOwn, quiet, micros), ...(there ? yardstickVerdicts(scores) : [])],
    notes: there
      ? []
      : [`There are no labelled series in ${yardstick}, so only what is simulated was measured.`],
  };
}

function simulatedTable(
  organizations: readonly Organization[],
  told: readonly (readonly Told[])[],
  atOwn: Judgement,
): Table {
  const rows = Object.entries(floors).map(([name, detect]) => {
    const alerts = organizations.map((organization) => toldHourly(organization, detect));
    return row(
      `${name}, its best limit`,
      judge(organizations, alerts, limitAt(organizations, alerts, aMonth)),
    );
  });
  return {
    title: `${organizations.length} simulated offices, schools and hospitals, 7 months each after 4 weeks of learning`,
    head: [
      'at one false alert for each organization and month',
      'found',
      'of',
      'false alerts a month',
      'median delay, h',
    ],
    rows: [
      row(`${ours}, the limit as shipped`, atOwn),
      row(`${ours}, its best limit`, judge(organizations, told, limitAt(organizations, told, aMonth))),
      ...rows,
    ],
  };
}

function row(name: string, { found, events, falseAlerts, months, delayHours }: Judgement): string[] {
  return [
    name,
    percent(found / events),
    String(events),
    (falseAlerts / months).toFixed(2),
    at(delayHours, 0.5).toFixed(2),
  ];
}

function quietTable(): Table {
  return {
    title: `Working hours until a dead queue is told, ${sites} sites of each size`,
    head: ['jobs in a working hour', 'median', '9 of 10', 'within 2 h'],
    rows: [3, 5, 10, 100].map((jobs) => {
      const hours = hoursUntilTold(jobs, sites);
      return [
        String(jobs),
        hour(at(hours, 0.5)),
        hour(at(hours, 0.9)),
        percent(hours.filter((each) => each <= 2).length / sites),
      ];
    }),
  };
}

async function allScores(
  folder: string,
): Promise<readonly (readonly [name: string, scores: YardstickScores])[]> {
  const all: [string, YardstickScores][] = [[ours, await scoreOurs(folder)]];
  for (const [name, detect] of Object.entries(floors)) all.push([name, await scoreFloor(folder, detect)]);
  return all;
}

function yardstickTable(scores: readonly (readonly [string, YardstickScores])[]): Table {
  return {
    title:
      'Labelled series of others: found at half a false alert a week, and the score of NAB at the best one threshold',
    head: ['', 'found, full', 'found, small', 'alerts around holidays', 'NAB, tweets', 'NAB, all 21'],
    rows: scores.map(([name, { full, small, holidayAlerts, tweets, allNab }]) => [
      name,
      ...[percent(full), percent(small), String(holidayAlerts), tweets.toFixed(1), allNab.toFixed(1)],
    ]),
  };
}

function verdicts({ falseAlerts, months }: Judgement, quiet: readonly number[], micros: number): Verdict[] {
  const rate = falseAlerts / months;
  const seconds = (micros * manySeries) / 1e6;
  const median = at(quiet, 0.5);
  return [
    {
      what: 'false alerts for each organization and month',
      measured: rate.toFixed(2),
      limit: '<= 1',
      kept: rate <= 1,
    },
    {
      what: 'a dead queue at 3 jobs an hour, median',
      measured: hour(median),
      limit: '<= 2 h',
      kept: median <= 2,
    },
    {
      what: '10,000 series, one new bucket each, one core',
      measured: `${seconds.toFixed(2)} s`,
      limit: '< 1 s',
      kept: seconds < 1,
    },
  ];
}

function yardstickVerdicts(scores: readonly (readonly [string, YardstickScores])[]): Verdict[] {
  const mine = scores[0]?.[1];
  if (mine === undefined) return [];
  return [
    { what: 'found, full', measured: percent(mine.full), limit: '>= 88 %', kept: mine.full >= 0.88 },
    { what: 'found, small', measured: percent(mine.small), limit: '>= 88 %', kept: mine.small >= 0.88 },
    { what: 'NAB, tweets', measured: mine.tweets.toFixed(1), limit: '>= 75', kept: mine.tweets >= 75 },
  ];
}

/** CPU of one new bucket, over states that lie apart in memory. */
function microsABucket(organizations: readonly Organization[]): number {
  const series = organizations.slice(0, 7).flatMap(watched);
  const texts = series.map((each) => JSON.stringify(replay(each).state));
  const states = Array.from({ length: 2_000 }, (_, index) =>
    readSeries(texts[index % texts.length] ?? ''),
  ).filter((state) => state !== null);
  const calendar = calendarOf('Europe/Berlin');
  const before = process.cpuUsage();
  for (const state of states) advance(state, { at: state.until ?? 0, count: 7, complete: true }, calendar);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / states.length;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? Number.POSITIVE_INFINITY;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function hour(hours: number): string {
  return Number.isFinite(hours) ? `${hours.toFixed(2)} h` : 'over 6 h';
}
