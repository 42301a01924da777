import type {
  IncidentImpact,
  IncidentKind,
  IncidentStatus,
  IncidentTemplatePut,
  JobType,
  PageAccess,
  StatusCode,
} from '@platen/contract';
import type { Insertable, Kysely, Selectable } from 'kysely';
import type {
  Component,
  Correction,
  FeedOrigin,
  Incident,
  IncidentTemplate,
  IncidentUpdate,
  Maintenance,
  Region,
  Report,
} from '../../status/index.ts';
import type {
  ComponentReportTable,
  ComponentTable,
  IncidentCorrectionTable,
  IncidentTable,
  IncidentTemplateTable,
  IncidentUpdateTable,
  MaintenanceTable,
  RegionTable,
} from './status-tables.ts';
import type { LedgerTables } from './tables.ts';

export function toRegion(row: Selectable<RegionTable>): Region {
  return {
    id: row.id,
    name: row.name,
    pageAccess: row.page_access as PageAccess,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toComponent(row: Selectable<ComponentTable>): Component {
  return {
    region: row.region,
    id: row.id,
    name: row.name,
    description: row.description,
    position: row.position,
    jobTypes: JSON.parse(row.job_types) as JobType[],
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function fromReport(report: Report): Omit<Insertable<ComponentReportTable>, 'until_at'> {
  return {
    region: report.region,
    component_id: report.componentId,
    source: report.source,
    from_at: report.from,
    status: report.status,
    heard_at: report.heardAt,
    interval_ms: report.intervalMs,
    message: report.message,
    trouble: report.trouble,
  };
}

export function toReport(row: Selectable<ComponentReportTable>): Report {
  return {
    region: row.region,
    componentId: row.component_id,
    source: row.source,
    status: row.status as StatusCode | null,
    from: row.from_at,
    heardAt: row.heard_at,
    intervalMs: row.interval_ms,
    message: row.message,
    trouble: row.trouble,
  };
}

export function fromIncident(incident: Incident): Insertable<IncidentTable> {
  return {
    id: incident.id,
    kind: incident.kind,
    name: incident.name,
    job_types: JSON.stringify(incident.jobTypes),
    started_at: incident.startedAt,
    created_at: incident.createdAt,
    updated_at: incident.updatedAt,
    resolved_at: incident.resolvedAt,
    url: incident.url,
    ...fromOrigin(incident.origin),
    version: incident.version,
  };
}

/** Incidents with their updates, in the order of the rows. */
export async function toIncidents(
  db: Kysely<LedgerTables>,
  rows: readonly Selectable<IncidentTable>[],
): Promise<Incident[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const updates = await db
    .selectFrom('incident_update')
    .selectAll()
    .where('incident_id', 'in', ids)
    .orderBy('ordinal', 'desc')
    .execute();
  const updatesOf = Map.groupBy(updates, (row) => row.incident_id);
  return rows.map((row) => {
    const [newest, ...earlier] = (updatesOf.get(row.id) ?? []).map(toUpdate);
    if (!newest) throw new Error(`The incident ${row.id} has no update.`);
    return {
      id: row.id,
      kind: row.kind as IncidentKind,
      name: row.name,
      jobTypes: JSON.parse(row.job_types) as JobType[] | null,
      startedAt: row.started_at,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      resolvedAt: row.resolved_at,
      url: row.url,
      origin: toOrigin(row),
      version: row.version,
      updates: [newest, ...earlier],
    };
  });
}

export function fromUpdates(incident: Incident): Insertable<IncidentUpdateTable>[] {
  return incident.updates.toReversed().map((update, ordinal) => ({
    incident_id: incident.id,
    ordinal,
    id: update.id,
    at: update.at,
    status: update.status,
    impact: update.impact,
    regions: JSON.stringify(update.regions),
    component_impacts: JSON.stringify(update.componentImpacts),
    body: update.body,
    corrected_at: update.correctedAt,
  }));
}

function toUpdate(row: Selectable<IncidentUpdateTable>): IncidentUpdate {
  return {
    id: row.id,
    at: row.at,
    status: row.status as IncidentStatus,
    impact: row.impact as IncidentImpact,
    regions: JSON.parse(row.regions) as string[],
    componentImpacts: JSON.parse(row.component_impacts) as Record<string, IncidentImpact>,
    body: row.body,
    correctedAt: row.corrected_at,
  };
}

export function fromCorrection(correction: Correction): Insertable<IncidentCorrectionTable> {
  return {
    id: correction.id,
    incident_id: correction.incidentId,
    at: correction.at,
    actor: correction.actor,
    update_id: correction.updateId,
    changes: JSON.stringify(correction.changes),
  };
}

export function toCorrection(row: Selectable<IncidentCorrectionTable>): Correction {
  return {
    id: row.id,
    incidentId: row.incident_id,
    at: row.at,
    actor: row.actor,
    updateId: row.update_id,
    changes: JSON.parse(row.changes) as Correction['changes'],
  };
}

export function toTemplate(row: Selectable<IncidentTemplateTable>): IncidentTemplate {
  return { id: row.id, gives: JSON.parse(row.gives) as IncidentTemplatePut, updatedAt: row.updated_at };
}

export function fromMaintenance(maintenance: Maintenance): Insertable<MaintenanceTable> {
  return {
    id: maintenance.id,
    name: maintenance.name,
    body: maintenance.body,
    component_ids: JSON.stringify(maintenance.componentIds),
    announce_at: maintenance.announceAt,
    starts_at: maintenance.startsAt,
    ends_at: maintenance.endsAt,
    cancelled_at: maintenance.cancelledAt,
    ...fromOrigin(maintenance.origin),
    created_at: maintenance.createdAt,
    updated_at: maintenance.updatedAt,
    version: maintenance.version,
    news: JSON.stringify(maintenance.news),
  };
}

/** Maintenance with its regions, in the order of the rows. */
export async function toMaintenance(
  db: Kysely<LedgerTables>,
  rows: readonly Selectable<MaintenanceTable>[],
): Promise<Maintenance[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const regions = await db
    .selectFrom('maintenance_region')
    .selectAll()
    .where('maintenance_id', 'in', ids)
    .orderBy('region')
    .execute();
  const regionsOf = Map.groupBy(regions, (row) => row.maintenance_id);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    body: row.body,
    regions: (regionsOf.get(row.id) ?? []).map(({ region }) => region),
    componentIds: JSON.parse(row.component_ids) as string[],
    announceAt: row.announce_at,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    cancelledAt: row.cancelled_at,
    origin: toOrigin(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
    news: JSON.parse(row.news) as Maintenance['news'],
  }));
}

interface OriginColumns {
  readonly feed_id: string | null;
  readonly external_id: string | null;
}

function fromOrigin(origin: FeedOrigin | null): OriginColumns {
  return { feed_id: origin?.feedId ?? null, external_id: origin?.externalId ?? null };
}

function toOrigin({ feed_id, external_id }: OriginColumns): FeedOrigin | null {
  return feed_id === null || external_id === null ? null : { feedId: feed_id, externalId: external_id };
}
