import { Type } from 'typebox';
import { OneOf } from './primitives.ts';

export const jobTypes = ['print', 'scan', 'copy', 'fax'] as const;
export const JobType = OneOf(jobTypes);
export type JobType = (typeof jobTypes)[number];

export const JobTypes = Type.Array(JobType, { uniqueItems: true, maxItems: jobTypes.length });
