import type {
  ComponentPut,
  IncidentCreate,
  IncidentImpact,
  IncidentTemplatePut,
  IncidentUpdateCreate,
  JobType,
  OrganizationCreate,
  SourceDeclare,
  SubscriptionPut,
} from '@platen/contract';
import type { Calendar } from './calendar.ts';

/** A region and the organization that lives in it. */
export interface Place {
  readonly region: { readonly id: string; readonly name: string };
  /** In the order they are shown in. */
  readonly components: readonly (ComponentPut & { readonly id: string })[];
  readonly organization: OrganizationCreate & { readonly org_id: string; readonly time_zone: string };
  readonly subscription: SubscriptionStory;
  readonly calendar: Calendar;
  readonly devices: readonly Device[];
  readonly feeds: readonly Feed[];
  readonly oddities: readonly OddityStory[];
  /** The earliest first. */
  readonly incidents: readonly IncidentStory[];
  readonly maintenance: readonly MaintenanceStory[];
  /** What its operator has ready to tell. */
  readonly templates: readonly (IncidentTemplatePut & { readonly id: string })[];
}

/** A subscription of a year that ends so many days after today. */
export interface SubscriptionStory extends Pick<SubscriptionPut, 'plan' | 'auto_renews' | 'entitlements'> {
  readonly endsInDays: number;
}

export interface Device {
  readonly name: string;
  readonly types: readonly JobType[];
  readonly color: boolean;
  /** Its part of the work, beside those of the other devices. */
  readonly share: number;
}

/** A source and what happens at it. */
export interface Feed {
  readonly source: string;
  readonly declares: SourceDeclare;
  /** A page log knows when a job was printed and how many pages it had, and nothing else. */
  readonly tells: 'everything' | 'pages';
  /** Jobs in an hour as busy as any, when the year begins. */
  readonly jobsPerBusyHour: Readonly<Partial<Record<JobType, number>>>;
}

/** A day of work so many days ago (or the one before, if that was none), and the time on the wall. */
export interface PastDay {
  readonly daysAgo: number;
  /** As `09:12`. */
  readonly at: string;
}

/** A stretch of one day on which the jobs were not as usual. */
export interface OddityStory extends PastDay {
  readonly name: string;
  readonly hours: number;
  readonly types: readonly JobType[];
  readonly effect: Effect;
}

/** What becomes of jobs beside what is usual. */
export interface Effect {
  /** How many there are: 1 is as many as usual. */
  readonly volume: number;
  /** The probability of failing, on top of the usual one. */
  readonly failing: number;
  /** How long they wait: 1 is as long as usual. */
  readonly waiting: number;
}

export interface IncidentStory extends Pick<IncidentCreate, 'kind' | 'component_impacts'> {
  readonly name: string;
  readonly impact: IncidentImpact;
  readonly component_ids: readonly string[];
  readonly started: PastDay | { readonly minutesAgo: number };
  /** The first one opens the incident. */
  readonly updates: readonly [IncidentWord, ...IncidentWord[]];
  readonly correction?: IncidentCorrection;
}

export interface IncidentWord extends Pick<IncidentUpdateCreate, 'impact' | 'component_impacts'> {
  /** Minutes after the start. */
  readonly after: number;
  readonly status: NonNullable<IncidentUpdateCreate['status']>;
  readonly body: string;
}

/** The right words of an update, told later. */
export interface IncidentCorrection {
  /** Which update, counted from 0. */
  readonly of: number;
  /** Minutes after the start of the incident, and after its last update. */
  readonly after: number;
  readonly body: string;
}

export interface MaintenanceStory {
  readonly name: string;
  readonly body: string;
  readonly component_ids: readonly string[];
  /** Negative for what is over. */
  readonly inDays: number;
  readonly at: string;
  readonly hours: number;
  readonly news?: readonly MaintenanceWord[];
}

export interface MaintenanceWord {
  /** Minutes after the start. */
  readonly after: number;
  readonly body: string;
}
