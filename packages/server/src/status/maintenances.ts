import {
  invalidField,
  type Maintenance as MaintenanceBody,
  type MaintenanceCreate,
  type MaintenanceUpdate,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { type Maintenance, maintenanceBody, maintenanceStatusAt } from './maintenance.ts';
import { readMoment } from './moments.ts';
import { checkPlaces } from './places.ts';
import type { StatusContext } from './store.ts';

/** Schedules maintenance, or records one that has begun. */
export async function createMaintenance(
  status: StatusContext,
  actor: Actor,
  input: MaintenanceCreate,
): Promise<MaintenanceBody> {
  const now = status.clock.now();
  const componentIds = input.component_ids ?? [];
  const maintenance: Maintenance = {
    id: newId('mnt', now),
    name: input.name,
    body: input.body,
    regions: input.regions,
    componentIds,
    startsAt: readMoment('body.starts_at', input.starts_at),
    endsAt: readMoment('body.ends_at', input.ends_at),
    cancelledAt: null,
    updatedAt: now,
  };
  refuseEndBeforeStart(maintenance);
  await checkPlaces(status.store, input.regions, componentIds);
  const body = maintenanceBody(maintenance, now);
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: 'maintenance.created',
    target: maintenance.id,
    detail: { ...body },
  });
  await status.store.insertMaintenance(maintenance, audit);
  return body;
}

/** Changes, ends or cancels maintenance; refuses with `conflict` when it is over. */
export async function updateMaintenance(
  status: StatusContext,
  actor: Actor,
  id: string,
  input: MaintenanceUpdate,
): Promise<MaintenanceBody> {
  const now = status.clock.now();
  const maintenance = await status.store.findMaintenance(id);
  if (!maintenance) throw new Refusal('not_found', `There is no maintenance ${id}.`);
  refuseOver(maintenance, now);
  const changed: Maintenance = {
    ...maintenance,
    name: input.name ?? maintenance.name,
    body: input.body ?? maintenance.body,
    startsAt:
      input.starts_at === undefined ? maintenance.startsAt : readMoment('body.starts_at', input.starts_at),
    endsAt: input.ends_at === undefined ? maintenance.endsAt : readMoment('body.ends_at', input.ends_at),
    cancelledAt: input.cancelled ? now : null,
    updatedAt: now,
  };
  refuseEndBeforeStart(changed);
  const audit = auditEntry(actor, now, {
    orgId: null,
    action: input.cancelled ? 'maintenance.cancelled' : 'maintenance.updated',
    target: id,
    detail: { ...input },
  });
  if (!(await status.store.updateMaintenance(maintenance, changed, audit))) {
    throw new Refusal('conflict', `Somebody else has just changed the maintenance ${id}.`);
  }
  return maintenanceBody(changed, now);
}

/** Newest first. */
export async function listMaintenance(
  status: StatusContext,
  page: PageRequest,
): Promise<PageOf<MaintenanceBody>> {
  const now = status.clock.now();
  const rows = await status.store.listMaintenance(page);
  const bodies = rows.map((maintenance) => maintenanceBody(maintenance, now));
  return pageOf(bodies, page.limit, (maintenance) => maintenance.id);
}

function refuseOver(maintenance: Maintenance, now: number): void {
  const status = maintenanceStatusAt(maintenance, now);
  if (status === 'completed' || status === 'cancelled') {
    throw new Refusal('conflict', `The maintenance ${maintenance.id} is ${status} and stays as it was.`);
  }
}

function refuseEndBeforeStart({ startsAt, endsAt }: Maintenance): void {
  if (endsAt > startsAt) return;
  throw invalidField(
    'body.ends_at',
    'does not lie after starts_at',
    'Send a later moment. To call off maintenance that has not begun, send `cancelled: true`.',
  );
}
