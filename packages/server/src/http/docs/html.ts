import { Html, html } from '../../kit/html.ts';

/** Prose in which backticks mark code. */
export function prose(text: string): Html {
  const pieces = text
    .split('`')
    .map((piece, i) => (i % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
  return html`${pieces}`;
}

/** A whole page. It follows the reader's choice of light and dark. */
export function page(title: string, body: Html, style = plainStyle): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} · Platen</title>
<style>${new Html(style)}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

const plainStyle = `
:root { color-scheme: light dark; --soft: light-dark(#5b6270, #a3abba); --line: light-dark(#dfe3e8, #353b45); }
body { margin: 0 auto; max-width: 44rem; padding: 2rem 1.25rem 4rem; font: 1rem/1.6 system-ui, sans-serif;
  color: light-dark(#1b1f24, #e8eaed); background: light-dark(#fff, #14171b); }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1.5rem 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.125rem; margin: 2rem 0 .25rem; }
p { margin: .25rem 0; }
a { color: light-dark(#0b5cad, #7db7ff); text-decoration-thickness: 1px; text-underline-offset: .35em; }
code, pre { font: .9em/1.5 ui-monospace, monospace; }
pre { overflow-x: auto; padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
nav, .meta { color: var(--soft); }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); }
`;
