import { type Static, Type } from 'typebox';
import { JobTypes } from './job-type.ts';
import { Closed, Instant, Line, Slug } from './primitives.ts';
import { ServiceStatus, StatusCodeField } from './status-code.ts';

export const Component = Closed(
  {
    id: Slug,
    region: Slug,
    name: Line(120),
    status: ServiceStatus,
    status_code: StatusCodeField,
    job_types: {
      ...JobTypes,
      description: 'The kinds of job that do not work without it. Empty: it carries none.',
    },
    updated_at: Instant,
  },
  {
    title: 'Component',
    description:
      'A component as the operator set it; incidents and maintenance on it show in `system-status`.',
    examples: [
      {
        id: 'scan',
        region: 'eu',
        name: 'Scan to cloud',
        status: 'Operational',
        status_code: 'operational',
        job_types: ['scan'],
        updated_at: '2026-01-01T09:00:00Z',
      },
    ],
  },
);
export type Component = Static<typeof Component>;

export const ComponentPut = Closed(
  {
    name: Line(120),
    job_types: Type.Optional({
      ...JobTypes,
      description: 'Default: what they are, and none for a new component.',
    }),
    status_code: Type.Optional({
      ...StatusCodeField,
      description: 'Default: what it is, and `operational` for a new component.',
    }),
  },
  {
    title: 'ComponentPut',
    examples: [{ name: 'Scan to cloud', job_types: ['scan'], status_code: 'partial_outage' }],
  },
);
export type ComponentPut = Static<typeof ComponentPut>;
