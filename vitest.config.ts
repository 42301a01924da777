import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    execArgv: ['--conditions=source', '--wasm-wrapper-tiering-budget=2147483647'], // See CONTRIBUTING, "Set up".
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
