import { type Static, Type } from 'typebox';
import { type OperatorScope, type OrganizationScope, operatorScopes, organizationScopes } from '../scopes.ts';
import { Closed, Instant, Line, Nullable, OneOf, OrgId } from './primitives.ts';

const orgScopeNames = Object.keys(organizationScopes) as OrganizationScope[];
const operatorScopeNames = Object.keys(operatorScopes) as OperatorScope[];

const AnyScope = OneOf([...orgScopeNames, ...operatorScopeNames]);
const Cidr = Type.String({
  minLength: 3,
  maxLength: 49,
  description: 'An IPv4 or IPv6 network, or one address.',
  examples: ['203.0.113.0/24'],
});

const KeyFields = {
  id: Type.String({ examples: ['key_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
  org_id: Nullable({ ...OrgId, description: '`null` for an operator key.' }),
  name: Line(120),
  prefix: Type.String({
    description: 'The first characters of the key, to recognize it by.',
    examples: ['platen_live_4fQx'],
  }),
  scopes: Type.Array(AnyScope),
  allowed_cidrs: Type.Array(Cidr, { description: 'Empty: from anywhere.' }),
  created_at: Instant,
  expires_at: Nullable(Instant),
  revoked_at: Nullable(Instant),
  rotated_to: Nullable(Type.String({ description: 'The id of the key that replaced this one.' })),
  last_used_at: Nullable({ ...Instant, description: 'Written with a delay of up to a minute.' }),
  last_used_from: Nullable(Type.String({ description: 'The address of the last caller.' })),
  last_used_agent: Nullable(Type.String({ description: "The last caller's `User-Agent`." })),
};

const keyExample = {
  id: 'key_01kay3gq6xj4f8h2t0v9w7c5nd',
  org_id: '4725fffa',
  name: 'Prometheus',
  prefix: 'platen_live_4fQx',
  scopes: ['system-status:read', 'job-stats:read'],
  allowed_cidrs: [],
  created_at: '2026-11-01T09:00:00Z',
  expires_at: null,
  revoked_at: null,
  rotated_to: null,
  last_used_at: '2026-11-23T08:30:00Z',
  last_used_from: '203.0.113.7',
  last_used_agent: 'Prometheus/3.7.0',
};

export const ApiKey = Closed(KeyFields, { title: 'ApiKey', examples: [keyExample] });
export type ApiKey = Static<typeof ApiKey>;

export const ApiKeyWithSecret = Closed(
  {
    ...KeyFields,
    key: Type.String({ description: 'The key itself. It is shown this once and stored nowhere.' }),
  },
  {
    title: 'ApiKeyWithSecret',
    examples: [
      {
        ...keyExample,
        last_used_at: null,
        last_used_from: null,
        last_used_agent: null,
        key: `${keyExample.prefix}${'0'.repeat(45)}`,
      },
    ],
  },
);
export type ApiKeyWithSecret = Static<typeof ApiKeyWithSecret>;

const CreateFields = {
  name: Line(120),
  expires_at: Type.Optional(Nullable(Instant)),
  allowed_cidrs: Type.Optional(Type.Array(Cidr, { maxItems: 64 })),
};

export const ApiKeyCreate = Closed(
  { ...CreateFields, scopes: Type.Array(OneOf(orgScopeNames), { minItems: 1, uniqueItems: true }) },
  {
    title: 'ApiKeyCreate',
    examples: [{ name: 'Prometheus', scopes: ['system-status:read', 'job-stats:read'] }],
  },
);
export type ApiKeyCreate = Static<typeof ApiKeyCreate>;

export const OperatorKeyCreate = Closed(
  { ...CreateFields, scopes: Type.Array(OneOf(operatorScopeNames), { minItems: 1, uniqueItems: true }) },
  {
    title: 'OperatorKeyCreate',
    examples: [{ name: 'Status desk', scopes: ['operator:status'], allowed_cidrs: ['203.0.113.0/24'] }],
  },
);
export type OperatorKeyCreate = Static<typeof OperatorKeyCreate>;

export const ApiKeyRotate = Closed(
  {
    overlap_seconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 2_592_000,
        default: 86_400,
        description: 'How long the old key still works beside the new one: 0 s to 30 days.',
      }),
    ),
  },
  { title: 'ApiKeyRotate', examples: [{ overlap_seconds: 3600 }] },
);
export type ApiKeyRotate = Static<typeof ApiKeyRotate>;

export const Whoami = Closed(
  {
    org_id: Nullable(OrgId),
    org_name: Nullable(Type.String()),
    region: Nullable(Type.String()),
    demo: Type.Boolean(),
    key: Closed({
      id: Type.String(),
      name: Type.String(),
      scopes: Type.Array(AnyScope),
      expires_at: Nullable(Instant),
    }),
  },
  {
    title: 'Whoami',
    description: 'Whose key this is. An operator key belongs to no organization.',
    examples: [
      {
        org_id: '4725fffa',
        org_name: 'Lindenhof Clinic',
        region: 'eu',
        demo: false,
        key: {
          id: 'key_01kay3gq6xj4f8h2t0v9w7c5nd',
          name: 'Prometheus',
          scopes: ['system-status:read'],
          expires_at: null,
        },
      },
    ],
  },
);
export type Whoami = Static<typeof Whoami>;

export const AuditEntry = Closed(
  {
    id: Type.String(),
    at: Instant,
    org_id: Nullable(OrgId),
    actor: Type.String({ description: 'The id of the key or the person that acted, or `system`.' }),
    action: Type.String({ examples: ['api_key.created'] }),
    target: Type.String({ description: 'The id of what was changed.' }),
    detail: Type.Record(Type.String(), Type.Unknown(), { description: 'What was changed, without secrets.' }),
  },
  {
    title: 'AuditEntry',
    examples: [
      {
        id: 'aud_01kay3gq6xj4f8h2t0v9w7c5nd',
        at: '2026-11-01T09:00:00Z',
        org_id: '4725fffa',
        actor: 'key_01kaxkz4d2m8r6q1t3w5y7b9ce',
        action: 'api_key.created',
        target: 'key_01kay3gq6xj4f8h2t0v9w7c5nd',
        detail: { name: 'Prometheus' },
      },
    ],
  },
);
export type AuditEntry = Static<typeof AuditEntry>;
