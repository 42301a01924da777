import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFirstKey } from './first-key.ts';
import { corrected, furtherTold } from './later-incidents.ts';
import { describeChanges } from './ledger-changes.ts';
import {
  aKey,
  anAudit,
  anIncident,
  anUpdate,
  contentsOf,
  type Ledger,
  populate,
  someMaintenance,
} from './ledger-contents.ts';
import { describePages } from './ledger-pages.ts';
import { describeReports } from './ledger-reports.ts';
import { describeRegionHistory } from './region-history.ts';

/** What every engine that keeps the ledger must do. `open` gives an empty one. */
export function describeLedger(name: string, open: () => Promise<Ledger & AsyncDisposable>): void {
  describe(`the ledger on ${name}`, () => {
    let ledger: Ledger & AsyncDisposable;
    beforeAll(async () => {
      ledger = await open();
    });
    afterAll(() => ledger[Symbol.asyncDispose]());

    describe('a change', () => describeChanges(() => ledger));
    describe('the first operator key', () => describeFirstKey(open));
    describe('the history of a region', () => describeRegionHistory(() => ledger));

    describe('what is written', () => {
      it('is read as it was', async () => {
        const there = await populate(ledger);
        const { orgId } = there.organization;
        expect(await ledger.access.findOrganization(orgId)).toEqual(there.organization);
        expect(await ledger.access.findKeyByHash(there.key.hash)).toEqual(there.key);
        expect(await ledger.status.findComponent('eu', there.component.id)).toEqual({
          ...there.component,
          reports: [there.report],
        });
        expect(await ledger.status.findIncident(there.incident.id)).toEqual(there.incident);
        expect(await ledger.status.findTemplate(there.template.id)).toEqual(there.template);
        expect(await ledger.status.findMaintenance(there.maintenance.id)).toEqual(there.maintenance);
        expect(await ledger.subscription.find(orgId)).toEqual(there.subscription);
        const { changed, correction } = corrected(there.incident, 'Printing stands still');
        await ledger.status.updateIncident(changed, anAudit(), correction);
        expect(await ledger.status.findIncident(changed.id)).toEqual(changed);
        expect(await ledger.status.listCorrections(changed.id, { limit: 9 })).toEqual([correction]);
        const bare = { kind: 'advisory', url: null, jobTypes: [], origin: null } as const;
        const first = anUpdate({ regions: ['us'], componentImpacts: {}, correctedAt: 7 });
        const incident = furtherTold(furtherTold(anIncident({ ...bare, updates: [first] }), '2.'), '3.');
        await ledger.status.insertIncident(incident, anAudit());
        expect(await ledger.status.findIncident(incident.id)).toEqual(incident);
        const planned = someMaintenance({ origin: null, news: [], componentIds: [], cancelledAt: 8 });
        await ledger.status.insertMaintenance(planned, anAudit());
        expect(await ledger.status.findMaintenance(planned.id)).toEqual(planned);
      });

      it('of a key belongs to its organization, and of an operator key to none', async () => {
        const { key } = await populate(ledger);
        const operatorKey = aKey({ orgId: null, scopes: ['operator:*'], expiresAt: null, allowedCidrs: [] });
        await ledger.access.insertKey(operatorKey, anAudit());
        expect(await ledger.access.findKey(key.orgId, operatorKey.id)).toBeUndefined();
        expect(await ledger.access.findKey(null, key.id)).toBeUndefined();
        expect(await ledger.access.findKey('other', key.id)).toBeUndefined();
        expect(await ledger.access.findKey(null, operatorKey.id)).toEqual(operatorKey);
        expect(await ledger.access.listKeys(null, { limit: 9 })).toEqual([operatorKey]);
      });

      it('of the use of a key changes nothing else of it, and raises no revision', async () => {
        const { key } = await populate(ledger);
        const revision = ledger.access.accessRevision();
        const uses = [
          { keyId: key.id, at: 5, from: '203.0.113.7', agent: 'curl/8' },
          { keyId: 'key_gone', at: 6, from: '203.0.113.8', agent: null },
        ];
        await ledger.access.recordUses(uses);
        expect(await ledger.access.findKey(key.orgId, key.id)).toEqual({
          ...key,
          lastUsedAt: 5,
          lastUsedFrom: '203.0.113.7',
          lastUsedAgent: 'curl/8',
        });
        expect(ledger.access.accessRevision()).toBe(revision);
        await ledger.access.recordUses([{ keyId: key.id, at: 4, from: '203.0.113.9', agent: null }]);
        expect(await ledger.access.findKey(key.orgId, key.id)).toMatchObject({ lastUsedAt: 5 });
      });

      it('of the removal of a template that is gone is nothing, not even in the audit log', async () => {
        const { template } = await populate(ledger);
        await ledger.status.removeTemplate(template.id, anAudit());
        const before = await contentsOf(ledger);
        await ledger.status.removeTemplate(template.id, anAudit());
        expect(await contentsOf(ledger)).toEqual(before);
        expect(await ledger.status.findTemplate(template.id)).toBeUndefined();
      });
    });

    describe('what is reported', () => describeReports(() => ledger));

    describe('of two at once', () => {
      it('one rotates a key, and the other is told so', async () => {
        const { key } = await populate(ledger);
        const successors = [aKey({ orgId: key.orgId }), aKey({ orgId: key.orgId })];
        const won = await Promise.all(
          successors.map((successor) =>
            ledger.access.rotateKey({ ...key, rotatedTo: successor.id, expiresAt: 5 }, successor, anAudit()),
          ),
        );
        expect(won.toSorted()).toEqual([false, true]);
        const winner = successors[won.indexOf(true)];
        expect(await ledger.access.listKeys(key.orgId, { limit: 9 })).toEqual([
          winner,
          { ...key, rotatedTo: winner?.id, expiresAt: 5 },
        ]);
      });

      it('one tells the next of an incident, and the other is told so', async () => {
        const { incident } = await populate(ledger);
        const told = ['It is found.', 'It is gone.'].map((body) => furtherTold(incident, body));
        const won = await Promise.all(
          told.map((changed) => ledger.status.updateIncident(changed, anAudit())),
        );
        expect(won.toSorted()).toEqual([false, true]);
        expect(await ledger.status.findIncident(incident.id)).toEqual(told[won.indexOf(true)]);
      });

      it('one changes maintenance, and the other is told so', async () => {
        const { maintenance } = await populate(ledger);
        const wanted = [1, 2].map((later) => ({
          ...maintenance,
          name: `No. ${later}`,
          updatedAt: maintenance.updatedAt + later,
          version: maintenance.version + 1,
        }));
        const won = await Promise.all(
          wanted.map((changed) => ledger.status.updateMaintenance(changed, anAudit())),
        );
        expect(won.toSorted()).toEqual([false, true]);
        expect(await ledger.status.findMaintenance(maintenance.id)).toEqual(wanted[won.indexOf(true)]);
      });

      it('one makes the organization of an id', async () => {
        const { organization } = await populate(ledger);
        const made = await Promise.all(
          ['One', 'Two'].map((name) =>
            ledger.access.insertOrganization({ ...organization, orgId: 'wanted', name }, anAudit()),
          ),
        );
        expect(made.toSorted()).toEqual([false, true]);
      });

      it('one begins a request with an Idempotency-Key', async () => {
        const request = { keyId: 'key_0', keyHash: 'h', fingerprint: 'f', begunAt: 5 };
        const limits = { forgetBefore: 0, abandonBefore: 0 };
        const begun = await Promise.all([1, 2, 3].map(() => ledger.idempotency.begin(request, limits)));
        expect(begun.map(({ state }) => state).toSorted()).toEqual(['begun', 'running', 'running']);
      });

      it('one may begin it when another is given up, or come again', async () => {
        const limits = { forgetBefore: 0, abandonBefore: 0 };
        for (let time = 1; time < 50; time++) {
          const first = { keyId: 'key_5', keyHash: `${time}`, fingerprint: 'f', begunAt: 5 };
          await ledger.idempotency.begin(first, limits);
          const [{ state }] = await Promise.all([
            ledger.idempotency.begin({ ...first, begunAt: 6 }, limits),
            ledger.idempotency.abandon(first),
          ]);
          expect(['begun', 'running']).toContain(state);
        }
      });
    });

    describe('an answer kept for an Idempotency-Key', () => {
      const limits = { forgetBefore: 0, abandonBefore: 0 };

      it('is given to the same request, and to no other', async () => {
        const request = { keyId: 'key_1', keyHash: 'h', fingerprint: 'f', begunAt: 5 };
        const sealed = Uint8Array.from([0, 255, 7]);
        await ledger.idempotency.begin(request, limits);
        await ledger.idempotency.finish(request, sealed);
        const later = { ...request, begunAt: 6 };
        const again = await ledger.idempotency.begin(later, limits);
        expect(again).toMatchObject({ state: 'answered' });
        expect(again.state === 'answered' && Uint8Array.from(again.sealed)).toEqual(sealed);
        expect(await ledger.idempotency.begin({ ...later, fingerprint: 'g' }, limits)).toEqual({
          state: 'other_request',
        });
        expect(await ledger.idempotency.begin({ ...later, keyId: 'key_2' }, limits)).toEqual({
          state: 'begun',
        });
      });

      it('is forgotten when it is too old, and what never answered is given up sooner', async () => {
        const request = { keyId: 'key_3', keyHash: 'h', fingerprint: 'f', begunAt: 5 };
        const unanswered = { ...request, keyHash: 'u' };
        await ledger.idempotency.begin(request, limits);
        await ledger.idempotency.finish(request, Uint8Array.from([1]));
        await ledger.idempotency.begin(unanswered, limits);
        const at = (begunAt: number, old: typeof request) => ({ ...old, begunAt });
        const later = { forgetBefore: 5, abandonBefore: 6 };
        expect((await ledger.idempotency.begin(at(9, request), later)).state).toBe('answered');
        expect((await ledger.idempotency.begin(at(9, unanswered), later)).state).toBe('begun');
        const muchLater = { ...later, forgetBefore: 6 };
        expect((await ledger.idempotency.begin(at(9, request), muchLater)).state).toBe('begun');
        await ledger.idempotency.abandon(at(9, request));
        expect((await ledger.idempotency.begin(at(10, request), limits)).state).toBe('begun');
        await ledger.idempotency.forget(11);
        expect((await ledger.idempotency.begin(at(11, request), limits)).state).toBe('begun');
      });

      it('is not touched by a request that was given up as dead and ends after all', async () => {
        const slow = { keyId: 'key_4', keyHash: 'h', fingerprint: 'f', begunAt: 5 };
        const next = { ...slow, begunAt: 90 };
        await ledger.idempotency.begin(slow, limits);
        await ledger.idempotency.begin(next, { forgetBefore: 0, abandonBefore: 30 });
        await ledger.idempotency.abandon(slow);
        await ledger.idempotency.finish(slow, Uint8Array.from([1]));
        expect((await ledger.idempotency.begin({ ...slow, begunAt: 91 }, limits)).state).toBe('running');
        await ledger.idempotency.finish(next, Uint8Array.from([2]));
        const kept = await ledger.idempotency.begin({ ...slow, begunAt: 92 }, limits);
        expect(kept.state === 'answered' && Uint8Array.from(kept.sealed)).toEqual(Uint8Array.from([2]));
      });
    });

    describe('pages', () => describePages(() => ledger));
  });
}
