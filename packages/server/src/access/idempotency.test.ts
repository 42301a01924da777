import { Refusal } from '@platen/contract';
import { describe, expect, it } from 'vitest';
import { openRoom } from './access-room.fixture.ts';
import { answerOnce, type BeginResult, type IdempotencyStore, type KeptAnswer } from './idempotency.ts';

const caller = { keyId: 'key_1', secret: 'platen_live_secret', idempotencyKey: 'order-1' };
const request = ['POST /v1/keys\n', Buffer.from('{"name":"a"}')];
const created: KeptAnswer = { status: 201, body: '{"key":"platen_live_new ключ"}' };

describe('a write with an Idempotency-Key', () => {
  it('is done once, and answered alike each time', async () => {
    await using room = await openRoom();
    let done = 0;
    const write = async () => {
      done++;
      return created;
    };
    expect(await answerOnce(room.idempotency, caller, request, write)).toEqual({
      ...created,
      replayed: false,
    });
    expect(await answerOnce(room.idempotency, caller, request, write)).toEqual({
      ...created,
      replayed: true,
    });
    expect(done).toBe(1);
  });

  it('is refused when the key comes with another method, path or body', async () => {
    await using room = await openRoom();
    await answerOnce(room.idempotency, caller, request, async () => created);
    for (const other of [['POST /v1/keys\n', '{"name":"b"}'], ['PUT /v1/keys\n', '{"name":"a"}'], ['']]) {
      await expect(answerOnce(room.idempotency, caller, other, unexpected)).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
    }
  });

  it('is refused while the first is running, and answered when it is done', async () => {
    await using room = await openRoom();
    const { promise, resolve } = Promise.withResolvers<KeptAnswer>();
    const begun = Promise.withResolvers<void>();
    const first = answerOnce(room.idempotency, caller, request, () => {
      begun.resolve();
      return promise;
    });
    await begun.promise;
    await expect(answerOnce(room.idempotency, caller, request, unexpected)).rejects.toMatchObject({
      code: 'idempotency_running',
    });
    resolve(created);
    await first;
    expect(await answerOnce(room.idempotency, caller, request, unexpected)).toMatchObject({ replayed: true });
  });

  it('leaves the key free when it was refused', async () => {
    await using room = await openRoom();
    const refused = async () => {
      throw new Refusal('conflict', 'Taken.');
    };
    await expect(answerOnce(room.idempotency, caller, request, refused)).rejects.toThrow('Taken.');
    expect(await answerOnce(room.idempotency, caller, request, async () => created)).toMatchObject({
      replayed: false,
    });
  });

  it('is forgotten after 24 hours, and not before', async () => {
    await using room = await openRoom();
    await answerOnce(room.idempotency, caller, request, async () => created);
    room.clock.advance(24 * 60 * 60);
    expect(await answerOnce(room.idempotency, caller, request, unexpected)).toMatchObject({ replayed: true });
    room.clock.advance(1);
    expect(await answerOnce(room.idempotency, caller, request, async () => created)).toMatchObject({
      replayed: false,
    });
  });

  it('that died with its process may be tried again after a minute', async () => {
    await using room = await openRoom();
    const forever = answerOnce(room.idempotency, caller, request, () => new Promise(() => {}));
    void forever;
    await expect
      .poll(() => answerOnce(room.idempotency, caller, request, unexpected).catch(codeOf))
      .toBe('idempotency_running');
    room.clock.advance(61);
    expect(await answerOnce(room.idempotency, caller, request, async () => created)).toEqual({
      ...created,
      replayed: false,
    });
  });

  it('is not done again when it was done but its answer could not be kept', async () => {
    await using room = await openRoom();
    const full = { ...room.idempotency.store, finish: () => Promise.reject(new Error('The disk is full.')) };
    const context = { ...room.idempotency, store: full };
    await expect(answerOnce(context, caller, request, async () => created)).rejects.toThrow('full');
    await expect(answerOnce(room.idempotency, caller, request, unexpected)).rejects.toMatchObject({
      code: 'idempotency_running',
    });
  });

  it('belongs to the API key that sent it', async () => {
    await using room = await openRoom();
    await answerOnce(room.idempotency, caller, request, async () => created);
    const other = { ...caller, keyId: 'key_2', secret: 'platen_live_other' };
    expect(await answerOnce(room.idempotency, other, request, async () => created)).toMatchObject({
      replayed: false,
    });
  });
});

describe('a kept answer', () => {
  it('is sealed under what the caller knows and the store does not', async () => {
    const { store, answers } = spyingStore();
    const context = { store, clock: { now: () => 0 } };
    await answerOnce(context, caller, request, async () => created);
    await answerOnce(context, { ...caller, keyId: 'key_2' }, request, async () => created);
    const [first = new Uint8Array(), second = new Uint8Array()] = answers;
    for (const secret of ['platen_live_new', 'ключ', caller.secret, caller.idempotencyKey]) {
      expect(Buffer.from(first).includes(secret)).toBe(false);
    }
    expect(Buffer.from(first).equals(second)).toBe(false);
  });

  it.each([
    ['the secret', { ...caller, secret: 'platen_live_guess' }],
    ['the Idempotency-Key', { ...caller, idempotencyKey: 'order-2' }],
  ])('cannot be opened without %s', async (_, thief) => {
    const { store, answers } = spyingStore();
    const context = { store, clock: { now: () => 0 } };
    await answerOnce(context, caller, request, async () => created);
    const leaking = { ...store, begin: answered(answers) };
    await expect(answerOnce({ ...context, store: leaking }, thief, request, unexpected)).rejects.toThrow();
  });

  it('cannot be changed by who holds the file', async () => {
    const { store, answers } = spyingStore();
    const context = { store, clock: { now: () => 0 } };
    await answerOnce(context, caller, request, async () => created);
    const [sealed = new Uint8Array()] = answers;
    for (let at = 0; at < sealed.length; at++) {
      const forged = Uint8Array.from(sealed);
      forged[at] = (forged[at] ?? 0) ^ 1;
      const forging = { ...store, begin: answered([forged]) };
      await expect(answerOnce({ ...context, store: forging }, caller, request, unexpected)).rejects.toThrow();
    }
  });
});

async function unexpected(): Promise<KeptAnswer> {
  throw new Error('The write was done again.');
}

function codeOf(error: unknown): unknown {
  return (error as Refusal).code;
}

/** Begins everything, and shows what it is given to keep. */
function spyingStore() {
  const answers: Uint8Array[] = [];
  const store: IdempotencyStore = {
    begin: async () => ({ state: 'begun' }),
    finish: async (_, sealed) => void answers.push(sealed),
    abandon: async () => {},
    forget: async () => {},
  };
  return { store, answers };
}

function answered([sealed = new Uint8Array()]: readonly Uint8Array[]) {
  return async (): Promise<BeginResult> => ({ state: 'answered', sealed });
}
