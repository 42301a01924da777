import { registerHooks } from 'node:module';

// As `vitest.config.ts` does for the processes of the tests.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier.endsWith('/kit/ids.ts')
      ? { url: new URL('./ordered-ids.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
