import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { slimContract } from './slim-contract.ts';

/** The pages lie beside the bundle of the server, which serves them at /console/. */
export default defineConfig({
  base: '/console/',
  plugins: [slimContract(), react(), tailwindcss()],
  resolve: { conditions: ['source'] },
  build: {
    outDir: '../cli/dist/console',
    emptyOutDir: true,
    // What is inlined as a data: URL would be stopped by the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
