import type { SubscriberKind } from '@platen/contract';
import type { Insertable, Selectable } from 'kysely';
import type { NewsItem, Subscriber } from '../../news/index.ts';
import type { RegionNews } from '../../status/index.ts';
import type { NewsTable, SubscriberTable } from './news-tables.ts';

export function toSubscriber(row: Selectable<SubscriberTable>): Subscriber {
  return {
    id: row.id,
    region: row.region,
    kind: row.kind as SubscriberKind,
    address: row.address,
    digest: row.digest,
    sealed: row.sealed,
    token: row.token,
    componentIds: JSON.parse(row.component_ids) as string[],
    createdAt: row.created_at,
    confirmedAt: row.confirmed_at,
    trouble: row.trouble,
  };
}

export function fromSubscriber(subscriber: Subscriber): Insertable<SubscriberTable> {
  return {
    id: subscriber.id,
    region: subscriber.region,
    kind: subscriber.kind,
    address: subscriber.address,
    digest: subscriber.digest,
    sealed: subscriber.sealed,
    token: subscriber.token,
    component_ids: JSON.stringify(subscriber.componentIds),
    created_at: subscriber.createdAt,
    confirmed_at: subscriber.confirmedAt,
    trouble: subscriber.trouble,
  };
}

export function toNewsItem(row: Selectable<NewsTable>): NewsItem {
  return {
    id: row.id,
    region: { id: row.region, name: row.region_name },
    news: JSON.parse(row.news) as RegionNews,
    notedAt: row.noted_at,
    after: row.after,
  };
}

export function fromNewsItem(
  { id, region, news, notedAt, after }: NewsItem,
  isTold: boolean,
): Insertable<NewsTable> {
  return {
    region: region.id,
    news_id: news.id,
    id,
    region_name: region.name,
    news: JSON.stringify(news),
    noted_at: notedAt,
    after,
    told: isTold ? 1 : 0,
  };
}
