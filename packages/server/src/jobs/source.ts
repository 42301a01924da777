import { type JobType, jobTypes, type SourceOutcome } from '@platen/contract';
import { type Coverage, type CoverageByType, coverageOfOutcomes } from './coverage.ts';

/** What a source says of itself. */
export interface Declaration {
  readonly types: readonly JobType[];
  readonly outcomes: readonly SourceOutcome[];
  /** How often it reports at least; null: whenever it has something. */
  readonly intervalSeconds: number | null;
  readonly timeZone: string | null;
}

/** What reports jobs: a print server, an agent, an import. */
export interface Source {
  readonly source: string;
  readonly declared: Declaration | null;
  /** What its events have shown so far. */
  readonly shown: CoverageByType;
  /** When its last batch arrived. */
  readonly heardAt: number | null;
  /** The newest `updatedAt` among its events. */
  readonly newestEventAt: number | null;
  readonly retiredAt: number | null;
}

/** The types that the source declared, or has shown to report. */
export function reportedTypes({ declared, shown }: Source): JobType[] {
  return jobTypes.filter((type) => shown[type] !== 0 || declared?.types.includes(type));
}

/**
 * What is visible of the type through this source: the outcomes it declared for its types, and whatever its events
 * have shown beyond. Null when it does not report the type.
 */
export function coverageThrough({ declared, shown }: Source, type: JobType): Coverage | null {
  if (declared?.types.includes(type)) return coverageOfOutcomes(declared.outcomes) | shown[type];
  return shown[type] === 0 ? null : shown[type];
}
