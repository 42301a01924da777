import { contractVersion, openApiDocument } from '@platen/contract';
import fastify, { type FastifyInstance } from 'fastify';
import { html } from '../../kit/html.ts';
import { StaticFile } from '../manners/static-file.ts';
import { page } from './html.ts';

/** The OpenAPI document, and the pages that show it. */
export function registerReference(app: FastifyInstance): void {
  const files = {
    '/openapi.json': new StaticFile('application/json', documentText),
    '/docs': new StaticFile('text/html', referencePage),
    '/docs/viewer.js': new StaticFile('text/javascript', viewerScript),
    '/docs/start.js': new StaticFile('text/javascript', startScript),
  };
  for (const [path, file] of Object.entries(files)) {
    app.get(path, (request, reply) => file.send(request, reply));
  }
}

function documentText(): string {
  return JSON.stringify(openApiDocument({ version: contractVersion }));
}

function referencePage(): string {
  return page(
    'API reference',
    html`<div id="reference"></div>
<noscript>
<p>The reference needs JavaScript. Without it, read <a href="/openapi.json">the OpenAPI document</a> and
<a href="/docs/errors">the errors</a>.</p>
</noscript>
<script src="/docs/viewer.js"></script>
<script src="/docs/start.js"></script>`,
    'body { margin: 0; }',
  );
}

/** Everything that would speak to anybody but this server is off. */
const settings = {
  url: '/openapi.json',
  proxyUrl: '',
  telemetry: false,
  withDefaultFonts: false,
  showDeveloperTools: 'never',
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
};

function startScript(): string {
  return `Scalar.createApiReference('#reference', ${JSON.stringify(settings)});\n`;
}

/**
 * The viewer's package gives its script out only as an answer of its plugin. That plugin's own page has an inline
 * script, which our Content-Security-Policy forbids, so the plugin stands on an app of its own and is asked once. The
 * package is large, hence the late import.
 */
async function viewerScript(): Promise<string> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  const app = fastify();
  await app.register(scalar, { routePrefix: '/viewer', configuration: { url: settings.url } });
  const { body } = await app.inject('/viewer/js/scalar.js');
  await app.close();
  return body;
}
