import type { AuditEntry } from '../access/index.ts';
import type { Clock } from '../kit/clock.ts';
import type { IcsSource, OrganizationCalendar } from './calendar.ts';

/** An iCalendar text that is being read, by its organization and its name. */
export interface ClaimedIcs extends IcsSource {
  readonly orgId: string;
}

/** What reading it changes. */
export type IcsOutcome = Pick<
  IcsSource,
  'text' | 'etag' | 'lastModified' | 'nextReadAt' | 'lastTriedAt' | 'lastReadAt' | 'trouble'
>;

/** What the room needs of the ledger: one calendar an organization. */
export interface CalendarStore {
  /** A number raised by every change to what the organization's days are. */
  revision(orgId: string): number;
  find(orgId: string): Promise<OrganizationCalendar | undefined>;
  /** Inserts or replaces the calendar with all that belongs to it. */
  save(calendar: OrganizationCalendar, audit: AuditEntry): Promise<void>;

  /**
   * Takes those that are due and that nobody reads, at most `limit` of them, so that nobody else reads them until
   * `leaseUntil`. Of several callers at once each goes to one. `orgId`: of that organization alone.
   */
  claimDue(nowMs: number, leaseUntil: number, limit: number, orgId?: string): Promise<ClaimedIcs[]>;
  /**
   * Writes how reading went and gives it back. False, with nothing written, when the claim was lost meanwhile: it was
   * replaced or removed, or the lease ran out. It is not audited: nobody changed what the organization has said.
   */
  finishReading(claimed: ClaimedIcs, outcome: IcsOutcome): Promise<boolean>;
}

export type CalendarAnswer =
  | {
      readonly kind: 'ok';
      readonly text: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: 'not_modified' }
  | { readonly kind: 'failed'; readonly reason: string; readonly retryAfterMs: number | null }
  /** We are about to stop and did not wait for it. */
  | { readonly kind: 'stopped' };

/** What every verb of the room lives on. */
export interface CalendarContext {
  readonly store: CalendarStore;
  readonly clock: Clock;
  /** Asks for a text; it is bounded in time and size and does not throw. */
  fetch(request: {
    readonly url: string;
    readonly etag: string | null;
    readonly lastModified: string | null;
  }): Promise<CalendarAnswer>;
}
