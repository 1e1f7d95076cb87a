import type { ReactElement } from 'react'
import css from './ui.module.css'

/** Lines on a grid of 24, drawn here so that no font and no library is loaded. */
const lines = {
  album: 'M5 5h14v14H5zM5 16l4-4 3.5 3.5L15 13l4 4M9.5 9.5h.01',
  back: 'M19 12H5M11 6l-6 6 6 6',
  bin: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12',
  break: 'M6 9h10v5a4 4 0 0 1-4 4h-2a4 4 0 0 1-4-4zM16 10h1.5a2 2 0 0 1 0 4.5H16M9 3.5v2M13 3.5v2M5 21h12',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2',
  delete: 'M9 6h11v12H9l-5.5-6zM12 9.5l5 5M17 9.5l-5 5',
  fault: 'M12 3.5 21.5 20h-19zM12 10v4.5M12 17.2v.1',
  go: 'M5 12h14M13 6l6 6-6 6',
  heard: 'M4.5 10v4h3.5l4.5 4V6L8 10zM16 9a4.2 4.2 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11',
  info: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.7v.1',
  language: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2',
  mic: 'M12 3.5a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5zM6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20M9 20h6',
  no: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8.5 8.5l7 7M15.5 8.5l-7 7',
  people:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19a5.5 5.5 0 0 1 11 0M15.5 5.4a3 3 0 0 1 0 5.2M17 13.8a5.5 5.5 0 0 1 3.5 5.2',
  phone: 'M7 3h10v18H7zM11 18h2',
  place: 'M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 7.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4z',
  play: 'M8 5.5v13l10.5-6.5z',
  quiet: 'M4 5h16v11h-9l-4 4v-4H4zM8 10.5h8',
  settings: 'M5 7h9M18 7h1M5 12h2M11 12h8M5 17h7M16 17h3M16 5v4M9 10v4M14 15v4',
  stop: 'M7 7h10v10H7z',
  sync: 'M5 10a7.5 7.5 0 0 1 13-3l1.5 1.5M19.5 4v4.5H15M19 14a7.5 7.5 0 0 1-13 3l-1.5-1.5M4.5 20v-4.5H9',
  undo: 'M8.5 5 4.5 9l4 4M4.5 9H14a5.5 5.5 0 0 1 0 11H9',
  unsure: 'M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18v.1',
  words: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  yes: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM8 12.3l3 3 5.2-6',
} as const

/** What can be drawn. */
export type IconName = keyof typeof lines

const turning = new Set<IconName>(['back', 'go', 'undo', 'delete'])

/** A small drawing beside words; it is never the only thing that says something. */
export const Icon = ({ name }: { name: IconName }): ReactElement => (
  <svg
    className={turning.has(name) ? `${css.icon} ${css.turns}` : css.icon}
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.9"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={lines[name]} />
  </svg>
)
