import type { MantineColorsTuple } from '@mantine/core'

/** Ten shades of each colour, light to dark. Text shades keep at least 4.5:1 on the surface they are used on. */
export const palette = {
  /** The one accent: what can be pressed and where the focus is. */
  accent: [
    '#eef6f6',
    '#d9ebeb',
    '#b3d6d7',
    '#86bdbf',
    '#5ba5a9',
    '#358b90',
    '#26777d',
    '#1c646a',
    '#155156',
    '#0e3d42',
  ],
  /** Waits for a decision. */
  amber: ['#fdf6e7', '#f9e8c4', '#f1d191', '#e6b75c', '#d89c33', '#b87d19', '#946211', '#7a500d', '#5f3e0b', '#452c08'],
  /** A fault, or something that cannot be taken back. */
  clay: ['#fcefec', '#f7d9d2', '#eeb2a5', '#e28f7e', '#d4604a', '#c0432d', '#a53522', '#882a1b', '#6a2015', '#4c170f'],
  /** Checked and found right. */
  moss: ['#f0f6ee', '#dbead6', '#b8d6ae', '#94c086', '#6ca45a', '#4f8a3d', '#3e7030', '#325a27', '#27461f', '#1b3116'],
  gray: ['#faf9f7', '#f4f2ee', '#e9e5df', '#dcd7cf', '#c4bdb3', '#a39b90', '#79726a', '#5f5951', '#403c37', '#262320'],
  dark: ['#ebe7e0', '#c9c3ba', '#a8a196', '#857e74', '#49443e', '#393530', '#2a2724', '#211f1c', '#181614', '#100e0d'],
} as const satisfies Record<string, MantineColorsTuple>
