import { defineConfig } from 'vite';

/** Where `pnpm dev` finds the service; `FACTURE_SERVICE` names another. */
const service = process.env['FACTURE_SERVICE'] ?? 'http://127.0.0.1:8080';

/** Neighbouring packages are read from their source, as everywhere in the workspace. */
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['@facture/source', 'module', 'browser', 'production'] },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // Fonts and pictures stay files: the page may load nothing that is written into it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // A note per file of Mantine, for servers that render: this page is rendered where it is shown.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
  server: { proxy: { '/api': service } },
});
