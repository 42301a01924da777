import { type Static, Type } from 'typebox';
import { Incident, incidentExample } from './incident.ts';
import { JobTypes } from './job-type.ts';
import { Closed, Instant, Nullable, OneOf, OrgId, Slug } from './primitives.ts';
import { ServiceStatus, StatusCodeField } from './status-code.ts';

export const SystemStatus = Closed(
  {
    org_id: OrgId,
    region: Slug,
    service_status: ServiceStatus,
    service_status_code: StatusCodeField,
    summary: Type.String({ description: 'One sentence.' }),
    since: Nullable({ ...Instant, description: 'When the region came to this status; `null` if unknown.' }),
    observed_at: Nullable({
      ...Instant,
      description: 'When the region was last heard of, to within three intervals of its sources.',
    }),
    stale: Type.Boolean({
      description: 'True while a source that counts has not been heard for three of its intervals.',
    }),
    components: Type.Array(
      Closed(
        {
          id: Slug,
          name: Type.String(),
          status: ServiceStatus,
          status_code: StatusCodeField,
          reason: Nullable(Type.String({ description: 'Why it has this status, where its source told.' })),
          job_types: JobTypes,
        },
        { title: 'ComponentStatus' },
      ),
    ),
    active_incidents: Type.Array(Incident, { description: 'Newest first.' }),
    maintenance: Type.Array(
      Closed(
        {
          id: Type.String(),
          name: Type.String(),
          status: OneOf(['scheduled', 'in_progress']),
          starts_at: Instant,
          ends_at: Instant,
        },
        { title: 'MaintenanceNotice' },
      ),
      { description: 'In progress or to come, soonest first.' },
    ),
  },
  {
    title: 'SystemStatus',
    examples: [
      {
        org_id: '4725fffa',
        region: 'eu',
        service_status: 'Partial Outage',
        service_status_code: 'partial_outage',
        summary: 'Scan to cloud is failing for some devices',
        since: '2026-11-23T08:02:11Z',
        observed_at: '2026-11-23T08:31:00Z',
        stale: false,
        components: [
          {
            id: 'print',
            name: 'Cloud print',
            status: 'Operational',
            status_code: 'operational',
            reason: null,
            job_types: ['print'],
          },
          {
            id: 'scan',
            name: 'Scan to cloud',
            status: 'Partial Outage',
            status_code: 'partial_outage',
            reason: null,
            job_types: ['scan'],
          },
        ],
        active_incidents: [incidentExample],
        maintenance: [],
      },
    ],
  },
);
export type SystemStatus = Static<typeof SystemStatus>;
