import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { whyNoSharedEngines } from './test/support/shared-engines.ts';

// Threads and processes that tests start are compiled from source: with that done once, all tests take a third less.
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled');

/** What is only of one server on the embedded database: its writing thread, its process, how it starts anew. */
const ofOneServer = ['ingest-held', 'log', 'quota', 'stream-anew'];

/** Two servers in two processes on PostgreSQL and a cluster of ClickHouse, asked in turn; without those, all that is run tells why. */
const two =
  whyNoSharedEngines() === undefined
    ? {
        include: ['test/two/*.test.ts', 'test/http/*.test.ts'],
        exclude: ofOneServer.map((name) => `test/http/${name}.test.ts`),
        globalSetup: 'test/support/shared-engines.ts',
        alias: [{ find: /^.*\/kit\/ids\.ts$/, replacement: resolve('test/support/ordered-ids.ts') }],
      }
    : { include: ['test/two/*.test.ts'] };

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    execArgv: ['--conditions=source', '--wasm-wrapper-tiering-budget=2147483647'], // See CONTRIBUTING, "Set up".
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/two/*', '**/node_modules/**'],
        },
      },
      { extends: true, test: { name: 'two', ...two } },
    ],
  },
});
