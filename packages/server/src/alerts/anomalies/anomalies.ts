import {
  type Anomaly as AnomalyBody,
  type AnomalyFeedback,
  type AnomalyQuery,
  Refusal,
} from '@platen/contract';
import { type Actor, auditEntry } from '../../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../../kit/page.ts';
import type { AlertsContext } from '../store.ts';
import { anomalyBody, type Feedback } from './anomaly.ts';

/** Newest first. */
export async function listAnomalies(
  { store }: AlertsContext,
  orgId: string,
  page: PageRequest,
  { open, kind, type }: AnomalyQuery,
): Promise<PageOf<AnomalyBody>> {
  const anomalies = await store.anomalies.listAnomalies(orgId, page, {
    ...(open !== undefined && { open }),
    ...(kind && { kinds: kind }),
    ...(type && { jobTypes: type }),
  });
  return pageOf(anomalies.map(anomalyBody), page.limit, ({ id }) => id);
}

/** Notes what somebody says of an anomaly. It is learned with the next turn of the series, within a quarter of an hour. */
export async function giveAnomalyFeedback(
  { store, clock }: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
  { opinion, comment }: AnomalyFeedback,
): Promise<AnomalyBody> {
  const at = clock.now();
  const change = {
    orgId,
    action: 'anomaly.feedback',
    target: id,
    detail: { opinion, comment: comment ?? null },
  };
  const audit = auditEntry(actor, at, change);
  const feedback: Feedback = { opinion, comment: comment ?? null, by: audit.actor, at };
  await store.anomalies.giveFeedback(orgId, id, feedback, audit);
  const anomaly = await store.anomalies.findAnomaly(orgId, id);
  if (!anomaly) throw new Refusal('not_found', `There is no anomaly ${id}.`);
  return anomalyBody(anomaly);
}
