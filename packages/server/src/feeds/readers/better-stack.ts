import type { IncidentImpact, StatusCode } from '@platen/contract';
import type { FeedComponent, FeedIncident, FeedMaintenance, FeedReading, FeedUpdate } from '../reading.ts';
import { Field, refuseDuplicates } from './field.ts';
import { inOrder, pastInstant } from './moments.ts';
import { toBody, toLine } from './words.ts';

/**
 * Better Stack, `/index.json`: a JSON:API document. Its sections are groups, its resources components, and its status
 * reports incidents or maintenance.
 *
 * @throws UnreadableFeedError
 */
export function readBetterStack(text: string, nowMs: number): FeedReading {
  const body = Field.parse(text, 'Better Stack');
  const included = body.list('included');
  const ofType = (type: string) => included.filter((item) => item.text('type') === type);
  const reports = ofType('status_report');
  const messages = new Map(
    ofType('status_update').map((update) => [update.id('id'), update.object('attributes')]),
  );
  const isMaintenance = (report: Field) =>
    report.object('attributes').textOrNull('report_type') === 'maintenance';
  return {
    components: refuseDuplicates(
      'components',
      [...readSections(ofType('status_page_section')), ...ofType('status_page_resource').map(readResource)],
      ({ id }) => id,
    ),
    pageStatus: body.object('data').object('attributes').word('aggregate_state', statuses),
    incidents: refuseDuplicates(
      'incidents',
      reports
        .filter((report) => !isMaintenance(report))
        .map((report) => readIncident(report, messages, nowMs)),
      ({ externalId }) => externalId,
    ),
    maintenance: refuseDuplicates(
      'maintenance',
      reports.filter(isMaintenance).map((report) => readMaintenance(report, messages, nowMs)),
      ({ externalId }) => externalId,
    ),
  };
}

const statuses: Readonly<Record<string, StatusCode>> = {
  operational: 'operational',
  resolved: 'operational',
  degraded: 'degraded_performance',
  downtime: 'major_outage',
  maintenance: 'under_maintenance',
  not_monitored: 'unknown',
};

/** A report tells how its resources are. That a whole region is lost it does not say, so nothing here is critical. */
const impacts: Readonly<Record<string, IncidentImpact>> = {
  operational: 'none',
  resolved: 'none',
  maintenance: 'none',
  degraded: 'minor',
  downtime: 'major',
};

/** Sections and resources are counted apart, so their numbers may meet. */
const sectionId = (id: string) => `section-${id}`;

function readSections(sections: readonly Field[]): readonly FeedComponent[] {
  return sections.map((section) => ({
    id: sectionId(section.id('id')),
    name: (section.object('attributes').textOrNull('name') ?? '').trim(),
    groupId: null,
    isGroup: true,
    status: 'unknown',
  }));
}

function readResource(resource: Field): FeedComponent {
  const attributes = resource.object('attributes');
  const section = attributes.idOrNull('status_page_section_id');
  return {
    id: resource.id('id'),
    name: attributes.text('public_name').trim(),
    groupId: section === null ? null : sectionId(section),
    isGroup: false,
    status: attributes.word('status', statuses),
  };
}

type Messages = ReadonlyMap<string, Field>;

function readIncident(report: Field, messages: Messages, nowMs: number): FeedIncident {
  const attributes = report.object('attributes');
  const name = toLine(attributes.text('title'));
  const status =
    attributes.word('aggregate_state', statuses) === 'operational' ? 'resolved' : 'investigating';
  const startedAt = pastInstant(attributes, 'starts_at', nowMs) ?? nowMs;
  const opened = { externalId: 'opened', at: startedAt, status, body: name } as const;
  const [newest, ...earlier] = inOrder(readUpdates(report, messages, startedAt, nowMs), opened);
  return {
    externalId: report.id('id'),
    name,
    status,
    impact: attributes.word('aggregate_state', impacts),
    startedAt,
    resolvedAt: status === 'resolved' ? (pastInstant(attributes, 'ends_at', nowMs) ?? newest.at) : null,
    url: null,
    componentIds: affectedResources(attributes),
    // An update does not say how far the work on it is; the report says when it is over.
    updates: [{ ...newest, status }, ...earlier],
  };
}

function readUpdates(
  report: Field,
  messages: Messages,
  startedAt: number,
  nowMs: number,
): readonly FeedUpdate[] {
  return updateIds(report).flatMap((externalId) => {
    const attributes = messages.get(externalId);
    const body = toBody(attributes?.textOrNull('message') ?? '');
    if (!attributes || body === '') return [];
    const at = pastInstant(attributes, 'published_at', nowMs) ?? startedAt;
    return [{ externalId, at, status: 'investigating' as const, body }];
  });
}

function readMaintenance(report: Field, messages: Messages, nowMs: number): FeedMaintenance {
  const attributes = report.object('attributes');
  const name = toLine(attributes.text('title'));
  const startsAt = attributes.instant('starts_at');
  const [newest] = readUpdates(report, messages, startsAt, nowMs).toSorted((a, b) => b.at - a.at);
  const isOver = attributes.word('aggregate_state', statuses) === 'operational' && startsAt <= nowMs;
  return {
    externalId: report.id('id'),
    name,
    body: newest?.body ?? name,
    startsAt,
    endsAt: attributes.instantOrNull('ends_at'),
    componentIds: affectedResources(attributes),
    status: isOver ? 'completed' : 'scheduled',
  };
}

function affectedResources(attributes: Field): readonly string[] {
  return attributes.list('affected_resources').map((resource) => resource.id('status_page_resource_id'));
}

function updateIds(report: Field): readonly string[] {
  const relation = report.objectOrNull('relationships')?.objectOrNull('status_updates');
  return relation?.list('data').map((update) => update.id('id')) ?? [];
}
