import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compiledTexts } from './build/compiled-texts.ts'
import { ownFiles } from './build/own-files.ts'

/** Files alone, nothing inlined and no source maps; `sw.js` lies at the top, because a service worker rules its own folder. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/album/',
  plugins: [react(), compiledTexts(), ownFiles()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: path.join(import.meta.dirname, 'index.html'),
        sw: path.join(import.meta.dirname, 'src/sw.ts'),
      },
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
})
