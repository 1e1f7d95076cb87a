import type { JSX } from 'react'

/** The sign of the program: a house whose door stands open. */
export const Mark = ({ size = 28 }: { size?: number }): JSX.Element => (
  <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
    <rect width="32" height="32" rx="7" fill="#1c646a" />
    <path
      d="M7.5 16.2 16 8.5l8.5 7.7M10.5 14v9.5h11V14M16 23.5v-5"
      fill="none"
      stroke="#fff"
      strokeWidth="2.2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
