import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressedFiles } from './viz/build/compressed-files.ts';
import { buildServiceWorker } from './viz/build/service-worker.ts';

/** Builds the page into `dist/web`; in development the API answers on the port of `joka start`. */
export default defineConfig({
  plugins: [react(), buildServiceWorker(), compressedFiles()],
  publicDir: 'viz/public',
  worker: { format: 'es' },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 2_600,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8080', '/openapi': 'http://127.0.0.1:8080' },
  },
});
