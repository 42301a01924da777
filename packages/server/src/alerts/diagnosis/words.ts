import { type Diagnosis, type JobType, statusNames } from '@platen/contract';
import { formatInstant } from '../../kit/instant.ts';
import type { Diagnosed, Evidence, TypeEvidence } from './diagnose.ts';

/** The verdict in one sentence. */
export function diagnosisSentence({ verdict, since, types }: Diagnosed): string {
  const jobs = jobsOf(types);
  const from = since === null ? '' : ` since ${formatInstant(since)}`;
  switch (verdict) {
    case 'operational':
      return `Nothing is unusual about ${jobs}, and the vendor tells of no outage.`;
    case 'vendor_outage':
      return `The vendor has trouble with ${jobs}${from}: there is nothing to be found here.`;
    case 'local_problem':
      return `${capital(jobs)} are not as usual${from}, and the vendor tells of no trouble with them: look here first.`;
    case 'no_data':
      return types.length === 0
        ? 'No source tells of jobs, so nothing can be said of them.'
        : `No source tells of ${jobs}${from}, so nothing can be said of them.`;
    case 'unclear':
      return `It cannot be told whether there is trouble with ${jobs}: the vendor and your own jobs do not say the same, or too little.`;
  }
}

/** Why, the weightiest first: what is unusual, what the vendor says, who is not heard. */
export function reasonsFor({ vendor, types, anomalies }: Evidence): Diagnosis['reasons'] {
  const reason = (
    fields: Partial<Diagnosis['reasons'][number]> & Pick<Diagnosis['reasons'][number], 'kind' | 'sentence'>,
  ) => ({
    job_type: null,
    since: null,
    p_value: null,
    ...fields,
  });
  const unusual = anomalies
    .toSorted((a, b) => a.pValue - b.pValue)
    .map(({ kind, type, since, pValue, sentence }) =>
      reason({
        kind,
        job_type: type,
        since: formatInstant(since),
        p_value: Number(pValue.toPrecision(2)),
        sentence,
      }),
    );
  const said = types.map((type) =>
    reason({
      kind: 'vendor',
      job_type: type.type,
      since: vendor.since === null ? null : formatInstant(vendor.since),
      sentence: `The vendor says of ${type.type} jobs: ${statusNames[type.vendor]}.`,
    }),
  );
  const region = reason({
    kind: 'vendor',
    since: vendor.since === null ? null : formatInstant(vendor.since),
    sentence: `The vendor says of the region: ${statusNames[vendor.status]}.`,
  });
  const flow = types.flatMap((type) => {
    const sentence = flowSentence(type);
    return sentence === null ? [] : [reason({ ...sentence, job_type: type.type })];
  });
  return [...unusual, ...(types.length === 0 ? [region] : said), ...flow];
}

function flowSentence({ type, show, silentSince, lately }: TypeEvidence) {
  const heard = silentSince === null ? '' : ` Its source was last heard at ${formatInstant(silentSince)}.`;
  switch (show) {
    case 'no_data':
      return { kind: 'sources' as const, sentence: `Nobody tells of ${type} jobs now.${heard}` };
    case 'learning':
      return {
        kind: 'jobs' as const,
        sentence: `Too little is known yet of what is usual for ${type} jobs.`,
      };
    case 'as_usual':
      return silentSince !== null
        ? { kind: 'sources' as const, sentence: `Not all sources of ${type} jobs are heard.${heard}` }
        : { kind: 'jobs' as const, sentence: `${lately} ${type} jobs came in the last two hours.` };
  }
}

function jobsOf(types: readonly JobType[]): string {
  if (types.length === 0) return 'jobs';
  return `${new Intl.ListFormat('en').format(types)} jobs`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
