/** Who asked to be told of a region. */
export interface SubscriberTable {
  id: string;
  region: string;
  kind: string;
  address: string;
  digest: string;
  sealed: string | null;
  token: string;
  /** JSON. */
  component_ids: string;
  created_at: number;
  confirmed_at: number | null;
  trouble: string | null;
}

/** What the public of a region was told, and how far subscribers were. */
export interface NewsTable {
  region: string;
  news_id: string;
  id: string;
  region_name: string;
  /** JSON. */
  news: string;
  noted_at: number;
  /** The last subscriber that was thought of. */
  after: string | null;
  told: number;
}
