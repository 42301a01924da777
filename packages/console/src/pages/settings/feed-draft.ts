import type { Calendar, CalendarIcsPut } from '@platen/contract';

/** A calendar of others as it is being written; empty is left out. */
export interface FeedDraft {
  readonly name: string;
  readonly day_type: 'holiday' | 'closure';
  readonly only: string;
  readonly url: string;
  readonly text: string;
}

export const emptyFeed: FeedDraft = { name: '', day_type: 'closure', only: '', url: '', text: '' };

export function draftOf({ name, day_type, only, url, text }: Calendar['ics'][number]): FeedDraft {
  return { name, day_type, only: only ?? '', url: url ?? '', text: text ?? '' };
}

export function feedPutOf({ name, day_type, ...rest }: FeedDraft): CalendarIcsPut {
  const given = Object.entries(rest).filter(([, value]) => value.trim() !== '');
  return { name, day_type, ...Object.fromEntries(given) };
}
