import { type Diagnosis, type JobType, jobTypes, type StatusCode } from '@platen/contract';
import type { Organization } from '../../access/index.ts';
import { countSteps, isStale, reportedTypes, type Source, slotMs } from '../../jobs/index.ts';
import { formatInstant, hourMs } from '../../kit/instant.ts';
import { getSystemStatus, type StatusOfRegion, worstOf } from '../../status/index.ts';
import { anomalyKey } from '../anomalies/anomaly.ts';
import { keyText } from '../anomalies/series-key.ts';
import type { StoredSeries } from '../anomalies/store.ts';
import { readWatched } from '../anomalies/watched-series.ts';
import type { AlertsContext } from '../store.ts';
import { type AnomalyEvidence, diagnose, isOf, type TypeEvidence } from './diagnose.ts';
import { diagnosisSentence, reasonsFor } from './words.ts';

/** By then each day of the week was seen; before, nobody can say that there are too few. */
const learnedHours = 7 * 24;
/** Nobody knows any more what was found in a series that was not judged for so long. */
const longAgoMs = 6 * hourMs;
const latelyMs = 2 * hourMs;

/** Them or us, by what the vendor says, by what is unusual about the own jobs, and by who is heard. */
export async function getDiagnosis(alerts: AlertsContext, org: Organization): Promise<Diagnosis> {
  const { jobs, store, clock } = alerts;
  const now = clock.now();
  const { body: status } = await getSystemStatus(alerts.status, org.region);
  const sources = (await jobs.store.listSources(org.orgId)).filter(({ retiredAt }) => retiredAt === null);
  const series = new Map((await store.anomalies.listSeries(org.orgId)).map((each) => [each.series, each]));
  const open = await store.anomalies.listOpen([org.orgId]);
  const anomalies = open
    .filter(({ anomaly: { feedback } }) => feedback === null || feedback.opinion === 'useful')
    .filter(({ judgedUntil }) => judgedUntil !== null && now - judgedUntil <= longAgoMs)
    .map(({ anomaly }) => ({
      kind: anomaly.verdict.kind,
      type: anomalyKey(anomaly).jobType,
      since: anomaly.verdict.since,
      pValue: anomaly.verdict.pValue,
      sentence: anomaly.verdict.sentence,
    }));
  const lately = await countLately(alerts, org.orgId, sources, now);
  const types = jobTypes
    .filter((type) => sources.some((source) => reportedTypes(source).includes(type)))
    .map((type) => typeEvidence(type, { status, sources, series, now, lately: lately.get(type) ?? 0 }));
  const vendorSince = status.since === null ? null : Date.parse(status.since);
  const evidence = { vendor: { status: status.service_status_code, since: vendorSince }, types, anomalies };
  const diagnosed = diagnose(evidence);
  return {
    org_id: org.orgId,
    region: org.region,
    verdict: diagnosed.verdict,
    sentence: diagnosisSentence(diagnosed),
    since: diagnosed.since === null ? null : formatInstant(diagnosed.since),
    reasons: reasonsFor(evidence),
    vendor: {
      service_status: status.service_status,
      service_status_code: status.service_status_code,
      summary: status.summary,
      since: status.since,
      stale: status.stale,
    },
    job_types: types.map((type) => typeBody(type, anomalies, series, sources, now)),
  };
}

async function countLately(
  { jobs }: AlertsContext,
  orgId: string,
  sources: readonly Source[],
  now: number,
): Promise<ReadonlyMap<JobType, number>> {
  const to = Math.floor(now / slotMs + 1) * slotMs;
  const counts = await countSteps(jobs, orgId, sources, { from: to - latelyMs, to, stepMs: slotMs });
  const lately = new Map<JobType, number>();
  for (const { type, submitted } of counts) lately.set(type, (lately.get(type) ?? 0) + submitted);
  return lately;
}

interface Known {
  readonly status: StatusOfRegion;
  readonly sources: readonly Source[];
  readonly series: ReadonlyMap<string, StoredSeries>;
  readonly now: number;
  readonly lately: number;
}

function typeEvidence(type: JobType, { status, sources, series, now, lately }: Known): TypeEvidence {
  const { silent, heard } = hearing(sources, type, now);
  const silentSince = silent.flatMap(({ heardAt }) => heardAt ?? []);
  return {
    type,
    vendor: vendorStatus(status, type),
    show: heard.length === 0 ? 'no_data' : shownBy(seriesOf(series, type), now),
    silentSince: silentSince.length === 0 ? null : Math.max(...silentSince),
    lately,
  };
}

function hearing(sources: readonly Source[], type: JobType, now: number) {
  const telling = sources.filter((source) => reportedTypes(source).includes(type));
  const silent = telling.filter((source) => isStale(source, now) === true);
  return { silent, heard: telling.filter((source) => !silent.includes(source) && source.heardAt !== null) };
}

function shownBy(stored: StoredSeries | undefined, now: number): TypeEvidence['show'] {
  if (stored === undefined) return 'learning';
  if (now - stored.until > longAgoMs) return 'no_data';
  const watched = readWatched(stored);
  return watched === undefined || watched.counts.hoursSeen < learnedHours ? 'learning' : 'as_usual';
}

function seriesOf(series: ReadonlyMap<string, StoredSeries>, jobType: JobType): StoredSeries | undefined {
  return series.get(keyText({ jobType, device: null, source: null }));
}

/** Of the components that carry such jobs; of the region, where none is said to. */
function vendorStatus({ components, service_status_code }: StatusOfRegion, type: JobType): StatusCode {
  const carrying = components.filter(({ job_types }) => job_types.includes(type));
  return carrying.length === 0
    ? service_status_code
    : worstOf(carrying.map(({ status_code }) => status_code));
}

function typeBody(
  evidence: TypeEvidence,
  anomalies: readonly AnomalyEvidence[],
  series: ReadonlyMap<string, StoredSeries>,
  sources: readonly Source[],
  now: number,
): Diagnosis['job_types'][number] {
  const { type, vendor, show, lately } = evidence;
  const unusual = anomalies.filter((each) => isOf(each, type));
  const until = seriesOf(series, type)?.until;
  const { silent, heard } = hearing(sources, type, now);
  return {
    job_type: type,
    vendor_status_code: vendor,
    jobs_show: unusual.length > 0 ? 'unusual' : show,
    since: unusual.length === 0 ? null : formatInstant(Math.min(...unusual.map(({ since }) => since))),
    p_value:
      unusual.length === 0 ? null : Number(Math.min(...unusual.map(({ pValue }) => pValue)).toPrecision(2)),
    jobs_lately: lately,
    judged_until: until === undefined ? null : formatInstant(until),
    sources: { heard: heard.length, silent: silent.length },
  };
}
