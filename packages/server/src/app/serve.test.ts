import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, type IncomingMessage, request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { serve } from './serve.ts';

describe('a server', () => {
  let folder: string;
  const configOf = (port: number) =>
    readConfig({ PLATEN_PORT: String(port), PLATEN_DATA: folder, PLATEN_LOG_LEVEL: 'silent' }, undefined, {});

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'platen-serve-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('does not lose the first operator key to a start that fails on a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    await expect(serve(configOf(taken))).rejects.toThrow('EADDRINUSE');
    other.close();

    await using server = await serve(configOf(0));
    expect(server.firstOperatorKey).toMatch(/^platen_live_/);
  });

  it('does not wait for connections on which nothing was ever asked', async () => {
    const server = await serve(configOf(0));
    const { hostname, port } = new URL(server.url);
    const unused = connect({ host: hostname, port: Number(port) }).resume();
    const closed = once(unused, 'close');
    // Answered on a connection that came later, so the other has been taken by now.
    await fetch(`${server.url}/healthz`);
    await server[Symbol.asyncDispose]();
    await closed;
  });

  it('answers what was being sent when it was told to stop, then lets the kept connection go', async () => {
    const server = await serve(configOf(0));
    const agent = new Agent({ keepAlive: true });
    const sending = request(`${server.url}/v1/regions/eu`, {
      method: 'PUT',
      agent,
      headers: {
        authorization: `Bearer ${server.firstOperatorKey}`,
        'content-type': 'application/json',
        expect: '100-continue',
      },
    });
    sending.flushHeaders();
    // The server has the request in hand from here on.
    await once(sending, 'continue');
    const stopped = server[Symbol.asyncDispose]();
    sending.end('{"name":"Europe"}');
    const [response] = (await once(sending, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
    await stopped;
    agent.destroy();
  });
});
