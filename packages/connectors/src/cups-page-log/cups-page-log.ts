import { invalidField } from '@platen/contract';
import { flawOf, type Line, linesOf, unreadable } from '../lines.ts';
import { readOptions } from '../options.ts';
import type { Complaint, Connector, ReadFault, Reading } from '../reading.ts';
import { compilePageLogFormat, type PageLogTexts, usualFormat } from './page-log-format.ts';
import { PageLogJobs } from './page-log-jobs.ts';
import { type PageLogLine, pageLogLine } from './page-log-line.ts';

/** A file of which none of so many lines can be read is taken for something else. */
const linesTried = 20;

const options = [
  {
    name: 'format',
    description:
      '`PageLogFormat` of cupsd.conf. With `%{time-at-creation}` and `%{time-at-processing}` before `%{job-name}` waiting times are known, and a job stays one job wherever the log is rotated.',
    example: '%p %u %j %T %P %C %{time-at-creation} %{time-at-processing} %{job-name} %{media} %{sides}',
    default: usualFormat,
  },
] as const;

export const cupsPageLog: Connector = {
  name: 'cups-page-log',
  title: 'CUPS page_log',
  coverage: { types: ['print'], outcomes: ['completed'] },
  caveat:
    'CUPS writes the same lines for jobs that completed, failed or were cancelled while printing: all count as completed here.',
  options,
  open(given) {
    const textsOf = compilePageLogFormat(readOptions(options, given)('format'));
    return (bytes) => read(bytes, textsOf);
  },
};

type TextsOf = (line: string) => PageLogTexts | undefined;

async function* read(
  bytes: AsyncIterable<Uint8Array>,
  textsOf: TextsOf,
): AsyncGenerator<Reading, void, undefined> {
  const jobs = new PageLogJobs();
  // Faults before the first line that can be read: they tell a bad beginning from a wrong file.
  let doubts: ReadFault[] | undefined = [];
  let bytesRead = 0;

  for await (const line of linesOf(bytes, 'windows-1252')) {
    bytesRead = line.bytesRead;
    if (line.text.trim() === '') continue;
    const content = contentOf(line, textsOf);
    if ('reason' in content) {
      const fault = unreadable(line, content);
      if (doubts === undefined || !line.ended) yield fault;
      else if (doubts.push(fault) === linesTried) throw notThisFormat(doubts);
      continue;
    }
    if (doubts) yield* doubts;
    doubts = undefined;
    for (const job of jobs.add(content, line.number)) yield { ...job, bytesRead };
  }
  if (doubts && doubts.length > 0) throw notThisFormat(doubts);
  for (const job of jobs.end()) yield { ...job, bytesRead };
}

function contentOf(line: Line, textsOf: TextsOf): PageLogLine | Complaint {
  const flaw = flawOf(line);
  if (flaw) return flaw;
  const texts = textsOf(line.text);
  if (texts) return pageLogLine(texts);
  return {
    reason: 'The line does not have the form of the format.',
    fix: 'If it goes on a title that has a line break, ignore it: the line before it was counted. Otherwise compare `format` with `PageLogFormat` in cupsd.conf.',
  };
}

function notThisFormat(doubts: readonly ReadFault[]) {
  const [first] = doubts;
  const begins = first ? ` Line ${first.unreadable.line} begins with "${first.unreadable.text}".` : '';
  return invalidField(
    'file',
    'is not a page_log of this format: none of its lines can be read',
    `Give \`PageLogFormat\` of cupsd.conf as \`format\`.${begins}`,
  );
}
