import { regionBadge } from './badge.ts';
import { atomFeed } from './feeds/atom.ts';
import { rssFeed } from './feeds/rss.ts';
import { historyPage } from './html/history-page.ts';
import { statusPage } from './html/status-page.ts';
import type { PublicForm } from './public-form.ts';
import { statuspageForms } from './statuspage/documents.ts';

/** Every form of a region's public page. */
export const publicForms: readonly PublicForm[] = [
  { path: '', mediaType: 'text/html; charset=utf-8', write: statusPage },
  { path: '/history', mediaType: 'text/html; charset=utf-8', write: historyPage },
  { path: '/history.atom', mediaType: 'application/atom+xml; charset=utf-8', write: atomFeed },
  { path: '/history.rss', mediaType: 'application/rss+xml; charset=utf-8', write: rssFeed },
  { path: '/badge.svg', mediaType: 'image/svg+xml; charset=utf-8', write: regionBadge },
  ...statuspageForms,
];
