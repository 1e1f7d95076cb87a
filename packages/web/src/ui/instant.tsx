import { Tooltip } from '@mantine/core'
import type { JSX } from 'react'
import { dayText, momentText } from '../language/format.ts'
import { instantTexts } from '../texts/ui.ts'

/** `2024-03-01 13:05:09`, in UTC. */
export const utcText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')
/** Date and time as this computer's zone shows them. */
export const localText = (ms: number): string => momentText(ms)
/** The day alone, in this computer's zone. */
export const localDay = (ms: number): string => dayText(ms)

/** A moment that a device's clock claimed; the exact words in UTC on demand. */
export const Instant = ({ at, dayOnly = false }: { at: string | number; dayOnly?: boolean }): JSX.Element => {
  const ms = typeof at === 'number' ? at : Date.parse(at)
  if (Number.isNaN(ms)) return <span>{String(at)}</span>
  return (
    <Tooltip label={instantTexts.claimed(utcText(ms))}>
      <time dateTime={new Date(ms).toISOString()}>{dayOnly ? localDay(ms) : localText(ms)}</time>
    </Tooltip>
  )
}
