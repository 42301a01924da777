import { expect, it } from 'vitest';
import { corrected } from './later-incidents.ts';
import {
  aComponent,
  aKey,
  anAudit,
  anIncident,
  aRegion,
  type Ledger,
  populate,
  someMaintenance,
} from './ledger-contents.ts';

const lists = [
  'Organizations',
  'Keys',
  'Audit',
  'Regions',
  'Components',
  'Incidents',
  'Corrections',
  'Templates',
  'Maintenance',
] as const;
const ascending: readonly string[] = ['Organizations', 'Regions', 'Components', 'Templates'];

/** That a list read page by page is the list. */
export function describePages(ledgerOf: () => Ledger): void {
  it.each(lists)('of list%s have each once, in order, whatever their size', async (list) => {
    const ledger = ledgerOf();
    const { organization, key, incident, template } = await populate(ledger);
    let latest = incident;
    for (const id of ['b', 'a', 'd', 'c'].map((letter) => `${letter}-${organization.orgId}`)) {
      await ledger.access.insertOrganization({ ...organization, orgId: id }, anAudit());
      await ledger.access.insertKey(aKey({ orgId: key.orgId }), anAudit());
      await ledger.status.saveRegion(aRegion(id), anAudit());
      await ledger.status.saveComponent(aComponent({ id }), undefined, anAudit());
      await ledger.status.insertIncident(anIncident(), anAudit());
      const { changed, correction } = corrected(latest, id);
      await ledger.status.updateIncident(changed, anAudit(), correction);
      latest = changed;
      await ledger.status.saveTemplate({ ...template, id }, anAudit());
      await ledger.status.insertMaintenance(someMaintenance(), anAudit());
    }
    const read = reading(ledger, organization.orgId, incident.id)[list];
    const all = await read({ limit: 1_000_000 });
    expect(all.length).toBeGreaterThanOrEqual(4);
    expect(all).toEqual(ascending.includes(list) ? all.toSorted() : all.toSorted().toReversed());
    for (const limit of [2, 7, all.length - 1, all.length]) {
      expect(await readPages(read, limit)).toEqual(all);
    }
  });

  it("of an organization's audit log have nothing of another's", async () => {
    const { access } = ledgerOf();
    const ours = [1, 2, 3].map(() => anAudit({ orgId: 'audited' }));
    for (const entry of ours) {
      await access.appendAudit(entry);
      await access.appendAudit(anAudit({ orgId: 'other' }));
    }
    expect(await access.listAudit('audited', { limit: 9 })).toEqual(ours.toReversed());
  });
}

interface Page {
  readonly limit: number;
  readonly after?: string;
}

/** The lists of a ledger as lists of ids. */
function reading({ access, status }: Ledger, orgId: string, incidentId: string) {
  return {
    Organizations: async (page: Page) => (await access.listOrganizations(page)).map(({ orgId }) => orgId),
    Keys: async (page: Page) => (await access.listKeys(orgId, page)).map(({ id }) => id),
    Audit: async (page: Page) => (await access.listAudit(undefined, page)).map(({ id }) => id),
    Regions: async (page: Page) => (await status.listRegions(page)).map(({ id }) => id),
    Components: async (page: Page) => (await status.listComponents('eu', page)).map(({ id }) => id),
    Incidents: async (page: Page) => (await status.listIncidents(page)).map(({ id }) => id),
    Corrections: async (page: Page) => (await status.listCorrections(incidentId, page)).map(({ id }) => id),
    Templates: async (page: Page) => (await status.listTemplates(page)).map(({ id }) => id),
    Maintenance: async (page: Page) => (await status.listMaintenance(page)).map(({ id }) => id),
  };
}

/** Page after page, as `pageOf` reads them: one row more than the limit tells of a next page. */
async function readPages(read: (page: Page) => Promise<string[]>, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let rows = await read({ limit }); ; rows = await read({ limit, after: ids.at(-1) ?? '' })) {
    expect(rows.length).toBeLessThanOrEqual(limit + 1);
    ids.push(...rows.slice(0, limit));
    if (rows.length <= limit) return ids;
  }
}
