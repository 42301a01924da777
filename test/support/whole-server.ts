import { type Route, routes } from '@platen/contract';
import { publicForms } from '../../packages/server/src/pages/index.ts';
import { jobEvent, postJobs } from './job-events.ts';
import { setUpAda } from './people.ts';
import { ask, type Platen, type Tenant } from './platen.ts';
import { makeAlerts } from './route-requests.ts';

/** What is written to the server, and what there is to ask of it. */
export interface Filled {
  readonly keys: readonly string[];
  readonly paths: readonly string[];
}

/** Writes something of everything, with texts of every kind. */
export async function fillServer(platen: Platen): Promise<Filled> {
  const { operator } = platen;
  const tenant = await platen.organization({ name: 'Ärzte »Lindenhof« 😀', time_zone: 'Europe/Berlin' });
  const incident = await operator.call('createIncident', {
    body: {
      name: '\'"\\{},NULL',
      impact: 'major',
      regions: ['eu'],
      component_ids: ['scan'],
      body: 'We look.\n\nStill.',
    },
  });
  const params = { incident_id: incident.id };
  await operator.call('correctIncident', { params, body: { name: 'Scans fail' } });
  const maintenance = await operator.call('createMaintenance', {
    body: {
      name: 'Storage',
      regions: ['eu', 'us'],
      body: 'Scans may arrive late.',
      starts_at: '2026-12-01T22:00:00Z',
      ends_at: '2026-12-02T02:00:00Z',
    },
  });
  const feed = {
    name: 'Vendor',
    url: 'https://status.example/summary.json',
    format: 'statuspage',
  } as const;
  await operator.call('putFeed', {
    params: { feed_id: 'vendor' },
    body: { ...feed, mappings: [{ region: 'eu', component_id: 'print', match: { component: 'Print' } }] },
  });
  await fillOrganization(platen, tenant);
  // As long as there is nobody, each start makes another link.
  await setUpAda(platen);
  const ids: Readonly<Record<string, string>> = {
    org_id: tenant.orgId,
    region: 'eu',
    incident_id: incident.id,
    maintenance_id: maintenance.id,
    feed_id: 'vendor',
    ...(await makeAlerts(platen, tenant)),
  };
  return { keys: [platen.operatorKey, tenant.key], paths: pathsWith(ids) };
}

async function fillOrganization(platen: Platen, tenant: Tenant): Promise<void> {
  const params = { org_id: tenant.orgId };
  const body = { plan: 'Hive', start_date: '2026-01-01', end_date: '2026-12-20' };
  await platen.operator.call('putSubscription', { params, body });
  await tenant.client.call('putSource', {
    params: { ...params, source: 'cups-02' },
    body: { types: ['print'], outcomes: ['completed'], interval_seconds: 60, time_zone: 'UTC' },
  });
  const days = ['2026-11-01', '2026-11-23', '2026-11-24'];
  const events = days.flatMap((day) => {
    const times = {
      submitted_at: `${day}T07:00:00Z`,
      processing_at: `${day}T07:00:03Z`,
      finished_at: `${day}T07:02:00Z`,
      updated_at: `${day}T07:02:00Z`,
    };
    return [
      jobEvent(times),
      jobEvent({ ...times, type: 'scan', state: 'cancelled', source: 'Ä-02', device: '😀' }),
    ];
  });
  await postJobs(platen, tenant, JSON.stringify(events));
}

/** Every GET of the contract and every form of the public page. */
function pathsWith(ids: Readonly<Record<string, string>>): string[] {
  const all: readonly Route[] = Object.values(routes);
  const gets = all.filter(({ method, path }) => method === 'GET' && !path.endsWith('/stream'));
  const filled = gets.map(({ path }) =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const id = ids[name];
      if (!id) throw new Error(`There is no ${name} to ask ${path} of.`);
      return id;
    }),
  );
  const stats = `/v1/orgs/${ids.org_id}/job-stats?from=2026-11-01&to=2026-11-25&interval=day`;
  const ofStats = ['', '&group_by=device', '&group_by=source'].map((grouping) => stats + grouping);
  return [...filled, ...ofStats, ...publicForms.map(({ path }) => `/status/eu${path}`)];
}

/** All that is answered, but for what each answer has of its own. */
export async function answersOf(server: { readonly url: string }, { keys, paths }: Filled) {
  const answers: unknown[] = [];
  for (const key of keys) {
    for (const path of paths) {
      const response = await ask(server, path, key);
      const requestId = response.headers.get('x-request-id') ?? '';
      const body = (await response.text()).replaceAll(requestId, '');
      answers.push({ path, status: response.status, etag: response.headers.get('etag'), body });
    }
  }
  return answers;
}
