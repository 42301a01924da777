import type { RegionPage } from '../../status/index.ts';
import { site } from '../region-page.fixture.ts';
import { statuspageForms } from './documents.ts';

/** What a client of the API reads, such as `incidents/unresolved`. */
export function read(name: string, page: RegionPage) {
  const form = statuspageForms.find(({ path }) => path === `/api/v2/${name}.json`);
  return JSON.parse(form?.write(page, site) ?? 'null');
}
