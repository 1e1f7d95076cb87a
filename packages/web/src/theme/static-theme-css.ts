import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core'
import type { Plugin } from 'vite'
import { cssVariablesResolver, theme } from './theme.ts'

const id = 'virtual:homeward-theme.css'
const resolved = `\0${id}`

/** All theme variables as one style sheet text, for `:root` and for both colour schemes. */
const themeCss = (): string => {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme)
  const base = defaultCssVariablesResolver(merged)
  const own = cssVariablesResolver(merged)
  return convertCssVariables(
    {
      variables: { ...base.variables, ...own.variables },
      light: { ...base.light, ...own.light, '--mantine-color-scheme': 'light' },
      dark: { ...base.dark, ...own.dark, '--mantine-color-scheme': 'dark' },
    },
    ':root',
  )
}

/**
 * Vite plugin: serves the theme's variables as the file `virtual:homeward-theme.css`.
 * Mantine would write them into a `<style>` element at run time, which `style-src 'self'` refuses.
 */
export const staticThemeCss = (): Plugin => ({
  name: 'homeward-static-theme-css',
  resolveId: (source) => (source === id ? resolved : undefined),
  load: (source) => (source === resolved ? themeCss() : undefined),
})
