/** All that the pages look like. One column of text; the tone of a status comes from its class. */
export const style = `
:root { color-scheme: light dark; --paper: #fcfcfa; --ink: #1c1f23; --soft: #5a616b; --line: #e3e4e0; --card: #fff;
  --link: #0b5394; --ok: #1a7340; --degraded: #8a5a00; --partial: #a8470a; --major: #b3261e; --maintenance: #2457b3;
  --unknown: #5b6270; --wash: 7%; }
@media (prefers-color-scheme: dark) { :root { --paper: #131518; --ink: #e8e9eb; --soft: #a2a9b4; --line: #2d3138;
  --card: #1a1d21; --link: #8dbdf5; --ok: #5cc48a; --degraded: #e2b04a; --partial: #f29a5e; --major: #ff8a80;
  --maintenance: #8fb4f7; --unknown: #a2a9b4; --wash: 12%; } }
.operational { --tone: var(--ok); } .degraded_performance { --tone: var(--degraded); }
.partial_outage { --tone: var(--partial); } .major_outage { --tone: var(--major); }
.under_maintenance { --tone: var(--maintenance); } .unknown { --tone: var(--unknown); }

*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif;
  overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
header, main, footer { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; font-size: .9375rem; }
main { padding-top: 1.5rem; padding-bottom: 2rem; }
footer { padding-top: 1.5rem; padding-bottom: 3rem; font-size: .875rem; color: var(--soft); }
h1, h2, h3 { line-height: 1.25; font-weight: 640; letter-spacing: -.011em; text-wrap: balance; margin: 0; }
.days div { margin-top: .35rem; } .days div > p { margin-top: .1rem; }
h1 { font-size: clamp(1.75rem, 1.4rem + 1.6vw, 2.25rem); letter-spacing: -.02em; }
h2 { font-size: 1.25rem; margin: 3.25rem 0 1rem; }
h3 { font-size: 1.0625rem; }
p { margin: 0; } p + p { margin-top: .6em; }
ul, ol, dl { list-style: none; margin: 0; padding: 0; } dd { margin: 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: .2em; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.soft { color: var(--soft); } .small { font-size: .875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
nav a { display: inline-block; padding: .25rem 0; }
header li + li::before { content: '/' / ''; margin-right: .75rem; color: var(--soft); } header nav ul { column-gap: .75rem; }
:is(h3, h4) a { color: inherit; text-decoration-color: color-mix(in srgb, currentColor 40%, transparent); }
:is(h3, h4) a:hover { text-decoration-color: currentColor; }

.mark { display: inline-flex; align-items: baseline; gap: .5em; color: var(--tone); font-weight: 600; }
.mark svg { flex: none; width: 1.15em; height: 1.15em; transform: translateY(.18em); }
.overall { margin-top: 1.25rem; padding: 1.5rem; border-radius: .75rem; border: 1px solid
  color-mix(in srgb, var(--tone) 30%, var(--line)); background: color-mix(in srgb, var(--tone) var(--wash), var(--card)); }
.overall h2 { margin: 0 0 .35rem; font-size: 1.5rem; }
.overall .soft { margin-top: .6rem; color: color-mix(in srgb, var(--soft) 85%, var(--ink)); }

.card { padding: 1.25rem 1.5rem; border: 1px solid var(--line); border-left: 4px solid var(--tone, var(--line));
  border-radius: .5rem; background: var(--card); }
.card + .card { margin-top: 1rem; }
.card h3 + .small { margin-top: .25rem; }
.updates { margin-top: 1rem; }
.updates > li { padding-left: 1.25rem; border-left: 1px solid var(--line); padding-bottom: 1rem; position: relative; }
.updates > li:last-child { padding-bottom: 0; }
.updates > li::before { content: ''; position: absolute; left: -4px; top: .62em; width: 7px; height: 7px;
  border-radius: 50%; background: var(--soft); }
.updates > li > p:first-child { margin-bottom: .2rem; }
.updates .small { margin-left: .5em; font-weight: 400; }

.components > li { padding: 1.25rem 0; border-top: 1px solid var(--line); }
.components > li:last-child { border-bottom: 1px solid var(--line); }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .15rem 1.5rem; align-items: baseline; }
.bars { display: block; width: 100%; height: 2.25rem; margin-top: .9rem; overflow: visible; }
.bars rect { fill: var(--tone); } .bars .operational { fill: color-mix(in srgb, var(--tone) 72%, var(--paper)); }
.legend { margin-top: .4rem; font-size: .8125rem; line-height: 1.4; color: var(--soft); display: flex; gap: .75rem;
  align-items: baseline; justify-content: space-between; }
.legend span { flex: none; } .legend strong { font-weight: 500; text-align: center; color: var(--ink); }
details { margin-top: .35rem; font-size: .8125rem; }
summary { cursor: pointer; color: var(--soft); width: fit-content; padding: .25rem 0; }
summary:hover { color: var(--ink); }
table { border-collapse: collapse; width: 100%; margin-top: .35rem; }
th, td { text-align: left; vertical-align: baseline; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line);
  font-weight: 400; overflow-wrap: break-word; }
thead th { color: var(--soft); border: 0; } td:last-child, th:last-child { text-align: right; padding-right: 0; }

.days > li { padding: 1rem 0; border-top: 1px solid var(--line); }
.days > li:first-child { border-top: 0; padding-top: 0; }
.days article { margin-top: .75rem; } .days article:first-child { margin-top: 0; }
.days h4 { margin: 0; font-size: 1rem; font-weight: 600; line-height: 1.4; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.5rem; margin-top: 1.25rem; }
.facts dt { color: var(--soft); }
.postmortem { margin-top: 2rem; padding: 1.25rem 1.5rem; border-radius: .5rem; background: var(--card);
  border: 1px solid var(--line); }
.postmortem h2 { margin: 0 0 .5rem; }
.regions { margin-top: 1.5rem; } .regions a { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .15rem 1.5rem; padding: 1.1rem 0;
  border-top: 1px solid var(--line); color: inherit; text-decoration: none; font-size: 1.0625rem; }
.regions li:last-child a { border-bottom: 1px solid var(--line); }
.regions a:hover .name { text-decoration: underline; }
.regions .name { font-weight: 600; } .regions p { flex-basis: 100%; font-size: .9375rem; }

.ask { margin-top: 1.25rem; } .ask > label { display: block; font-weight: 600; margin-bottom: .35rem; }
.with-button { display: flex; flex-wrap: wrap; gap: .6rem; } .with-button input { flex: 1 1 14rem; min-width: 0; }
input[type=email], input[type=url] { font: inherit; color: inherit; background: var(--card); padding: .5rem .75rem;
  border: 1px solid var(--soft); border-radius: .375rem; }
button { font: inherit; font-weight: 600; color: var(--paper); background: var(--link); border: 1px solid var(--link);
  border-radius: .375rem; padding: .5rem 1.1rem; cursor: pointer; } button:hover { filter: brightness(1.1); }
.ask > p, .ask details > p { margin-top: .6rem; } .ask details { margin-top: .6rem; font-size: .9375rem; }
fieldset { border: 0; margin: 0; padding: .35rem 0 0; } fieldset label { display: block; padding: .2rem 0; }
.other { margin-top: 1.25rem; font-size: .9375rem; } .said { margin-top: 1rem; }
.secret { margin-top: 1rem; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .375rem; background: var(--card); }

@media (max-width: 30rem) { h2 { margin-top: 2.5rem; } .card, .overall, .postmortem { padding: 1.1rem; }
  .facts { grid-template-columns: 1fr; gap: 0; } .facts dd { margin-bottom: .6rem; } }
@media (forced-colors: active) { .bars rect, .bars .operational { fill: CanvasText; } }
@media print { :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --card: #fff;
  --link: #000; --ok: #1a7340; --degraded: #8a5a00; --partial: #a8470a; --major: #b3261e; --maintenance: #2457b3;
  --unknown: #5b6270; --wash: 0%; }
  body { font-size: 10.5pt; } header, footer nav, form, .other, [aria-labelledby=subscribe] { display: none; } main { padding-top: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  h2, h3, h4 { break-after: avoid; } .card, .components > li, .days > li, .overall { break-inside: avoid; }
  .bars { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
`;
