import type { RegionPut } from '@platen/contract';
import { publicForms } from '../../packages/server/src/pages/index.ts';
import type { Platen } from './platen.ts';

export const summaryPath = '/status/eu/api/v2/summary.json';
/** The path of each form of the page of `eu`, and its media type. */
export const formsOfEu = publicForms.map(({ path, mediaType }) => [`/status/eu${path}`, mediaType] as const);

export const get = (platen: Platen, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(platen.url + path, { headers: { 'accept-encoding': 'identity', ...headers }, method });

export const textOf = async (platen: Platen, path: string) => (await get(platen, path)).text();

export const openIncident = ({ operator }: Platen, name = 'Scans fail', regions = ['eu']) =>
  operator.call('createIncident', {
    body: { name, impact: 'major', regions, component_ids: ['scan'], body: 'We are looking into it.' },
  });

export const setAccess = (platen: Platen, region: string, page_access: RegionPut['page_access']) =>
  platen.operator.call('putRegion', {
    params: { region },
    body: { name: 'Europe', ...(page_access ? { page_access } : {}) },
  });

/** Everything of an answer but what every answer has of its own. */
export async function wholeAnswer(response: Response) {
  // A problem names its request, and the names of requests are of different lengths.
  const length = response.ok ? [] : ['content-length'];
  const ofItsOwn = ['date', 'x-request-id', 'connection', 'keep-alive', ...length];
  const headers = [...response.headers].filter(([name]) => !ofItsOwn.includes(name));
  const body = (await response.text()).replaceAll(response.headers.get('x-request-id') ?? '', '');
  return { status: response.status, headers, body };
}
