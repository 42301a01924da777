import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A status page of somebody else, on a port of 127.0.0.1. */
export interface FeedServer extends AsyncDisposable {
  readonly url: string;
  /** The headers of every request so far. */
  readonly asked: readonly IncomingHttpHeaders[];
  /** Answers with this from now on, with a new `ETag`; gives how it does, for `answers`. */
  tells(body: unknown): RequestListener;
  /** Answers like this from now on. */
  answers(handle: RequestListener): void;
}

export async function startFeedServer(): Promise<FeedServer> {
  let handle: RequestListener = (_, response) => response.writeHead(500).end();
  let version = 0;
  const asked: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers);
    handle(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2/summary.json`,
    asked,
    tells(body) {
      const etag = `"${++version}"`;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      handle = (request, response) => {
        if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag }).end();
        else response.writeHead(200, { 'content-type': 'application/json', etag }).end(text);
      };
      return handle;
    },
    answers(next) {
      handle = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** A summary as Statuspage writes it: components by id, and what else is told. */
export function aSummary(statuses: Readonly<Record<string, string>>, fields: Fields = {}) {
  const components = Object.entries(statuses).map(([id, status]) => aFeedComponent(id, { status }));
  return {
    page: { id: 'page', name: 'Vendor', url: 'https://status.vendor.example' },
    status: { indicator: 'none', description: 'All Systems Operational' },
    components,
    incidents: [],
    scheduled_maintenances: [],
    ...fields,
  };
}

export function aFeedComponent(id: string, fields: Fields = {}) {
  return { id, name: id.toUpperCase(), status: 'operational', group: false, group_id: null, ...fields };
}

export function aFeedIncident(componentIds: readonly string[], fields: Fields = {}) {
  return {
    id: 'ext-1',
    name: 'Uploads fail',
    status: 'investigating',
    impact: 'major',
    started_at: '2026-11-24T09:00:00Z',
    shortlink: 'https://status.vendor.example/incidents/ext-1',
    components: componentIds.map((id) => aFeedComponent(id)),
    incident_updates: [
      { id: 'u1', status: 'investigating', body: 'We look into it.', display_at: '2026-11-24T09:01:00Z' },
    ],
    ...fields,
  };
}
