import { describe, expect, it } from 'vitest';
import { openRoom } from './access-room.fixture.ts';
import { systemActor } from './actor.ts';
import { Authenticator } from './authenticate.ts';
import { createKey } from './create-key.ts';
import { mintKey } from './key-format.ts';
import { revokeKey, rotateKey } from './keys.ts';
import type { AccessStore } from './store.ts';

const read = { name: 'Poller', scopes: ['system-status:read'] } as const;

describe('who holds a key', () => {
  it('is its organization', async () => {
    await using room = await openRoom();
    const { id, key } = await createKey(room.access, systemActor, room.org, read);
    const actor = await new Authenticator(room.access).authenticate(key, '127.0.0.1', null);
    expect(actor).toMatchObject({ kind: 'organization', name: id, org: room.org });
  });

  it('is an operator when the key belongs to no organization', async () => {
    await using room = await openRoom();
    const { key } = await createKey(room.access, systemActor, null, { name: 'Op', scopes: ['operator:*'] });
    const actor = await new Authenticator(room.access).authenticate(key, '127.0.0.1', null);
    expect(actor).toMatchObject({ kind: 'operator' });
  });

  it('is looked up once, and again after a change of any key', async () => {
    await using room = await openRoom();
    const { store, lookUps } = counting(room.access.store);
    const authenticator = new Authenticator({ ...room.access, store });
    const { key } = await createKey(room.access, systemActor, room.org, read);
    for (let i = 0; i < 5; i++) await authenticator.authenticate(key, '127.0.0.1', null);
    expect(lookUps()).toBe(1);
    await createKey(room.access, systemActor, room.org, read);
    await authenticator.authenticate(key, '127.0.0.1', null);
    expect(lookUps()).toBe(2);
  });

  it('is not asked of the store when the key is mistyped', async () => {
    await using room = await openRoom();
    const { store, lookUps } = counting(room.access.store);
    const authenticator = new Authenticator({ ...room.access, store });
    await expect(authenticator.authenticate('platen_live_no', '127.0.0.1', null)).rejects.toMatchObject({
      code: 'key_malformed',
    });
    await expect(authenticator.authenticate(mintKey('live'), '127.0.0.1', null)).rejects.toMatchObject({
      code: 'key_unknown',
    });
    expect(lookUps()).toBe(1);
  });

  it('is remembered no longer than the key is good for', async () => {
    await using room = await openRoom();
    const authenticator = new Authenticator(room.access);
    const { id, key } = await createKey(room.access, systemActor, room.org, read);
    await authenticator.authenticate(key, '127.0.0.1', null);
    await rotateKey(room.access, systemActor, room.org, id, 60);
    await authenticator.authenticate(key, '127.0.0.1', null);
    room.clock.advance(60);
    await expect(authenticator.authenticate(key, '127.0.0.1', null)).rejects.toMatchObject({
      code: 'key_expired',
    });
  });

  it('is not remembered from before a revocation that came during the look-up', async () => {
    await using room = await openRoom();
    const { id, key } = await createKey(room.access, systemActor, room.org, read);
    const real = room.access.store;
    const revokedMeanwhile: AccessStore = {
      ...real,
      async findKeyByHash(hash) {
        const found = await real.findKeyByHash(hash);
        await revokeKey(room.access, systemActor, room.org.orgId, id);
        return found;
      },
    };
    const authenticator = new Authenticator({ ...room.access, store: revokedMeanwhile });
    await authenticator.authenticate(key, '127.0.0.1', null);
    await expect(authenticator.authenticate(key, '127.0.0.1', null)).rejects.toMatchObject({
      code: 'key_revoked',
    });
  });
});

function counting(store: AccessStore): { store: AccessStore; lookUps(): number } {
  let count = 0;
  const findKeyByHash: AccessStore['findKeyByHash'] = (hash) => {
    count++;
    return store.findKeyByHash(hash);
  };
  return { store: { ...store, findKeyByHash }, lookUps: () => count };
}
