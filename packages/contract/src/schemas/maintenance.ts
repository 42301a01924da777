import { type Static, Type } from 'typebox';
import { Body, Slugs } from './notice.ts';
import { Closed, Instant, Line, Nullable, OneOf } from './primitives.ts';

const maintenanceStatuses = ['scheduled', 'in_progress', 'completed', 'cancelled'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

const maintenanceExample = {
  name: 'Storage upgrade',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'Scans may arrive late.',
  announce_at: '2026-11-21T22:00:00Z',
  starts_at: '2026-11-28T22:00:00Z',
  ends_at: '2026-11-29T02:00:00Z',
};

const maintenanceFields = {
  name: Line(200),
  regions: Slugs({ minItems: 1 }),
  component_ids: Slugs({ description: 'Empty: the region as a whole.' }),
  body: Body,
  announce_at: { ...Instant, description: 'From then on organizations and the public see it.' },
  starts_at: Instant,
  ends_at: Instant,
};

const MaintenanceUpdateBody = Closed(
  {
    id: Type.String({ examples: ['upd_01kay3gq6xj4f8h2t0v9w7c5ne'] }),
    at: Instant,
    body: Body,
  },
  { title: 'MaintenanceNews' },
);

export const Maintenance = Closed(
  {
    id: Type.String({ examples: ['mnt_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    status: OneOf(maintenanceStatuses, {
      description: 'Follows the clock between `starts_at` and `ends_at`.',
    }),
    ...maintenanceFields,
    feed_id: Nullable(
      Type.String({ description: 'The feed it was read from; `null` when an operator tells it.' }),
    ),
    created_at: Instant,
    updated_at: Instant,
    updates: Type.Array(MaintenanceUpdateBody, { description: 'Newest first.' }),
  },
  {
    title: 'Maintenance',
    examples: [
      {
        id: 'mnt_01kay3gq6xj4f8h2t0v9w7c5nd',
        status: 'scheduled',
        ...maintenanceExample,
        feed_id: null,
        created_at: '2026-11-21T15:02:00Z',
        updated_at: '2026-11-21T15:02:00Z',
        updates: [],
      },
    ],
  },
);
export type Maintenance = Static<typeof Maintenance>;

export const MaintenanceCreate = Closed(
  {
    ...maintenanceFields,
    component_ids: Type.Optional(Slugs({ default: [] })),
    announce_at: Type.Optional({
      ...Instant,
      description: 'From when on it is shown; not after `starts_at`. Default: now.',
    }),
  },
  { title: 'MaintenanceCreate', examples: [maintenanceExample] },
);
export type MaintenanceCreate = Static<typeof MaintenanceCreate>;

export const MaintenanceUpdate = Closed(
  {
    name: Type.Optional(Line(200)),
    body: Type.Optional(Body),
    announce_at: Type.Optional(Instant),
    starts_at: Type.Optional(Instant),
    ends_at: Type.Optional({ ...Instant, description: 'Setting it to now ends the maintenance.' }),
    cancelled: Type.Optional(Type.Literal(true)),
  },
  {
    title: 'MaintenanceUpdate',
    description: 'Fields left out stay as they are.',
    examples: [{ ends_at: '2026-11-29T03:00:00Z' }],
  },
);
export type MaintenanceUpdate = Static<typeof MaintenanceUpdate>;

export const MaintenanceNewsCreate = Closed(
  { body: Body },
  {
    title: 'MaintenanceNewsCreate',
    examples: [{ body: 'The first of two servers is done.' }],
  },
);
export type MaintenanceNewsCreate = Static<typeof MaintenanceNewsCreate>;
