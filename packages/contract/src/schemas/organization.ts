import { type Static, Type } from 'typebox';
import { Closed, Instant, Line, OrgId, Slug, TimeZone } from './primitives.ts';

const PatienceSeconds = Type.Integer({
  minimum: 1,
  maximum: 86_400,
  description: 'How long people wait before a cancelled job counts as abandoned.',
});

export const Organization = Closed(
  {
    org_id: OrgId,
    name: Line(120),
    region: Slug,
    time_zone: TimeZone,
    patience_seconds: PatienceSeconds,
    demo: Type.Boolean({ description: 'Whether its data is made up.' }),
    created_at: Instant,
    updated_at: Instant,
  },
  {
    title: 'Organization',
    examples: [
      {
        org_id: '4725fffa',
        name: 'Lindenhof Clinic',
        region: 'eu',
        time_zone: 'Europe/Paris',
        patience_seconds: 60,
        demo: false,
        created_at: '2026-01-01T09:00:00Z',
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type Organization = Static<typeof Organization>;

export const OrganizationCreate = Closed(
  {
    org_id: Type.Optional(OrgId),
    name: Line(120),
    region: Slug,
    time_zone: Type.Optional({ ...TimeZone, default: 'UTC' }),
    patience_seconds: Type.Optional({ ...PatienceSeconds, default: 60 }),
    demo: Type.Optional(Type.Boolean({ default: false })),
  },
  {
    title: 'OrganizationCreate',
    description: '`org_id` is drawn at random when left out.',
    examples: [{ name: 'Lindenhof Clinic', region: 'eu', time_zone: 'Europe/Paris' }],
  },
);
export type OrganizationCreate = Static<typeof OrganizationCreate>;

export const OrganizationUpdate = Closed(
  {
    name: Type.Optional(Line(120)),
    region: Type.Optional(Slug),
    time_zone: Type.Optional(TimeZone),
    patience_seconds: Type.Optional(PatienceSeconds),
  },
  {
    title: 'OrganizationUpdate',
    description: 'Fields left out stay as they are.',
    examples: [{ patience_seconds: 90 }],
  },
);
export type OrganizationUpdate = Static<typeof OrganizationUpdate>;
