import { utcMs } from '../instant.ts';
import { type Complaint, maxAmount } from '../reading.ts';
import type { PageLogTexts } from './page-log-format.ts';

/** One line: pages of a job that were counted, one page at a time or all so far. */
export interface PageLogLine {
  readonly printer: string;
  readonly user: string | undefined;
  readonly id: string;
  readonly loggedMs: number;
  /** When the job was submitted and when its processing began, where the format asks for them. */
  readonly createdMs: number | undefined;
  readonly processedMs: number | undefined;
  /** `total`: printed pages so far. `page`: copies of one page. */
  readonly kind: 'total' | 'page';
  readonly count: number;
  readonly oneSided: boolean;
}

const timeForm =
  /^\[(\d{2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))? ([+-])(\d{2})(\d{2})\]$/;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function pageLogLine(texts: PageLogTexts): PageLogLine | Complaint {
  const loggedMs = logTimeMs(texts.time);
  if (loggedMs === undefined) {
    return {
      reason: `There is no such time: "${texts.time}".`,
      fix: 'Times have the form [23/Nov/2026:08:15:02 +0000].',
    };
  }
  const count = Number(texts.count);
  if (count > maxAmount) {
    return { reason: `${count} pages are too many for one job.`, fix: 'Check what the filter reported.' };
  }
  return {
    printer: texts.printer,
    user: texts.user,
    id: texts.id,
    loggedMs,
    createdMs: epochMs(texts.created),
    processedMs: epochMs(texts.processed),
    kind: texts.page === 'total' ? 'total' : 'page',
    count,
    oneSided: texts.sides === 'one-sided',
  };
}

/** `[23/Nov/2026:08:15:02 +0000]`, with a fraction of a second under `LogTimeFormat usecs`. */
function logTimeMs(text: string): number | undefined {
  const match = timeForm.exec(text);
  if (!match) return undefined;
  const [, day, name, year, hour, minute, second, fraction, sign, offsetHours, offsetMinutes] = match;
  const month = months.indexOf(name ?? '') + 1;
  const ms = utcMs(Number(year), month, Number(day), Number(hour), Number(minute), Number(second));
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  if (ms === undefined || month === 0) return undefined;
  return ms + Math.floor(Number(`0.${fraction ?? 0}`) * 1000) - (sign === '-' ? -offsetMs : offsetMs);
}

function epochMs(seconds: string | undefined): number | undefined {
  return seconds === undefined || seconds === '-' ? undefined : Number(seconds) * 1000;
}
