import { type Static, Type } from 'typebox';
import { Body, Slugs } from './notice.ts';
import { Closed, Instant, Line, OneOf } from './primitives.ts';

const maintenanceStatuses = ['scheduled', 'in_progress', 'completed', 'cancelled'] as const;
export type MaintenanceStatus = (typeof maintenanceStatuses)[number];

const maintenanceExample = {
  name: 'Storage upgrade',
  regions: ['eu'],
  component_ids: ['scan'],
  body: 'Scans may arrive late.',
  starts_at: '2026-11-28T22:00:00Z',
  ends_at: '2026-11-29T02:00:00Z',
};

const maintenanceFields = {
  name: Line(200),
  regions: Slugs({ minItems: 1 }),
  component_ids: Slugs({ description: 'Empty: the region as a whole.' }),
  body: Body,
  starts_at: Instant,
  ends_at: Instant,
};

export const Maintenance = Closed(
  {
    id: Type.String({ examples: ['mnt_01kay3gq6xj4f8h2t0v9w7c5nd'] }),
    status: OneOf(maintenanceStatuses, {
      description: 'Follows the clock between `starts_at` and `ends_at`.',
    }),
    ...maintenanceFields,
    updated_at: Instant,
  },
  {
    title: 'Maintenance',
    examples: [
      {
        id: 'mnt_01kay3gq6xj4f8h2t0v9w7c5nd',
        status: 'scheduled',
        ...maintenanceExample,
        updated_at: '2026-11-23T08:31:00Z',
      },
    ],
  },
);
export type Maintenance = Static<typeof Maintenance>;

export const MaintenanceCreate = Closed(
  { ...maintenanceFields, component_ids: Type.Optional(Slugs({ default: [] })) },
  { title: 'MaintenanceCreate', examples: [maintenanceExample] },
);
export type MaintenanceCreate = Static<typeof MaintenanceCreate>;

export const MaintenanceUpdate = Closed(
  {
    name: Type.Optional(Line(200)),
    body: Type.Optional(Body),
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
