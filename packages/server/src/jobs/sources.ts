import {
  invalidField,
  jobTypes,
  Refusal,
  type Source as SourceBody,
  type SourceDeclare,
  sourceOutcomes,
} from '@platen/contract';
import { type Actor, auditEntry } from '../access/index.ts';
import { type PageOf, type PageRequest, pageOf } from '../kit/page.ts';
import { isTimeZone } from '../kit/zone.ts';
import type { Declaration, Source } from './source.ts';
import { sourceBody } from './source-body.ts';
import type { JobsContext, SourcesContext } from './store.ts';

/** By name; retired ones are left out. */
export async function listSources(
  jobs: JobsContext,
  orgId: string,
  page: PageRequest,
): Promise<PageOf<SourceBody>> {
  const sources = await jobs.store.listSources(orgId);
  const after = sources.filter(
    ({ source, retiredAt }) => retiredAt === null && (page.after === undefined || source > page.after),
  );
  const now = jobs.clock.now();
  const bodies = after.slice(0, page.limit + 1).map((source) => sourceBody(source, now));
  return pageOf(bodies, page.limit, ({ source }) => source);
}

/**
 * Says what a source can see, before or after its first event. Agents say it at every start, so what is known already
 * is no change and leaves no trace in the audit log.
 */
export async function declareSource(
  jobs: SourcesContext,
  actor: Actor,
  orgId: string,
  source: string,
  input: SourceDeclare,
): Promise<SourceBody> {
  const declaration = readDeclaration(input);
  const now = jobs.clock.now();
  const known = await findSource(jobs, orgId, source);
  if (known?.retiredAt === null && isSame(known.declared, declaration)) return sourceBody(known, now);
  const declared = await jobs.store.declareSource(orgId, source, declaration);
  const change = { orgId, action: 'source.declared', target: source, detail: { ...input } };
  await auditAfterwards(jobs, actor, change);
  return sourceBody(declared, now);
}

/** Refuses with `not_found` when there is no such source; retiring one again changes nothing. */
export async function retireSource(
  jobs: SourcesContext,
  actor: Actor,
  orgId: string,
  source: string,
): Promise<SourceBody> {
  const now = jobs.clock.now();
  const known = await findSource(jobs, orgId, source);
  if (known && known.retiredAt !== null) return sourceBody(known, now);
  const retired = await jobs.store.retireSource(orgId, source, now);
  if (!retired) throw new Refusal('not_found', `There is no source ${source}.`);
  await auditAfterwards(jobs, actor, { orgId, action: 'source.retired', target: source });
  return sourceBody(retired, now);
}

async function findSource(jobs: JobsContext, orgId: string, name: string): Promise<Source | undefined> {
  return (await jobs.store.listSources(orgId)).find(({ source }) => source === name);
}

/**
 * Sources are in the meter and the audit log is in the ledger, so the two are not written at once. The change comes
 * first: the log must not tell of what did not happen, and who got no answer will ask again.
 */
async function auditAfterwards(
  jobs: SourcesContext,
  actor: Actor,
  change: Parameters<typeof auditEntry>[2],
): Promise<void> {
  await jobs.audit(auditEntry(actor, jobs.clock.now(), change));
}

function readDeclaration(input: SourceDeclare): Declaration {
  const timeZone = input.time_zone ?? null;
  if (timeZone !== null && !isTimeZone(timeZone)) {
    throw invalidField(
      'body.time_zone',
      'is not an IANA time zone',
      'Send a name such as `Europe/Paris`, or null.',
    );
  }
  return {
    types: jobTypes.filter((type) => input.types.includes(type)),
    outcomes: sourceOutcomes.filter((outcome) => input.outcomes.includes(outcome)),
    intervalSeconds: input.interval_seconds ?? null,
    timeZone,
  };
}

function isSame(a: Declaration | null, b: Declaration): boolean {
  return (
    a !== null &&
    a.types.join() === b.types.join() &&
    a.outcomes.join() === b.outcomes.join() &&
    a.intervalSeconds === b.intervalSeconds &&
    a.timeZone === b.timeZone
  );
}
