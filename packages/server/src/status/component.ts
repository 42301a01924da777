import { type Component as ComponentBody, type JobType, statusNames } from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';
import { isStale, type Report, reportedAt, reportsAt } from './report.ts';

/** A part of a region's service. */
export interface Component {
  readonly region: string;
  /** Unique within its region. */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Its place among the components of the region; of two at one place the id decides. */
  readonly position: number;
  /** The kinds of job that do not work without it; empty when it carries none. */
  readonly jobTypes: readonly JobType[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ComponentHistory extends Component {
  /** Newest first. */
  readonly reports: readonly Report[];
}

export function inOrder<C extends Component>(components: readonly C[]): readonly C[] {
  return components.toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

export function componentBody(component: ComponentHistory, nowMs: number): ComponentBody {
  const { status, reason } = reportedAt(component.reports, nowMs);
  return {
    id: component.id,
    region: component.region,
    name: component.name,
    description: component.description,
    position: component.position,
    job_types: [...component.jobTypes],
    status: statusNames[status],
    status_code: status,
    reason,
    reports: reportsAt(component.reports, nowMs).map((report) => reportBody(report, nowMs)),
    created_at: formatInstant(component.createdAt),
    updated_at: formatInstant(component.updatedAt),
  };
}

function reportBody(report: Report, nowMs: number): ComponentBody['reports'][number] {
  const status = report.status ?? 'unknown';
  return {
    source: report.source,
    status: statusNames[status],
    status_code: status,
    message: report.message,
    since: formatInstant(report.from),
    heard_at: formatInstant(report.heardAt),
    interval_seconds: report.intervalMs === null ? null : report.intervalMs / 1000,
    stale: isStale(report, nowMs),
  };
}
