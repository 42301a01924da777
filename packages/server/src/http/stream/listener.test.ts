import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Caller, Organization } from '../../access/index.ts';
import type { Snapshot } from '../manners/snapshot.ts';
import { Listener } from './listener.ts';

/** A listener on a real connection whose other end does not read. */
async function openListener() {
  await using opened = new AsyncDisposableStack();
  const server = createServer().listen(0, '127.0.0.1');
  const asked = once(server, 'request');
  await once(server, 'listening');
  const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => {});
  socket.pause();
  socket.write('GET / HTTP/1.1\r\nhost: platen\r\n\r\n');
  const [, response] = (await asked) as [unknown, ServerResponse];
  opened.defer(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  opened.defer(() => void socket.destroy());
  const listener = new Listener({} as Caller, {} as Organization, undefined, response);
  const gone = Promise.withResolvers<void>();
  listener.begin({}, gone.resolve);
  const everything = opened.move();
  return { listener, gone: gone.promise, [Symbol.asyncDispose]: () => everything.disposeAsync() };
}

/** More than any kernel takes by itself. */
const megabytes = 'x'.repeat(64 * 1024 * 1024);
const snapshotOf = (etag: string) => ({ etag, text: megabytes }) as Snapshot;

describe('a listener that does not read', () => {
  it('is cut off when there is more to tell', async () => {
    await using opened = await openListener();
    expect(opened.listener.tell(snapshotOf('"a"'), 1)).toBe(true);
    expect(opened.listener.tell(snapshotOf('"b"'), 2)).toBe(false);
    await opened.gone;
  });

  it('is cut off when it is time for a comment', async () => {
    await using opened = await openListener();
    expect(opened.listener.beat()).toBe(true);
    opened.listener.tell(snapshotOf('"a"'), 1);
    expect(opened.listener.beat()).toBe(false);
    await opened.gone;
  });

  it('does not keep a stream from ending', async () => {
    await using opened = await openListener();
    opened.listener.tell(snapshotOf('"a"'), 1);
    opened.listener.end();
    await opened.gone;
  });

  it('is never told what is older than what it was told', async () => {
    await using opened = await openListener();
    opened.listener.tell(snapshotOf('"a"'), 2);
    // Were it written, the listener would be cut off.
    expect(opened.listener.tell(snapshotOf('"b"'), 1)).toBe(true);
  });
});
