import {
  type Component as ComponentBody,
  type JobType,
  type StatusCode,
  statusNames,
} from '@platen/contract';
import { formatInstant } from '../kit/instant.ts';

/** A part of a region's service, with the status that the operator gave it. */
export interface Component {
  readonly region: string;
  /** Unique within its region. */
  readonly id: string;
  readonly name: string;
  /** The kinds of job that do not work without it; empty when it carries none. */
  readonly jobTypes: readonly JobType[];
  readonly status: StatusCode;
  readonly updatedAt: number;
}

/** From `at` on the component had this status. The first one stands at its creation. */
export interface ComponentChange {
  readonly region: string;
  readonly componentId: string;
  readonly status: StatusCode;
  readonly at: number;
}

export interface ComponentHistory extends Component {
  /** Newest first. */
  readonly changes: readonly ComponentChange[];
}

/** What the operator said of the component at an instant; undefined before it was created. */
export function statusSetAt(component: ComponentHistory, atMs: number): StatusCode | undefined {
  return component.changes.find((change) => change.at <= atMs)?.status;
}

export function componentBody(component: Component): ComponentBody {
  return {
    id: component.id,
    region: component.region,
    name: component.name,
    status: statusNames[component.status],
    status_code: component.status,
    job_types: [...component.jobTypes],
    updated_at: formatInstant(component.updatedAt),
  };
}
