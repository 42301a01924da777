import { type StatusCode, statusNames } from '@platen/contract';
import { type Html, html } from '../../kit/html.ts';
import type { DayUptime, Uptime } from '../../status/index.ts';
import { shortDate } from '../moment.ts';

/**
 * A bar a day, the higher the worse; a day without data is a mere tick. What the picture shows is also said in words,
 * and every day that was not good stands in a table.
 */
export function uptimeBars(uptime: Uptime, name: string): Html {
  const { days } = uptime;
  const first = days[0];
  if (!first) return html``;
  return html`<svg class="bars" viewBox="0 0 ${days.length * step} ${tallest}" preserveAspectRatio="none" role="img" aria-label="${name}, ${inWords(uptime)}">${days.map(bar)}</svg>
<p class="legend"><span>${shortDate(first.date)}</span><strong>${percentage(uptime)}</strong><span>Today</span></p>${table(days)}`;
}

/** Such as `99.95 % uptime`. A share below one is never rounded up to it. */
function percentage({ ratio, known }: Pick<Uptime, 'ratio' | 'known'>): string {
  if (ratio === null) return 'No data';
  return known < 1 ? `${percent(ratio)} uptime, ${percent(known)} known` : `${percent(ratio)} uptime`;
}

const step = 5;
const tallest = 36;

const heights = {
  operational: 18,
  under_maintenance: 22,
  degraded_performance: 26,
  partial_outage: 31,
  major_outage: 36,
  unknown: 4,
} as const satisfies Record<StatusCode, number>;

function bar(day: DayUptime, i: number): Html {
  const height = heights[day.worst];
  return html`<rect class="${day.worst}" x="${i * step + 1}" y="${tallest - height}" width="3" height="${height}" rx="1"><title>${shortDate(day.date)}: ${dayInWords(day)}</title></rect>`;
}

function inWords(uptime: Uptime): string {
  return [`${percentage(uptime)} over ${uptime.days.length} days`, ...otherDays(uptime.days)].join(', ');
}

/** How many days were not good, and how many nobody knows. */
function otherDays(days: readonly DayUptime[]): readonly string[] {
  const unknown = days.filter(({ worst }) => worst === 'unknown').length;
  const bad = days.filter(({ worst }) => worst !== 'operational').length - unknown;
  return [
    ...(bad > 0 ? [`${inDays(bad)} with trouble or maintenance`] : []),
    ...(unknown > 0 ? [`${inDays(unknown)} without data`] : []),
  ];
}

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

function dayInWords({ worst, ratio, known }: DayUptime): string {
  if (ratio === null) return 'no data';
  return `${statusNames[worst]}, ${percentage({ ratio, known })}`;
}

/** The days that were not good, the latest first; days without data that follow one another are one row. */
function table(days: readonly DayUptime[]): Html | '' {
  const rows = runs(days.filter(({ worst }) => worst !== 'operational')).toReversed();
  if (rows.length === 0) return '';
  return html`<details><summary>${otherDays(days).join(', ')}</summary>
<table><thead><tr><th scope="col">Day</th><th scope="col">Worst</th><th scope="col">Uptime</th></tr></thead>
<tbody>${rows.map(
    ([from, to]) =>
      html`<tr><th scope="row">${
        from.date === to.date ? shortDate(from.date) : `${shortDate(from.date)} – ${shortDate(to.date)}`
      }</th><td>${from.ratio === null ? 'No data' : statusNames[from.worst]}</td><td>${
        from.ratio === null ? '' : percentage(from).replace(' uptime', '')
      }</td></tr>`,
  )}</tbody></table></details>`;
}

function runs(days: readonly DayUptime[]): (readonly [from: DayUptime, to: DayUptime])[] {
  const found: [DayUptime, DayUptime][] = [];
  for (const day of days) {
    const last = found.at(-1);
    if (last && day.ratio === null && last[1].ratio === null && follows(day.date, last[1].date))
      last[1] = day;
    else found.push([day, day]);
  }
  return found;
}

function follows(date: string, before: string): boolean {
  return Date.parse(date) - Date.parse(before) === 86_400_000;
}

function percent(share: number): string {
  return `${Math.floor(share * 10_000 + 1e-6) / 100}\u00a0%`;
}
