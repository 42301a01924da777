/** Prints rows under titles; numbers stand to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  process.stdout.write(`\n${title}\n${[head, ...rows].map(line).join('\n')}\n`);
}

/** One promise of the bench: what was measured, and whether it keeps the limit. */
export interface Verdict {
  readonly what: string;
  readonly measured: string;
  readonly limit: string;
  readonly kept: boolean;
}

export function printVerdicts(verdicts: readonly Verdict[]): void {
  printTable(
    'Against the limits',
    ['', 'measured', 'limit', ''],
    verdicts.map(({ what, measured, limit, kept }) => [what, measured, limit, kept ? 'kept' : 'MISSED']),
  );
}
