import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OperatorScope, OrganizationScope } from '@platen/contract';
import { PlatenClient } from '@platen/sdk';
import { inject } from 'vitest';
import { tidy } from '../../packages/server/src/app/compose.ts';
import { type Limits, type RunningServer, readConfig, serve } from '../../packages/server/src/index.ts';
import { HeldClock } from '../../packages/server/src/kit/clock.ts';
import type { Serving } from './second-server.ts';
import type { SharedEngines } from './shared-engines.ts';
import { serveTwice } from './two-servers.ts';

/** A Tuesday morning, far from the edges of any day, month or summer time. */
export const someMorning = '2026-11-24T09:07:00Z';

/** A real server on a folder of its own, its clock held, with the region `eu` and its components in place. */
export interface Platen extends AsyncDisposable {
  readonly url: string;
  /** Where its data is, unless two servers share it. */
  readonly folder: string;
  /** What two servers behind `url` share, of which `server` is one; the database is their own. */
  readonly engines?: SharedEngines;
  readonly clock: HeldClock;
  readonly server: RunningServer;
  /** Does what servers do every now and then, such as noting the use of keys. */
  tidy(): Promise<void>;
  readonly operatorKey: string;
  readonly operator: PlatenClient;
  /** An organization with a key of all scopes. */
  organization(overrides?: {
    name?: string;
    region?: string;
    time_zone?: string;
    patience_seconds?: number;
  }): Promise<Tenant>;
}

export interface Tenant {
  readonly orgId: string;
  readonly key: string;
  readonly client: PlatenClient;
  /** A further key, with these scopes only. */
  keyWith(...scopes: OrganizationScope[]): Promise<string>;
}

const everyScope: OrganizationScope[] = [
  'system-status:read',
  'job-stats:read',
  'subscription:read',
  'jobs:write',
  'org:admin',
  'org:people',
];

export async function startPlaten(
  options: {
    folder?: string;
    limits?: Partial<Limits>;
    settings?: Readonly<Record<string, string>>;
    /** Alerts are looked at and sent as in earnest; what waits for time still waits for the held clock. */
    watchAlerts?: boolean;
    consoleFolder?: string;
  } = {},
): Promise<Platen> {
  await using starting = new AsyncDisposableStack();
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'platen-')));
  if (options.folder === undefined) starting.defer(() => rm(folder, { recursive: true }));
  const settings = { PLATEN_PORT: '0', PLATEN_DATA: folder, PLATEN_LOG_LEVEL: 'error', ...options.settings };
  const { limits, consoleFolder, watchAlerts = false } = options;
  const serving = {
    pollFeeds: false,
    watchAlerts,
    ...(limits ? { limits } : {}),
    ...(consoleFolder ? { consoleFolder } : {}),
  } as const;
  const { url, server, clock, tidy, ...shared } = await serveAsAsked(settings, serving, starting);
  const operatorKey = server.firstOperatorKey ?? '';
  const operator = new PlatenClient({ url, key: operatorKey, retries: 0 });

  const components = {
    print: 'Cloud print',
    scan: 'Scan to cloud',
    copy: 'Copy accounting',
    fax: 'Fax gateway',
  } as const;
  for (const [region, name] of [
    ['eu', 'Europe'],
    ['us', 'United States'],
  ] as const) {
    await operator.call('putRegion', { params: { region }, body: { name } });
    for (const [id, name] of Object.entries(components)) {
      const job_types = [id as keyof typeof components];
      await operator.call('putComponent', {
        params: { region, component_id: id },
        body: { name, job_types, status_code: 'operational' },
      });
    }
  }
  const started = starting.move();
  return {
    url,
    folder,
    ...shared,
    clock,
    server,
    tidy,
    operatorKey,
    operator,
    async organization(overrides = {}) {
      const body = { name: 'Lindenhof Clinic', region: 'eu', ...overrides };
      const { org_id } = await operator.call('createOrganization', { body });
      const keyWith = async (...scopes: OrganizationScope[]) => {
        const created = await operator.call('createKey', {
          params: { org_id },
          body: { name: 'test', scopes },
        });
        return created.key;
      };
      const key = await keyWith(...everyScope);
      return { orgId: org_id, key, client: new PlatenClient({ url, key, retries: 0 }), keyWith };
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/** One server, or two behind one address in the tests of two. */
async function serveAsAsked(
  settings: Readonly<Record<string, string>>,
  options: Serving,
  starting: AsyncDisposableStack,
) {
  const engines = inject('engines');
  if (engines === undefined) {
    const clock = new HeldClock(someMorning);
    const server = starting.use(await serve(readConfig(settings, undefined, {}), { ...options, clock }));
    return { url: server.url, server, clock, tidy: () => tidy(server.rooms) };
  }
  const two = starting.use(await serveTwice(settings, someMorning, options, engines));
  const { url, first, clock, databaseUrl } = two;
  return { url, server: first, clock, tidy: two.tidy, engines: { ...engines, postgres: databaseUrl } };
}

/** An operator key with these scopes only. */
export async function operatorKeyWith(platen: Platen, ...scopes: OperatorScope[]): Promise<string> {
  return (await platen.operator.call('createOperatorKey', { body: { name: 'test', scopes } })).key;
}

/** A request as anybody may send it; the client of the SDK is too well behaved to send wrong ones. */
export function ask(
  platen: { url: string },
  path: string,
  key: string,
  init: RequestInit = {},
): Promise<Response> {
  return fetch(platen.url + path, { ...init, headers: { authorization: `Bearer ${key}`, ...init.headers } });
}
