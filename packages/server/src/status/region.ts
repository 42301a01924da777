import type { PageAccess, Region as RegionBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

export interface Region {
  readonly id: string;
  readonly name: string;
  readonly pageAccess: PageAccess;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export function regionBody(region: Region): RegionBody {
  return {
    id: region.id,
    name: region.name,
    page_access: region.pageAccess,
    created_at: formatInstant(region.createdAt),
    updated_at: formatInstant(region.updatedAt),
  };
}
