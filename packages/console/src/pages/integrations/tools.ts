import type { ApiKey, OrganizationScope } from '@platen/contract';
import { type RecipeName, recipes } from '../keys/recipes.ts';

export type ToolName =
  | 'scripts'
  | 'zabbix'
  | 'powerbi'
  | 'automation'
  | 'stream'
  | 'cups'
  | 'papercut'
  | 'push'
  | 'statuspage'
  | 'feed'
  | 'badge';

export interface Place {
  readonly url: string;
  readonly orgId: string;
  readonly region: string;
  readonly timeZone: string;
}

/** A tool that works with Platen: what to paste into it, and how it is known again. */
export interface Tool {
  readonly name: ToolName;
  readonly group: 'read' | 'send' | 'follow';
  /** None: it reads what is public. */
  readonly scopes: readonly OrganizationScope[];
  config(at: Place): string;
  /** By the user agent of a key's last use; left out where nothing tells it from others. */
  readonly agent?: RegExp;
  /** How often it asks; silent for ten times that, it has stopped. */
  readonly everyMs?: number;
}

const key = '$PLATEN_KEY';
const bearer = `-H "Authorization: Bearer ${key}"`;
const recipe = (name: RecipeName) => (at: Place) =>
  recipes.find((each) => each.name === name)?.config({ ...at, key }) ?? '';
const readScopes = ['system-status:read', 'job-stats:read', 'subscription:read'] as const;

export const tools: readonly Tool[] = [
  {
    name: 'scripts',
    group: 'read',
    scopes: readScopes,
    config: recipe('reader'),
    agent: /^(curl|wget|python)/i,
  },
  {
    name: 'zabbix',
    group: 'read',
    scopes: readScopes,
    config: recipe('zabbix'),
    agent: /zabbix/i,
    everyMs: 60_000,
  },
  {
    name: 'powerbi',
    group: 'read',
    scopes: ['job-stats:read', 'subscription:read'],
    config: recipe('powerbi'),
    agent: /PowerBI|Mashup/i,
  },
  {
    name: 'automation',
    group: 'read',
    scopes: ['alerts:read', 'alerts:acknowledge'],
    config: recipe('automation'),
  },
  {
    name: 'stream',
    group: 'read',
    scopes: ['system-status:read'],
    config: ({ url, orgId }) => `curl -sN ${bearer} ${url}/v1/orgs/${orgId}/system-status/stream`,
  },
  { name: 'cups', group: 'send', scopes: ['jobs:write'], config: recipe('sender') },
  {
    name: 'papercut',
    group: 'send',
    scopes: ['jobs:write'],
    config: ({ url, orgId, timeZone }) =>
      `PLATEN_URL=${url} PLATEN_KEY=${key} platen import print-logger papercut-print-log.csv --org ${orgId} --source print-server-1 --time-zone ${timeZone}`,
  },
  {
    name: 'push',
    group: 'send',
    scopes: ['jobs:write'],
    config: ({ url, orgId }) =>
      [
        `curl -s ${bearer} -H "Content-Type: application/json" ${url}/v1/orgs/${orgId}/jobs \\`,
        `  -d '{"job_id": "1", "type": "print", "state": "completed", "source": "my-server",`,
        `       "submitted_at": "'$(date -u +%FT%TZ)'", "updated_at": "'$(date -u +%FT%TZ)'"}'`,
      ].join('\n'),
  },
  {
    name: 'statuspage',
    group: 'follow',
    scopes: [],
    config: ({ url, region }) => `${url}/status/${region}/api/v2/summary.json`,
  },
  {
    name: 'feed',
    group: 'follow',
    scopes: [],
    config: ({ url, region }) => `${url}/status/${region}/history.atom\n${url}/status/${region}/history.rss`,
  },
  {
    name: 'badge',
    group: 'follow',
    scopes: [],
    config: ({ url, region }) => `<img alt="Print service" src="${url}/status/${region}/badge.svg">`,
  },
];

export type Seen = { readonly state: 'seen' | 'quiet'; readonly at: string } | { readonly state: 'never' };

/** When a tool was last seen, by the keys that it uses; undefined where nobody can know. */
export function seenOf({ agent, everyMs }: Tool, keys: readonly ApiKey[], nowMs: number): Seen | undefined {
  if (!agent) return undefined;
  const uses = keys
    .filter(({ last_used_agent }) => last_used_agent !== null && agent.test(last_used_agent))
    .flatMap(({ last_used_at }) => last_used_at ?? []);
  const at = uses.sort().at(-1);
  if (at === undefined) return { state: 'never' };
  const hasStopped = everyMs !== undefined && nowMs - Date.parse(at) > 10 * everyMs;
  return { state: hasStopped ? 'quiet' : 'seen', at };
}
