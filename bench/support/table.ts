import type { Result, Table, Verdict } from './result.ts';

/** A result as it is read in a terminal: numbers stand to the right. */
export function plainText({ tables, notes = [] }: Result): string {
  return [...tables.map(plainTable), ...notes.map((note) => `\n${note}\n`)].join('');
}

export function plainTable({ title, head, rows }: Table): string {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  return `\n${title}\n${[head, ...rows].map(line).join('\n')}\n`;
}

/** A result as Markdown, with its verdicts. */
export function markdown({ tables, verdicts, notes = [] }: Result): string {
  const all = verdicts.length > 0 ? [...tables, verdictTable(verdicts)] : tables;
  return [...all.map(markdownTable), ...notes].join('\n\n');
}

function markdownTable({ title, head, rows }: Table): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const rule = line(head.map((_, i) => (i === 0 ? '---' : '---:')));
  return `**${title}**\n\n${[line(head), rule, ...rows.map(line)].join('\n')}`;
}

export function verdictTable(verdicts: readonly Verdict[]): Table {
  return {
    title: 'Against the limits',
    head: ['', 'measured', 'limit', ''],
    rows: verdicts.map(({ what, measured, limit, kept }) => [
      what,
      measured,
      limit,
      kept ? 'kept' : 'MISSED',
    ]),
  };
}
