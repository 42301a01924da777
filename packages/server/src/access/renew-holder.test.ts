import { describe, expect, it } from 'vitest';
import { openRoom } from './access-room.fixture.ts';
import { systemActor } from './actor.ts';
import { Authenticator } from './authenticate.ts';
import { createKey } from './create-key.ts';
import { revokeKey, rotateKey } from './keys.ts';
import { updateOrganization } from './organizations.ts';
import { renewHolder } from './renew-holder.ts';

const read = { name: 'Poller', scopes: ['system-status:read'] } as const;

describe('a holder looked at again', () => {
  it('has the organization as it is by then', async () => {
    await using room = await openRoom();
    const { key } = await createKey(room.access, systemActor, room.org, read);
    const holder = await new Authenticator(room.access).authenticate(key, '127.0.0.1', null);
    await updateOrganization(room.access, systemActor, room.org.orgId, { name: 'Renamed' });
    expect(await renewHolder(room.access, holder)).toMatchObject({
      kind: 'organization',
      name: holder.name,
      org: { orgId: room.org.orgId, name: 'Renamed' },
    });
  });

  it('may be an operator', async () => {
    await using room = await openRoom();
    const { key } = await createKey(room.access, systemActor, null, { name: 'Op', scopes: ['operator:*'] });
    const holder = await new Authenticator(room.access).authenticate(key, '127.0.0.1', null);
    expect(await renewHolder(room.access, holder)).toEqual(holder);
  });

  it('is none once its key was revoked, or the overlap of its rotation is over', async () => {
    await using room = await openRoom();
    const authenticator = new Authenticator(room.access);
    const revoked = await createKey(room.access, systemActor, room.org, read);
    const rotated = await createKey(room.access, systemActor, room.org, read);
    const [one, two] = [
      await authenticator.authenticate(revoked.key, '127.0.0.1', null),
      await authenticator.authenticate(rotated.key, '127.0.0.1', null),
    ];
    await revokeKey(room.access, systemActor, room.org.orgId, revoked.id);
    await rotateKey(room.access, systemActor, room.org, rotated.id, 60);
    expect(await renewHolder(room.access, one)).toBeUndefined();
    expect(await renewHolder(room.access, two)).toBeDefined();
    room.clock.advance(60);
    expect(await renewHolder(room.access, two)).toBeUndefined();
  });
});
