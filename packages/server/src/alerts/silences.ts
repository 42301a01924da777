import { invalidField, Refusal, type Silence as SilenceBody, type SilenceCreate } from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { newId } from '../kit/ids.ts';
import { dayMs, parseInstant } from '../kit/instant.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { refuseTooMany } from './most.ts';
import { type Silence, silenceBody } from './silence.ts';
import type { AlertsContext } from './store.ts';

/** Whoever wants silence for longer wants another rule. */
const longestMs = 366 * dayMs;

/** Oldest first; those that are over are kept for a while, and listed. */
export async function listSilences(
  { store }: AlertsContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<SilenceBody>> {
  const silences = await store.silences.list(orgId, page);
  return pageOf(silences.map(silenceBody), page.limit, ({ id }) => id);
}

export async function createSilence(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  input: SilenceCreate,
): Promise<SilenceBody> {
  const now = alerts.clock.now();
  const isOpen = ({ until }: Silence) => until > now;
  await refuseTooMany(alerts.store.silences, orgId, 'silences that are not over', isOpen);
  const from = input.starts_at === undefined ? now : readMoment('body.starts_at', input.starts_at);
  const until = readMoment('body.ends_at', input.ends_at);
  if (until <= Math.max(from, now)) {
    throw invalidField(
      'body.ends_at',
      'is over before it begins',
      'Send a moment to come, after `starts_at`.',
    );
  }
  if (until - from > longestMs) {
    throw invalidField('body.ends_at', 'is more than a year after it begins', 'Switch the rule off instead.');
  }
  const { rule_ids, severities, job_types } = input.match ?? {};
  const id = newId('sil', now);
  const change = { orgId, action: 'silence.created', target: id, detail: { ...input } };
  const audit = auditEntry(actor, now, change);
  const silence: Silence = {
    id,
    orgId,
    match: { ruleIds: rule_ids ?? null, severities: severities ?? null, jobTypes: job_types ?? null },
    from,
    until,
    comment: input.comment,
    createdBy: audit.actor,
    createdAt: now,
  };
  await alerts.store.silences.save(silence, audit);
  return silenceBody(silence);
}

/** One that is over stays as it was; one that has not begun never does. */
export async function endSilence(
  alerts: AlertsContext,
  actor: Actor,
  orgId: string,
  id: string,
): Promise<SilenceBody> {
  const known = await alerts.store.silences.find(orgId, id);
  if (!known) throw new Refusal('not_found', `There is no silence ${id}.`);
  const now = alerts.clock.now();
  if (known.until <= now) return silenceBody(known);
  const ended = { ...known, from: Math.min(known.from, now), until: now };
  const change = { orgId, action: 'silence.ended', target: id };
  await alerts.store.silences.save(ended, auditEntry(actor, now, change));
  return silenceBody(ended);
}

function readMoment(location: string, text: string): number {
  const ms = parseInstant(text);
  if (ms !== undefined) return ms;
  throw invalidField(location, 'is not a moment', 'Send RFC 3339, such as `2026-11-24T06:00:00Z`.');
}
