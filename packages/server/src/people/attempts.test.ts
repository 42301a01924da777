import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HeldClock } from '../kit/clock.ts';
import { openSqlite, type Storage } from '../storage/index.ts';
import { TooManyAttempts, takeAttempt } from './attempts.ts';

let folder: string;
let storage: Storage;
let clock: HeldClock;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'platen-people-'));
  storage = await openSqlite(folder);
  clock = new HeldClock('2026-11-24T09:00:00Z');
});
afterEach(async () => {
  await storage[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const attempt = (who: string, from: string) => takeAttempt({ store: storage.people, clock }, who, from);
const waitOf = (who: string, from: string) =>
  attempt(who, from).then(
    () => 0,
    (error: unknown) => (error instanceof TooManyAttempts ? error.retryAfterSeconds : Number.NaN),
  );

it('from one address are many, as many people as they are for, and have to wait then; those from elsewhere have not', async () => {
  const waits = [];
  for (let n = 0; n < 52; n++) waits.push(await waitOf(`u${n}`, 'here'));
  expect(waits.filter((seconds) => seconds === 0)).toHaveLength(50);
  expect(waits.slice(50)).toEqual([2, 2]);
  expect(await waitOf('u0', 'there')).toBe(0);
});

it('that go well are not counted, neither for the person nor for the address', async () => {
  for (let n = 0; n < 120; n++) await (await attempt('ada', 'here')).wentWell();
  for (let n = 0; n < 5; n++) expect(await waitOf('ada', 'here')).toBe(0);
  expect(await waitOf('ada', 'here')).toBe(2);
});

it('do not undo, by one that goes well, what others did from the same address', async () => {
  for (let n = 0; n < 49; n++) await attempt(`u${n}`, 'here');
  await (await attempt('mine', 'here')).wentWell();
  expect(await waitOf('u50', 'here')).toBe(0);
  expect(await waitOf('u51', 'here')).toBe(2);
});

it('wait no longer than a quarter of an hour, and are forgotten after a day', async () => {
  for (let n = 0; n < 30; n++) {
    clock.advance(await waitOf('ada', `from ${n}`));
    await attempt('ada', `later from ${n}`).catch(() => {});
  }
  expect(await waitOf('ada', 'elsewhere')).toBe(900);
  clock.advance(86_400);
  for (let n = 0; n < 5; n++) expect(await waitOf('ada', 'new')).toBe(0);
});
