import { STATUS_CODES } from 'node:http';
import { type ProblemCode, problems, problemType } from '@platen/contract';
import type { FastifyInstance } from 'fastify';
import { html } from '../../kit/html.ts';
import { StaticFile } from '../manners/static-file.ts';
import { page, prose } from './html.ts';

const codes = Object.keys(problems) as ProblemCode[];

/** A page a code of the catalogue, as HTML and, under the same address with `.md`, as Markdown. */
export function registerErrorPages(app: FastifyInstance): void {
  const index = new StaticFile('text/html', indexPage);
  const indexMarkdown = new StaticFile('text/markdown', indexText);
  const pages = new Map<string, StaticFile>();
  for (const code of codes) {
    pages.set(code, new StaticFile('text/html', () => codePage(code)));
    pages.set(`${code}.md`, new StaticFile('text/markdown', () => codeText(code)));
  }
  app.get('/docs/errors', (request, reply) => index.send(request, reply));
  app.get('/docs/errors.md', (request, reply) => indexMarkdown.send(request, reply));
  app.get<{ Params: { page: string } }>('/docs/errors/:page', async (request, reply) => {
    const page = pages.get(request.params.page);
    return page ? page.send(request, reply) : reply.callNotFound();
  });
}

function indexPage(): string {
  const rows = codes.map(
    (code) => html`
<tr><td>${problems[code].status}</td><td>${link(code)}</td><td>${prose(problems[code].title)}</td></tr>`,
  );
  return page(
    'Errors',
    html`<nav aria-label="Where this page is"><a href="/docs">Reference</a> / Errors</nav>
<main>
<h1>Errors</h1>
<p>Whatever goes wrong is answered as <code>application/problem+json</code> (RFC 9457) with one of these codes.</p>
<table>
<thead><tr><th scope="col">Status</th><th scope="col">Code</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}
</tbody>
</table>
</main>`,
  );
}

function codePage(code: ProblemCode): string {
  const { status, title, cause, fix } = problems[code];
  const siblings = codes.filter((other) => other !== code && problems[other].status === status);
  const seeAlso = html`
<h2>Other errors of status ${status}</h2>
<ul>${siblings.map((other) => html`<li>${link(other)}: ${prose(problems[other].title)}</li>`)}</ul>`;
  return page(
    title,
    html`<nav aria-label="Where this page is">
<a href="/docs">Reference</a> / <a href="/docs/errors">Errors</a> / <code>${code}</code>
</nav>
<main>
<h1>${title}</h1>
<p class="meta"><code>${code}</code> · HTTP ${statusLine(status)}</p>
<h2>Cause</h2>
<p>${prose(cause)}</p>
<h2>Fix</h2>
<p>${prose(fix)}</p>
<h2>What the answer looks like</h2>
<pre tabindex="0">${exampleBody(code)}</pre>${siblings.length > 0 ? seeAlso : ''}
</main>`,
  );
}

function indexText(): string {
  const rows = codes.map((code) => {
    const { status, title } = problems[code];
    return `| ${status} | [\`${code}\`](/docs/errors/${code}.md) | ${title} |`;
  });
  return ['# Errors', '', '| Status | Code | Meaning |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

function codeText(code: ProblemCode): string {
  const { status, title, cause, fix } = problems[code];
  return `# ${title}

\`${code}\` · HTTP ${statusLine(status)}

## Cause

${cause}

## Fix

${fix}

## What the answer looks like

\`\`\`json
${exampleBody(code)}
\`\`\`

All errors: [/docs/errors.md](/docs/errors.md)
`;
}

function link(code: ProblemCode) {
  return html`<a href="/docs/errors/${code}"><code>${code}</code></a>`;
}

function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status]}`;
}

function exampleBody(code: ProblemCode): string {
  const { title, status } = problems[code];
  const body = { type: problemType(code), title, status, detail: '…', code, request_id: 'req_…' };
  return JSON.stringify(body, null, 2);
}
