import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compiledTexts } from './src/language/texts-plugin.ts'
import { staticThemeCss } from './src/theme/static-theme-css.ts'

/** No inlined assets (the content security policy allows files only), no source maps in the build. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), staticThemeCss(), compiledTexts()],
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:4870' } },
})
