import { invalidField } from '@platen/contract';
import { flawOf, type Line, linesOf, unreadable } from '../lines.ts';
import { readOptions } from '../options.ts';
import type { Complaint, Connector, Reading } from '../reading.ts';
import { parseRow } from './csv.ts';
import { type Header, headerIn, jobOfRow } from './row.ts';
import { RowIds } from './row-ids.ts';
import { type WallClock, wallClock } from './wall-clock.ts';

const banner = 'PaperCut Print Logger';

/** The banner and the header, with room for what an editor may have put before them. */
const linesBeforeHeader = 5;

const options = [
  {
    name: 'time_zone',
    description:
      'IANA time zone of the machine that wrote the log: its times name none. Always give the same.',
    example: 'Europe/Paris',
  },
] as const;

export const printLogger: Connector = {
  name: 'print-logger',
  title: 'PaperCut Print Logger CSV',
  coverage: { types: ['print'], outcomes: ['completed'] },
  caveat:
    'The log lists what was printed: cancelled and failed jobs, and how long jobs waited, are not in it.',
  options,
  open(given) {
    const clock = wallClock(readOptions(options, given)('time_zone'));
    return (bytes) => read(bytes, clock);
  },
};

async function* read(
  bytes: AsyncIterable<Uint8Array>,
  clock: WallClock,
): AsyncGenerator<Reading, void, undefined> {
  const ids = new RowIds();
  let header: Header | undefined;
  let firstLine: string | undefined;

  for await (const line of linesOf(bytes, 'windows-1252')) {
    firstLine ??= line.text;
    if (line.text.trim() === '' || line.text.startsWith(banner)) continue;
    const fields = fieldsOf(line);
    const found = Array.isArray(fields) ? headerIn(fields) : undefined;
    if (found) {
      // Files joined end to end have a header each, and count their equal rows each from one.
      header = found;
      ids.restart();
    } else if (header) {
      const job = Array.isArray(fields) ? jobOfRow(header, fields, clock, ids) : fields;
      yield 'job_id' in job
        ? { event: job, line: line.number, bytesRead: line.bytesRead }
        : unreadable(line, job);
    } else if (line.number >= linesBeforeHeader) {
      throw notPrintLogger(firstLine);
    }
  }
  if (!header) throw notPrintLogger(firstLine);
}

function fieldsOf(line: Line): string[] | Complaint {
  return (
    flawOf(line) ??
    parseRow(line.text) ?? {
      reason: 'A quoted field is not closed on its line.',
      fix: 'Check the quotation marks of the row; a row is one line.',
    }
  );
}

function notPrintLogger(firstLine: string | undefined) {
  const begins =
    firstLine === undefined ? 'is empty' : `begins with "${firstLine.slice(0, 80).toWellFormed()}"`;
  return invalidField(
    'file',
    `is not a PaperCut Print Logger CSV: it ${begins} and has no header \`Time,User,Pages,Copies,Printer,…\``,
    'Import a file of the folder `logs/csv` of Print Logger, as it was written.',
  );
}
