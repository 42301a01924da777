/** What the commands say: results on standard output, everything else on standard error. */

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Columns under their titles, as wide as their widest cell. */
export function printTable(titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  for (const row of [titles, ...rows])
    print(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

const barWidth = 30;

/** A bar that is drawn over itself on a terminal; elsewhere it stays silent. */
export function drawProgress(done: number, text: string): void {
  if (!process.stderr.isTTY) return;
  const filled = Math.round(Math.min(done, 1) * barWidth);
  process.stderr.write(`\r\x1b[2K[${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}] ${text}`);
}

export function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K');
}
