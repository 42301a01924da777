import { afterEach, beforeEach, expect, it } from 'vitest';
import { aKey, anAudit, contentsOf, type Ledger } from './ledger-contents.ts';

const everything = { limit: 9 };

/** That it is made once. `open` gives an empty ledger. */
export function describeFirstKey(open: () => Promise<Ledger & AsyncDisposable>): void {
  let ledger: Ledger & AsyncDisposable;
  beforeEach(async () => {
    ledger = await open();
  });
  afterEach(() => ledger[Symbol.asyncDispose]());

  it('is made by one of several that come at once, and the others are told so', async () => {
    const { access } = ledger;
    const revision = access.accessRevision();
    const keys = ['One', 'Two', 'Three'].map(firstKey);
    const audits = keys.map(() => anAudit());
    const won = await Promise.all(
      keys.map((key, index) => access.insertFirstOperatorKey(key, audits[index] ?? anAudit())),
    );
    expect(won.toSorted()).toEqual([false, false, true]);
    expect(await access.listKeys(null, everything)).toEqual([keys[won.indexOf(true)]]);
    expect(await access.listAudit(undefined, everything)).toEqual([audits[won.indexOf(true)]]);
    expect(access.accessRevision()).toBeGreaterThan(revision);
  });

  it('is not made where there is an operator key, though that is revoked', async () => {
    const earlier = aKey({ orgId: null });
    await ledger.access.insertKey(earlier, anAudit());
    await ledger.access.revokeKey(earlier.id, 5, anAudit());
    const before = await contentsOf(ledger);
    expect(await ledger.access.insertFirstOperatorKey(firstKey('One'), anAudit())).toBe(false);
    expect(await contentsOf(ledger)).toEqual(before);
  });

  it('is not made when its audit row cannot be written', async () => {
    const taken = anAudit();
    await ledger.access.appendAudit(taken);
    await expect(ledger.access.insertFirstOperatorKey(firstKey('One'), taken)).rejects.toThrow();
    expect(await ledger.access.listKeys(null, everything)).toEqual([]);
  });
}

function firstKey(name: string) {
  return aKey({ id: 'key_first', hash: name, name, orgId: null });
}
