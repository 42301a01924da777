import type { JobEvent } from '@platen/contract';
import { formatInstant } from '../instant.ts';
import { type Complaint, maxAmount } from '../reading.ts';
import type { RowIds } from './row-ids.ts';
import type { WallClock } from './wall-clock.ts';

/** The columns read; the others (user, document, client…) are told apart by the hash of the row and go no further. */
const neededColumns = ['Time', 'Pages', 'Copies', 'Printer', 'Duplex', 'Grayscale'] as const;
type Column = (typeof neededColumns)[number];

export interface Header {
  readonly width: number;
  readonly place: Readonly<Record<Column, number>>;
}

/** The header in these fields, or undefined when they are not a header of Print Logger. */
export function headerIn(fields: readonly string[]): Header | undefined {
  const names = fields.at(-1) === '' ? fields.slice(0, -1) : fields;
  const places = neededColumns.map((column) => [column, names.indexOf(column)] as const);
  if (places.some(([, place]) => place === -1)) return undefined;
  return { width: names.length, place: Object.fromEntries(places) as Record<Column, number> };
}

/**
 * One row as a job. `Pages` is of one copy. `GRAYSCALE` means no colour; `NOT GRAYSCALE` only that nobody forced the
 * job to gray, so its colour pages stay unknown. The one time of a row is when the job was printed: it stands for the
 * submission, and since the log says nothing of waiting, no other time is given.
 */
export function jobOfRow(
  header: Header,
  row: readonly string[],
  clock: WallClock,
  ids: RowIds,
): JobEvent | Complaint {
  // Rows end in a comma, which makes one more, empty field.
  const fields = row.length === header.width + 1 && row.at(-1) === '' ? row.slice(0, -1) : row;
  if (fields.length !== header.width) {
    return {
      reason: `The row has ${fields.length} fields, the header ${header.width}.`,
      fix: 'Check whether the row was edited or cut off.',
    };
  }
  const value = (column: Column) => fields[header.place[column]] ?? '';
  const time = value('Time');
  const printedMs = clock(time);
  if (printedMs === undefined) {
    return {
      reason: `\`Time\` is not a time of the form 2026-11-23 08:15:02: "${time}".`,
      fix: 'Import the file as Print Logger wrote it; spreadsheets rewrite dates when they save.',
    };
  }
  const pages = amountIn(value('Pages'));
  const copies = amountIn(value('Copies'));
  if (pages === undefined || copies === undefined || copies < 1 || pages * copies > maxAmount) {
    return {
      reason: `\`Pages\` and \`Copies\` are not amounts: "${value('Pages')}" and "${value('Copies')}".`,
      fix: 'Both are whole numbers, at least one copy, together at most 10,000,000 pages.',
    };
  }
  const printed = formatInstant(printedMs);
  return {
    job_id: ids.next(time.slice(0, 10), fields),
    type: 'print',
    state: 'completed',
    submitted_at: printed,
    updated_at: printed,
    pages: pages * copies,
    copies,
    ...sheetsOf(value('Duplex'), pages, copies),
    ...(value('Grayscale') === 'GRAYSCALE' ? { color_pages: 0 } : {}),
    ...deviceOf(value('Printer')),
  };
}

function amountIn(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function sheetsOf(duplex: string, pages: number, copies: number): { sheets?: number } {
  if (duplex === 'DUPLEX') return { sheets: Math.ceil(pages / 2) * copies };
  return duplex === 'NOT DUPLEX' ? { sheets: pages * copies } : {};
}

function deviceOf(printer: string): { device?: string } {
  const device = [...printer.replaceAll(/\p{Cc}/gu, ' ').trim()].slice(0, 128).join('');
  return device === '' ? {} : { device };
}
