import { regionBadge } from './badge.ts';
import { shell } from './html/shell.ts';
import type { PublicForm } from './public-form.ts';
import { statuspageForms } from './statuspage/documents.ts';

/** Every form of a region's public page. */
export const publicForms: readonly PublicForm[] = [
  { path: '', mediaType: 'text/html; charset=utf-8', write: (page, site) => shell(page.name, page, site) },
  {
    path: '/history',
    mediaType: 'text/html; charset=utf-8',
    write: (page, site) => shell(page.name, page, site),
  },
  { path: '/history.atom', mediaType: 'application/atom+xml; charset=utf-8', write: () => '<feed/>' },
  { path: '/history.rss', mediaType: 'application/rss+xml; charset=utf-8', write: () => '<rss/>' },
  { path: '/badge.svg', mediaType: 'image/svg+xml; charset=utf-8', write: regionBadge },
  ...statuspageForms,
];
