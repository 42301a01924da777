import type { Backtest, BacktestAnomaly } from '@platen/contract';
import { escaped } from './escaped.ts';
import { plot } from './plot.ts';

/** A page that stands by itself: no scripts, no fonts, nothing that has to be loaded. */
export function report(result: Backtest, orgId: string): string {
  const { series, anomalies, suggested, found, from, to, time_zone, untried } = result;
  const counts = found.map(
    ({ severity_at_least, anomalies: count }) => `${count} from ${severity_at_least} on`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Backtest of ${escaped(orgId)}</title>
<style>${style}</style>
<main>
<h1>What would have been told</h1>
<p>Organization ${escaped(orgId)}, ${escaped(from)} to ${escaped(to)} (${escaped(time_zone)}): ${escaped(counts.join(', '))}.</p>
<p><strong>${escaped(suggested.sentence)}</strong></p>
${untried === null ? '' : `<p>${escaped(untried)}</p>`}
${series.map((each) => `<h2>${escaped(each.job_type)} jobs</h2>\n${plot(each, result)}`).join('\n')}
<p class="key">The line is what came, the band what was to be expected when the day began; what is marked was unusual.</p>
<h2>Anomalies</h2>
${anomalies.length === 0 ? '<p>None.</p>' : table(anomalies)}
</main>
</html>
`;
}

const style = `
:root { color-scheme: light dark; --ink: #1c2530; --soft: #5b6673; --line: #2563a8; --band: #2563a833; --mark: #c2410c33; --edge: #c2410c; --page: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #9aa5b1; --line: #7db3ef; --band: #7db3ef33; --mark: #fb923c33; --edge: #fb923c; --page: #11161d; } }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1100px; margin: 0 auto; padding: 1.5rem; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--soft); font-size: 11px; }
.band { fill: var(--band); } .jobs { fill: none; stroke: var(--line); stroke-width: 1.3; } .mark { fill: var(--mark); stroke: var(--edge); stroke-width: .7; } .axis { stroke: var(--soft); stroke-width: .5; }
.key { color: var(--soft); } table { border-collapse: collapse; width: 100%; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--band); }
td:nth-child(-n + 2) { white-space: nowrap; }
`;

function table(anomalies: readonly BacktestAnomaly[]): string {
  const rows = anomalies.map(
    ({ since, closed_at, severity, kind, sentence }) =>
      `<tr><td>${escaped(since)}<td>${escaped(closed_at ?? 'goes on')}<td>${severity}<td>${kind}<td>${escaped(sentence)}`,
  );
  return `<table>\n<tr><th>Since<th>Until<th>Severity<th>Kind<th>What\n${rows.join('\n')}\n</table>`;
}
