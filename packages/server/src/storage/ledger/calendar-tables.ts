/** What an organization said of its days. */
export interface CalendarTable {
  org_id: string;
  country: string | null;
  subdivision: string | null;
  /** JSON. */
  closures: string;
  updated_at: number;
}

/** The calendars in iCalendar form that belong to it. */
export interface CalendarIcsTable {
  org_id: string;
  name: string;
  position: number;
  day_type: string;
  only_named: string | null;
  url: string | null;
  ics: string | null;
  etag: string | null;
  last_modified: string | null;
  /** Null: it is not read by address. */
  next_read_at: number | null;
  last_tried_at: number | null;
  last_read_at: number | null;
  trouble: string | null;
  lease_until: number;
}
