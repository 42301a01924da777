import {
  invalidField,
  type Maintenance as MaintenanceBody,
  type MaintenanceCreate,
  type MaintenanceNewsCreate,
  type MaintenanceUpdate,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { isAnnounced, type Maintenance, maintenanceBody, maintenanceStatusAt } from './maintenance.ts';
import { readMoment } from './moments.ts';
import { checkComponents, checkRegions } from './places.ts';
import type { StatusContext } from './store.ts';

/** Schedules maintenance, or records one that has begun. */
export async function createMaintenance(
  status: StatusContext,
  actor: Actor,
  input: MaintenanceCreate,
): Promise<MaintenanceBody> {
  const now = status.clock.now();
  const componentIds = input.component_ids ?? [];
  const startsAt = readMoment('body.starts_at', input.starts_at);
  const maintenance: Maintenance = {
    id: newId('mnt', now),
    name: input.name,
    body: input.body,
    regions: input.regions,
    componentIds,
    announceAt:
      input.announce_at === undefined
        ? Math.min(now, startsAt)
        : readMoment('body.announce_at', input.announce_at),
    startsAt,
    endsAt: readMoment('body.ends_at', input.ends_at),
    cancelledAt: null,
    origin: null,
    createdAt: now,
    updatedAt: now,
    version: 1,
    news: [],
  };
  refuseDisorder(maintenance);
  await checkRegions(status.store, input.regions);
  await checkComponents(status.store, input.regions, componentIds);
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
  const maintenance = await findOpen(status, id, now);
  const startsAt = readOr('body.starts_at', input.starts_at, maintenance.startsAt);
  const changed: Maintenance = {
    ...maintenance,
    name: input.name ?? maintenance.name,
    body: input.body ?? maintenance.body,
    startsAt,
    endsAt: readOr('body.ends_at', input.ends_at, maintenance.endsAt),
    announceAt: readOr('body.announce_at', input.announce_at, Math.min(maintenance.announceAt, startsAt)),
    cancelledAt: input.cancelled ? now : null,
  };
  refuseDisorder(changed);
  const action = input.cancelled ? 'maintenance.cancelled' : 'maintenance.updated';
  return write(status, actor, changed, now, action, { ...input });
}

/** Tells how the work is going; refuses with `conflict` when it is over. */
export async function addMaintenanceNews(
  status: StatusContext,
  actor: Actor,
  id: string,
  { body }: MaintenanceNewsCreate,
): Promise<MaintenanceBody> {
  const now = status.clock.now();
  const maintenance = await findOpen(status, id, now);
  const news = [{ id: newId('upd', now), at: now, body }, ...maintenance.news];
  return write(status, actor, { ...maintenance, news }, now, 'maintenance.told', { body });
}

/** An organization sees what is announced for its region. */
export async function getMaintenance(
  status: StatusContext,
  actor: Actor,
  id: string,
): Promise<MaintenanceBody> {
  const now = status.clock.now();
  const maintenance = await find(status, id);
  if (actor.kind !== 'organization') return maintenanceBody(maintenance, now);
  const { region } = actor.org;
  if (!maintenance.regions.includes(region) || !isAnnounced(maintenance, now)) throw unknownMaintenance(id);
  const components = await status.store.findComponents([region]);
  const view = { region, componentIds: new Set(components.map((component) => component.id)) };
  return maintenanceBody(maintenance, now, view);
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

async function find({ store }: StatusContext, id: string): Promise<Maintenance> {
  const maintenance = await store.findMaintenance(id);
  if (!maintenance) throw unknownMaintenance(id);
  return maintenance;
}

/** What an operator may still change: not what is over, nor what a feed tells. */
async function findOpen(status: StatusContext, id: string, now: number): Promise<Maintenance> {
  const maintenance = await find(status, id);
  const { origin } = maintenance;
  if (origin !== null) {
    throw new Refusal(
      'conflict',
      `The maintenance ${id} is told by the feed ${origin.feedId}, and by nobody else.`,
    );
  }
  const said = maintenanceStatusAt(maintenance, now);
  if (said === 'completed' || said === 'cancelled') {
    throw new Refusal('conflict', `The maintenance ${id} is ${said} and stays as it was.`);
  }
  return maintenance;
}

async function write(
  { store }: StatusContext,
  actor: Actor,
  maintenance: Maintenance,
  now: number,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<MaintenanceBody> {
  const { id, version } = maintenance;
  const changed = { ...maintenance, updatedAt: now, version: version + 1 };
  const audit = auditEntry(actor, now, { orgId: null, action, target: id, detail });
  if (!(await store.updateMaintenance(changed, audit))) {
    throw new Refusal('conflict', `Somebody else has just changed the maintenance ${id}.`);
  }
  return maintenanceBody(changed, now);
}

function readOr(location: string, text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : readMoment(location, text);
}

function refuseDisorder({ announceAt, startsAt, endsAt }: Maintenance): void {
  if (endsAt <= startsAt) {
    throw invalidField(
      'body.ends_at',
      'does not lie after starts_at',
      'Send a later moment. To call off maintenance that has not begun, send `cancelled: true`.',
    );
  }
  if (announceAt > startsAt) {
    throw invalidField(
      'body.announce_at',
      'lies after starts_at',
      'Send an earlier moment, or leave it out to announce it now.',
    );
  }
}

function unknownMaintenance(id: string): Refusal {
  return new Refusal('not_found', `There is no maintenance ${id}.`);
}
