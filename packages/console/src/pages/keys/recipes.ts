import type { OrganizationScope } from '@platen/contract';

/** What a key is for: the scopes that it takes, and what to paste where, with the key in it. */
export interface Recipe {
  readonly name: RecipeName;
  readonly scopes: readonly OrganizationScope[];
  config(at: { readonly url: string; readonly orgId: string; readonly key: string }): string;
}

export type RecipeName = 'reader' | 'zabbix' | 'powerbi' | 'sender' | 'automation' | 'custom';

const readScopes = ['system-status:read', 'job-stats:read', 'subscription:read'] as const;

export const recipes: readonly Recipe[] = [
  {
    name: 'reader',
    scopes: readScopes,
    config: ({ url, orgId, key }) =>
      ['system-status', 'job-stats', 'subscription']
        .map((path) => `curl -s -H "Authorization: Bearer ${key}" ${url}/v1/orgs/${orgId}/${path}`)
        .join('\n'),
  },
  {
    name: 'zabbix',
    scopes: readScopes,
    config: ({ url, orgId, key }) =>
      [
        'Type: HTTP agent',
        `URL: ${url}/v1/orgs/${orgId}/system-status`,
        `Headers: Authorization: Bearer ${key}`,
        'Update interval: 60s',
        'Dependent item, JSONPath: $.service_status',
      ].join('\n'),
  },
  {
    name: 'powerbi',
    scopes: ['job-stats:read', 'subscription:read'],
    config: ({ url, orgId, key }) =>
      [
        'let',
        `  answer = Json.Document(Web.Contents("${url}", [`,
        `    RelativePath = "v1/orgs/${orgId}/job-stats",`,
        '    Query = [interval = "day",',
        '      from = Date.ToText(Date.AddDays(Date.From(DateTime.LocalNow()), -90), "yyyy-MM-dd")],',
        `    Headers = [Authorization = "Bearer ${key}"]])),`,
        '  series = Table.FromRecords(answer[series])',
        'in series',
      ].join('\n'),
  },
  {
    name: 'sender',
    scopes: ['jobs:write'],
    config: ({ url, orgId, key }) =>
      `PLATEN_URL=${url} PLATEN_KEY=${key} platen import cups-page-log /var/log/cups/page_log --org ${orgId} --source print-server-1`,
  },
  {
    name: 'automation',
    scopes: ['alerts:read', 'alerts:acknowledge'],
    config: ({ url, orgId, key }) =>
      `curl -s -H "Authorization: Bearer ${key}" "${url}/v1/orgs/${orgId}/alerts?active=true"`,
  },
  {
    name: 'custom',
    scopes: [],
    config: ({ url, key }) => `curl -s -H "Authorization: Bearer ${key}" ${url}/v1/whoami`,
  },
];
