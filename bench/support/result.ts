/** A table of figures; what stands in the first column is named, the rest is measured. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** One promise of the bench: what was measured, and whether it keeps the limit. */
export interface Verdict {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly kept: boolean;
}

export interface Result {
  readonly tables: readonly Table[];
  readonly verdicts: readonly Verdict[];
  /** Sentences that a reader of the tables has to know. */
  readonly notes?: readonly string[];
  /** What the simulation of `scale` goes by: figures by name, their units in the names. */
  readonly constants?: Readonly<Record<string, number>>;
}

/** A ratio that must not be less. */
export function atLeast(limit: number, ratio: number, what: string): Verdict {
  return {
    what,
    measured: `${ratio.toFixed(2)}x`,
    limit: `>= ${limit.toFixed(2)}x`,
    kept: ratio >= limit,
  };
}

/** A ratio that must not be more. */
export function atMost(limit: number, ratio: number, what: string): Verdict {
  return {
    what,
    measured: `${ratio.toFixed(2)}x`,
    limit: `<= ${limit.toFixed(2)}x`,
    kept: ratio <= limit,
  };
}
