import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemActor } from '../access/index.ts';
import { putFeed } from '../feeds/index.ts';
import { putComponent, putRegion } from '../status/index.ts';
import { readConfig } from './config.ts';
import { serve } from './serve.ts';

describe('a server with a feed', () => {
  it('asks for it by itself, and does not wait for the answer when it is to stop', async () => {
    await using opened = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), 'platen-feeds-'));
    opened.defer(() => rmSync(folder, { recursive: true }));
    const asked = Promise.withResolvers<void>();
    // It never answers.
    const vendor = createServer(() => asked.resolve()).listen(0, '127.0.0.1');
    opened.defer(() => {
      vendor.closeAllConnections();
      vendor.close();
    });
    await once(vendor, 'listening');
    const flags = {
      PLATEN_PORT: '0',
      PLATEN_DATA: folder,
      PLATEN_LOG_LEVEL: 'silent',
      PLATEN_ALLOWED_PRIVATE_NETWORKS: '127.0.0.0/8',
    };
    const config = readConfig(flags, undefined, {});
    const server = await serve(config);
    const { status, feeds } = server.rooms;
    await putRegion(status, systemActor, 'eu', { name: 'Europe' });
    await putComponent(status, systemActor, { region: 'eu', id: 'scan' }, { name: 'Scan' });
    await putFeed(feeds, systemActor, 'vendor', {
      name: 'Vendor',
      url: `http://127.0.0.1:${(vendor.address() as AddressInfo).port}/`,
      format: 'instatus',
      mappings: [{ region: 'eu', component_id: 'scan', match: { page: true } }],
    });
    await asked.promise;
    await server[Symbol.asyncDispose]();

    await using restarted = await serve(config, { pollFeeds: false });
    const feed = await restarted.rooms.feeds.store.findFeed('vendor');
    expect(feed).toMatchObject({ failures: 0, trouble: null, lastPolledAt: null, leaseUntil: 0 });
  });
});
