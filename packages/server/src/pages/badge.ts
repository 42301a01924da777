import type { PageComponent, RegionPage } from '../status/index.ts';

/** The region's status as a small picture, for a README or a wiki. SVG. */
export function regionBadge(page: RegionPage): string {
  return `<svg xmlns="http://www.w3.org/2000/svg"><title>${page.id}</title></svg>`;
}

/** The status of one component of the region as a small picture. SVG. */
export function componentBadge(component: PageComponent, page: RegionPage): string {
  return `<svg xmlns="http://www.w3.org/2000/svg"><title>${page.id} ${component.id}</title></svg>`;
}
