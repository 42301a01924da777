import { html } from '../../kit/html.ts';
import type { RegionPage } from '../../status/index.ts';
import type { Site } from '../public-form.ts';

export function shell(title: string, page: RegionPage, site: Site): string {
  return html`<!doctype html><title>${title}</title>${page.name} ${site.url}`.text;
}
