import {
  type CSSVariablesResolver,
  Drawer,
  Loader,
  Modal,
  NativeSelect,
  PasswordInput,
  Popover,
  Textarea,
  TextInput,
  Tooltip,
  createTheme,
} from '@mantine/core'
import { palette } from './palette.ts'

const fontFamily =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "Geeza Pro", "Segoe UI Arabic", Tahoma, sans-serif'
const fontFamilyMonospace =
  'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Noto Sans Mono", "DejaVu Sans Mono", monospace'

/**
 * The one visual language: warm greys, one accent, an 8 px grid.
 * Text fields never offer to remember, correct or send what is typed: browsers keep those words on disk or ask a server (H6, H10).
 * Overlays do not lock scrolling through an injected style sheet, which the content security policy forbids.
 */
export const theme = createTheme({
  colors: palette,
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  white: '#ffffff',
  black: palette.gray[9],
  fontFamily,
  fontFamilyMonospace,
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.55', lg: '1.5', xl: '1.4' },
  spacing: { xs: '0.25rem', sm: '0.5rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  headings: { fontFamily, fontWeight: '600' },
  components: {
    TextInput: TextInput.extend({ defaultProps: { autoComplete: 'off', spellCheck: false } }),
    Textarea: Textarea.extend({ defaultProps: { autoComplete: 'off', spellCheck: false } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { autoComplete: 'off', spellCheck: false } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { autoComplete: 'off' } }),
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
      },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, overlayProps: { backgroundOpacity: 0.35 } } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 250, withArrow: true, events: { hover: true, focus: true, touch: true } },
    }),
    Loader: Loader.extend({ defaultProps: { type: 'dots' } }),
  },
})

/** Our own variables, and Mantine's where its default does not fit the palette. Read at build time only, see `static-theme-css.ts`. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {
    '--hw-rail': '14.5rem',
    '--hw-bar': '3.5rem',
  },
  light: {
    '--hw-page': palette.gray[0],
    '--hw-surface': '#ffffff',
    '--hw-sunken': palette.gray[1],
    '--hw-line': palette.gray[2],
    '--hw-line-strong': palette.gray[4],
    '--hw-text': palette.gray[9],
    '--hw-muted': palette.gray[7],
    '--hw-accent': palette.accent[7],
    '--hw-accent-soft': palette.accent[0],
    '--hw-accent-line': palette.accent[2],
    '--hw-amber': palette.amber[7],
    '--hw-amber-soft': palette.amber[0],
    '--hw-amber-line': palette.amber[2],
    '--hw-clay': palette.clay[6],
    '--hw-clay-soft': palette.clay[0],
    '--hw-clay-line': palette.clay[2],
    '--hw-moss': palette.moss[6],
    '--hw-moss-soft': palette.moss[0],
    '--hw-moss-line': palette.moss[2],
    '--hw-bench': '#e4e0d9',
    '--hw-shadow': '0 1px 2px rgb(38 35 32 / 6%), 0 1px 6px rgb(38 35 32 / 4%)',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': palette.gray[9],
    '--mantine-color-dimmed': palette.gray[7],
    '--mantine-color-placeholder': palette.gray[6],
    '--mantine-color-error': palette.clay[6],
    '--mantine-color-default-border': palette.gray[4],
    '--mantine-color-default-hover': palette.gray[1],
    '--mantine-color-anchor': palette.accent[7],
  },
  dark: {
    '--hw-page': palette.dark[8],
    '--hw-surface': palette.dark[7],
    '--hw-sunken': '#1c1a18',
    '--hw-line': palette.dark[5],
    '--hw-line-strong': '#5c564e',
    '--hw-text': palette.dark[0],
    '--hw-muted': palette.dark[2],
    '--hw-accent': '#7fc4c8',
    '--hw-accent-soft': '#1d3234',
    '--hw-accent-line': '#2f5b5f',
    '--hw-amber': palette.amber[3],
    '--hw-amber-soft': '#33290f',
    '--hw-amber-line': '#5f4a18',
    '--hw-clay': palette.clay[3],
    '--hw-clay-soft': '#3a201a',
    '--hw-clay-line': '#6a3428',
    '--hw-moss': palette.moss[3],
    '--hw-moss-soft': '#1f2c1b',
    '--hw-moss-line': '#3a5531',
    '--hw-bench': '#0e0d0c',
    '--hw-shadow': '0 1px 2px rgb(0 0 0 / 30%)',
    '--mantine-color-body': palette.dark[7],
    '--mantine-color-text': palette.dark[0],
    '--mantine-color-dimmed': palette.dark[2],
    '--mantine-color-placeholder': palette.dark[3],
    '--mantine-color-error': palette.clay[3],
    '--mantine-color-default-border': '#5c564e',
    '--mantine-color-anchor': '#7fc4c8',
  },
})
