import { html } from '../../kit/html.ts';
import type { RegionPage } from '../../status/index.ts';
import type { Site } from '../public-form.ts';

/** The regions whose pages are public, with the status of each. HTML. */
export function regionsPage(pages: readonly RegionPage[], site: Site): string {
  return html`<!doctype html><title>${site.url}</title>${pages.map((page) => page.name)}`.text;
}
