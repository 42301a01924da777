import type { CalendarDay, Closure } from '@platen/contract';

export type DayType = CalendarDay['day_type'];

/** By what an organization knows which of its days are not ordinary ones. */
export interface OrganizationCalendar {
  readonly orgId: string;
  /** ISO 3166-1. */
  readonly country: string | null;
  readonly subdivision: string | null;
  readonly closures: readonly Closure[];
  /** In the order in which they count. */
  readonly ics: readonly IcsSource[];
  readonly updatedAt: number;
}

/** A calendar in iCalendar form, and how reading it goes. */
export interface IcsSource {
  /** No two of an organization have the same. */
  readonly name: string;
  readonly dayType: DayType;
  /** Part of the names of the events that count; null: all do. */
  readonly only: string | null;
  /** Null: it was sent as a text. */
  readonly url: string | null;
  /** As it was sent, or as it could last be read; null: it never could. */
  readonly text: string | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Null: it is not read by address. */
  readonly nextReadAt: number | null;
  readonly lastTriedAt: number | null;
  readonly lastReadAt: number | null;
  readonly trouble: string | null;
  /** Until then somebody is reading it. */
  readonly leaseUntil: number;
}
