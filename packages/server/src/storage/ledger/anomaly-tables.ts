/** When the series of an organization are advanced next, by whom until when, and what was noted the last time. */
export interface SeriesTurnTable {
  org_id: string;
  due_at: number;
  lease_until: number;
  notes: string | null;
}

/** What is known of the quarters of an hour of some jobs, up to `until_at`. */
export interface JobSeriesTable {
  org_id: string;
  series: string;
  until_at: number;
  counts: string;
  shares: string;
}

export interface AnomalyTable {
  id: string;
  org_id: string;
  series: string;
  /** Of the series; null for all types together. */
  job_type: string | null;
  /** Of the verdict. */
  kind: string;
  opened_at: number;
  closed_at: number | null;
  closed_because: string | null;
  verdict: string;
  /** Of the feedback. */
  opinion: string | null;
  feedback: string | null;
  learned: string | null;
}
