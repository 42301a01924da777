/**
 * An expression for the number of the part that a moment of a window lies in. Parts of the same length that follow one
 * another are worked out together, so that thousands of them make a short statement.
 */
export function partOf(column: string, boundaries: readonly number[]): string {
  const runs = runsOf(boundaries);
  const last = runs.at(-1);
  if (!last) throw new Error('A window has two boundaries at least.');
  const numberIn = ({ start, length, part }: Run) => `${part} + intDiv(${column} - ${start}, ${length})`;
  const earlier = runs.slice(0, -1).map((run) => `${column} < ${run.end}, ${numberIn(run)}`);
  return earlier.length === 0 ? numberIn(last) : `multiIf(${earlier.join(', ')}, ${numberIn(last)})`;
}

interface Run {
  readonly start: number;
  readonly end: number;
  readonly length: number;
  /** The number of the first of them. */
  readonly part: number;
}

function runsOf(boundaries: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const [part, end] of boundaries.slice(1).entries()) {
    const start = boundaries[part] ?? end;
    const before = runs.at(-1);
    if (before?.length === end - start) runs[runs.length - 1] = { ...before, end };
    else runs.push({ start, end, length: end - start, part });
  }
  return runs;
}
