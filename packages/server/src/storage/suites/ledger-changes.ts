import { expect, it } from 'vitest';
import type { AuditEntry } from '../../access/index.ts';
import { corrected, furtherTold } from './later-incidents.ts';
import {
  aComponent,
  aKey,
  anAudit,
  anIncident,
  anOrganization,
  anUpdate,
  aRegion,
  aReport,
  aSubscription,
  contentsOf,
  type Ledger,
  type Population,
  populate,
  revisionsOf,
  someMaintenance,
} from './ledger-contents.ts';

interface Change {
  make(ledger: Ledger, there: Population, audit: AuditEntry): Promise<unknown>;
  /** The revisions it raises. */
  readonly raises: readonly (keyof ReturnType<typeof revisionsOf>)[];
}

/** Every method that changes something, as a change of what `populate` has put there. */
const changes: Readonly<Record<string, Change>> = {
  insertOrganization: {
    make: ({ access }, _, audit) =>
      access.insertOrganization(anOrganization({ orgId: `other-${audit.id}` }), audit),
    raises: ['access'],
  },
  updateOrganization: {
    make: ({ access }, { organization }, audit) =>
      access.updateOrganization({ ...organization, name: 'Lindenhof', demo: true }, audit),
    raises: ['access'],
  },
  insertKey: {
    make: ({ access }, { key }, audit) => access.insertKey(aKey({ orgId: key.orgId }), audit),
    raises: ['access'],
  },
  rotateKey: {
    make({ access }, { key }, audit) {
      const successor = aKey({ orgId: key.orgId });
      return access.rotateKey({ ...key, rotatedTo: successor.id, expiresAt: 5 }, successor, audit);
    },
    raises: ['access'],
  },
  revokeKey: { make: ({ access }, { key }, audit) => access.revokeKey(key.id, 5, audit), raises: ['access'] },
  saveRegion: {
    make: ({ status }, _, audit) => status.saveRegion(aRegion('eu', { name: audit.id, updatedAt: 9 }), audit),
    raises: ['eu'],
  },
  saveComponent: {
    make: ({ status }, { component }, audit) => {
      const failing = aReport({ componentId: component.id, source: 'hand', status: 'major_outage' });
      return status.saveComponent({ ...component, name: 'Print' }, failing, audit);
    },
    raises: ['eu'],
  },
  saveReport: {
    make: ({ status }, { report }, audit) =>
      status.saveReport({ ...report, from: report.from + 1, heardAt: report.from + 1 }, audit),
    raises: ['eu'],
  },
  insertIncident: {
    make: ({ status }, _, audit) => status.insertIncident(incidentIn('us'), audit),
    raises: ['us'],
  },
  updateIncident: {
    make: ({ status }, { incident }, audit) =>
      status.updateIncident(furtherTold(incident, 'It is fixed.'), audit),
    raises: ['eu', 'us'],
  },
  'updateIncident, with a correction,': {
    make({ status }, { incident }, audit) {
      const { changed, correction } = corrected(incident, 'Printing stands still');
      return status.updateIncident(changed, audit, correction);
    },
    raises: ['eu', 'us'],
  },
  saveTemplate: {
    make: ({ status }, { template }, audit) =>
      status.saveTemplate({ ...template, gives: { body: 'We look into it.' } }, audit),
    raises: [],
  },
  removeTemplate: {
    make: ({ status }, { template }, audit) => status.removeTemplate(template.id, audit),
    raises: [],
  },
  insertMaintenance: {
    make: ({ status }, _, audit) => status.insertMaintenance(someMaintenance(), audit),
    raises: ['eu', 'us'],
  },
  updateMaintenance: {
    make: ({ status }, { maintenance }, audit) =>
      status.updateMaintenance({ ...maintenance, cancelledAt: 9, updatedAt: 9, version: 2 }, audit),
    raises: ['eu', 'us'],
  },
  saveSubscription: {
    make: ({ subscription: store }, { subscription }, audit) =>
      store.save({ ...subscription, plan: 'Print', endDate: null }, audit),
    raises: ['subscription'],
  },
};

/** That a change and its audit row are one. */
export function describeChanges(ledgerOf: () => Ledger): void {
  it.each(Object.entries(changes))('%s writes its change and its audit row', async (_, { make, raises }) => {
    const ledger = ledgerOf();
    const there = await populate(ledger);
    const [before, revisions] = [await contentsOf(ledger), revisionsOf(ledger, there)];
    const audit = anAudit({ orgId: '4725fffa', detail: { nested: { list: [1, 'ä', null] } } });
    await make(ledger, there, audit);
    const after = await contentsOf(ledger);
    const known = new Set(before.audit.map(({ id }) => id));
    expect(after.audit.filter(({ id }) => !known.has(id))).toEqual([audit]);
    expect({ ...after, audit: before.audit }).not.toEqual(before);
    const raised = Object.entries(revisionsOf(ledger, there)).filter(
      ([topic, revision]) => revision > revisions[topic as keyof typeof revisions],
    );
    expect(raised.map(([topic]) => topic)).toEqual(raises);
  });

  it.each(Object.entries(changes))(
    '%s changes nothing when its audit row cannot be written',
    async (_, { make }) => {
      const ledger = ledgerOf();
      const there = await populate(ledger);
      const [before, revisions] = [await contentsOf(ledger), revisionsOf(ledger, there)];
      const [taken = anAudit()] = before.audit;
      await expect(make(ledger, there, taken)).rejects.toThrow();
      expect(await contentsOf(ledger)).toEqual(before);
      expect(revisionsOf(ledger, there)).toEqual(revisions);
    },
  );

  it('an incident that moves to another region is news in both', async () => {
    const ledger = ledgerOf();
    const there = await populate(ledger);
    const incident = incidentIn('us');
    await ledger.status.insertIncident(incident, anAudit());
    const before = revisionsOf(ledger, there);
    const [first] = incident.updates;
    const moved = anUpdate({ at: first.at + 1, regions: ['eu'] });
    await ledger.status.updateIncident({ ...incident, version: 2, updates: [moved, first] }, anAudit());
    const after = revisionsOf(ledger, there);
    expect([after.eu > before.eu, after.us > before.us]).toEqual([true, true]);
  });

  const impossible: Readonly<Record<string, Change['make']>> = {
    'a key whose hash is taken': ({ access }, { key }, audit) =>
      access.insertKey(aKey({ orgId: key.orgId, hash: key.hash }), audit),
    'a rotation to a key that is there': ({ access }, { key }, audit) =>
      access.rotateKey({ ...key, rotatedTo: key.id, expiresAt: 5 }, key, audit),
    'a component of no region': ({ status }, _, audit) =>
      status.saveComponent(aComponent({ region: 'mars' }), undefined, audit),
    'an incident one of whose regions is none': ({ status }, _, audit) =>
      status.insertIncident(incidentIn('eu', 'mars'), audit),
    'a second incident of one origin': ({ status }, { incident }, audit) =>
      status.insertIncident(anIncident({ origin: incident.origin }), audit),
    'second maintenance of one origin': ({ status }, { maintenance }, audit) =>
      status.insertMaintenance(someMaintenance({ origin: maintenance.origin }), audit),
    'maintenance one of whose regions is none': ({ status }, _, audit) =>
      status.insertMaintenance(someMaintenance({ regions: ['eu', 'mars'] }), audit),
    'a subscription of nobody': ({ subscription }, _, audit) =>
      subscription.save(aSubscription({ orgId: 'nobody' }), audit),
  };
  it.each(Object.entries(impossible))('%s leaves no audit row, and nothing else', async (_, make) => {
    const ledger = ledgerOf();
    const there = await populate(ledger);
    const [before, revisions] = [await contentsOf(ledger), revisionsOf(ledger, there)];
    await expect(make(ledger, there, anAudit())).rejects.toThrow();
    expect(await contentsOf(ledger)).toEqual(before);
    expect(revisionsOf(ledger, there)).toEqual(revisions);
  });

  const nothing: Change['make'] = async () => undefined;
  const refused: Readonly<Record<string, readonly [meanwhile: Change['make'], make: Change['make']]>> = {
    'an organization whose id is taken': [
      nothing,
      ({ access }, { organization }, audit) =>
        access.insertOrganization({ ...organization, name: 'Impostor' }, audit),
    ],
    'rotating a key that was revoked meanwhile': [
      ({ access }, { key }, audit) => access.revokeKey(key.id, 5, audit),
      ({ access }, { key }, audit) => {
        const successor = aKey({ orgId: key.orgId });
        return access.rotateKey({ ...key, rotatedTo: successor.id }, successor, audit);
      },
    ],
    'an update of an incident that was updated meanwhile': [
      ({ status }, { incident }, audit) =>
        status.updateIncident(furtherTold(incident, 'It is found.'), audit),
      ({ status }, { incident }, audit) => status.updateIncident(furtherTold(incident, 'It is gone.'), audit),
    ],
    'a correction of an incident that was updated meanwhile': [
      ({ status }, { incident }, audit) =>
        status.updateIncident(furtherTold(incident, 'It is found.'), audit),
      ({ status }, { incident }, audit) => {
        const { changed, correction } = corrected(incident, 'Printing stands still');
        return status.updateIncident(changed, audit, correction);
      },
    ],
    'a change of maintenance that was changed meanwhile': [
      ({ status }, { maintenance }, audit) =>
        status.updateMaintenance({ ...maintenance, updatedAt: 8, version: 2 }, audit),
      ({ status }, { maintenance }, audit) =>
        status.updateMaintenance({ ...maintenance, updatedAt: 9, version: 2 }, audit),
    ],
  };
  it.each(Object.entries(refused))('%s is answered with false, and is not audited', async (_, steps) => {
    const [meanwhile, make] = steps;
    const ledger = ledgerOf();
    const there = await populate(ledger);
    await meanwhile(ledger, there, anAudit());
    const [before, revisions] = [await contentsOf(ledger), revisionsOf(ledger, there)];
    expect(await make(ledger, there, anAudit())).toBe(false);
    expect(await contentsOf(ledger)).toEqual(before);
    expect(revisionsOf(ledger, there)).toEqual(revisions);
  });
}

function incidentIn(...regions: readonly string[]) {
  return anIncident({ updates: [anUpdate({ regions })] });
}
