import type { Organization as OrganizationBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

export interface Organization {
  readonly orgId: string;
  readonly name: string;
  readonly region: string;
  readonly timeZone: string;
  readonly patienceSeconds: number;
  readonly demo: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export function organizationBody(org: Organization): OrganizationBody {
  return {
    org_id: org.orgId,
    name: org.name,
    region: org.region,
    time_zone: org.timeZone,
    patience_seconds: org.patienceSeconds,
    demo: org.demo,
    created_at: formatInstant(org.createdAt),
    updated_at: formatInstant(org.updatedAt),
  };
}
