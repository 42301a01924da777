import { type JobType, jobTypes } from '@platen/contract';

/**
 * What a series counts: the jobs of a type, of all types together (`jobType` null), or those of a type of one device or
 * one source.
 */
export interface SeriesKey {
  readonly jobType: JobType | null;
  readonly device: string | null;
  readonly source: string | null;
}

export const allJobs: SeriesKey = { jobType: null, device: null, source: null };

/** As it is stored, such as `*`, `print` or `print device office-mfp`. */
export function keyText({ jobType, device, source }: SeriesKey): string {
  if (jobType === null) return '*';
  if (device !== null) return `${jobType} device ${device}`;
  return source === null ? jobType : `${jobType} source ${source}`;
}

export function readKey(text: string): SeriesKey {
  const [type, part, ...name] = text.split(' ');
  const jobType = jobTypes.find((each) => each === type) ?? null;
  return {
    jobType,
    device: part === 'device' ? name.join(' ') : null,
    source: part === 'source' ? name.join(' ') : null,
  };
}

/** Such as `Print jobs on office-mfp`. */
export function seriesName({ jobType, device, source }: SeriesKey): string {
  if (jobType === null) return 'Jobs of all types';
  const jobs = `${jobType.charAt(0).toUpperCase()}${jobType.slice(1)} jobs`;
  if (device !== null) return `${jobs} on ${device}`;
  return source === null ? jobs : `${jobs} of ${source}`;
}

/** 0 for what has all in it. */
export function depthOf({ jobType, device, source }: SeriesKey): number {
  if (jobType === null) return 0;
  return device === null && source === null ? 1 : 2;
}

/** Whether each job of the one is counted in the other, too. */
export function isPartOf(part: SeriesKey, whole: SeriesKey): boolean {
  if (depthOf(whole) >= depthOf(part)) return false;
  return whole.jobType === null || whole.jobType === part.jobType;
}
