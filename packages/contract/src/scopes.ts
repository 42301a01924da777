/** What a key may do. An organization's key carries organization scopes; an operator's key carries operator scopes. */
export const organizationScopes = {
  'system-status:read': "Read the status of the organization's region.",
  'job-stats:read': 'Read job counts.',
  'subscription:read': 'Read the subscription and its days remaining.',
  'alerts:read': 'Read alerts, what is watched, and what was told of it.',
  'alerts:acknowledge': 'Acknowledge alerts and silence them.',
  'jobs:write': 'Send job events and declare sources.',
  'org:admin': 'Administer the organization: its keys, settings, sources and audit log.',
  'org:people': "Manage the organization's people: members, their roles, and invitations.",
} as const;

export const operatorScopes = {
  'operator:*': 'Everything an operator may do, now and later.',
  'operator:organizations': 'Create and change organizations.',
  'operator:keys': 'Create, rotate and revoke keys: operator keys and those of any organization.',
  'operator:status': 'Write regions, components, incidents, maintenance and feeds.',
  'operator:push': 'Push the status of components, and nothing else.',
  'operator:subscribers': 'See and remove who subscribed to status pages.',
  'operator:subscriptions': "Write organizations' subscriptions.",
  'operator:audit': 'Read the audit log of the whole deployment.',
} as const;

export type OrganizationScope = keyof typeof organizationScopes;
export type OperatorScope = keyof typeof operatorScopes;
export type Scope = OrganizationScope | OperatorScope;

/** Whether a key that carries `held` may do what needs `needed`. */
export function scopeCovers(held: readonly Scope[], needed: Scope): boolean {
  return held.includes(needed) || (needed.startsWith('operator:') && held.includes('operator:*'));
}
