import type { AuditEntry as AuditEntryBody } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import type { AccessContext } from './store.ts';

/** Newest first; `orgId` undefined: of the whole deployment. */
export async function listAudit(
  access: AccessContext,
  orgId: string | undefined,
  page: PageRequest,
): Promise<PageOf<AuditEntryBody>> {
  const rows = await access.store.listAudit(orgId, page);
  const bodies = rows.map((entry) => ({
    id: entry.id,
    at: formatInstant(entry.at),
    org_id: entry.orgId,
    actor: entry.actor,
    action: entry.action,
    target: entry.target,
    detail: { ...entry.detail },
  }));
  return pageOf(bodies, page.limit, (entry) => entry.id);
}
