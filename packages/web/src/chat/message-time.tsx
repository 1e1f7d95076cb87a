import { Tooltip } from '@mantine/core'
import type { JSX } from 'react'
import type { MessageTime } from '../api/types.ts'
import { chatTexts } from '../texts/chat.ts'
import { Foreign } from '../ui/foreign.tsx'
import { clockWords, isCertain, openWords, timeSentences } from './time-words.ts'
import classes from './chat.module.css'

/** The time as the source writes it; a wave before it where the zone is unknown, and all that is known on demand. */
export const MessageTimeText = ({ time }: { time: MessageTime }): JSX.Element => {
  const written = openWords(time)
  return (
    <Tooltip
      multiline
      w={300}
      position="top-start"
      label={timeSentences(time).map((sentence) => (
        <span key={sentence} className={classes.timeLine}>
          {sentence}
        </span>
      ))}
    >
      <span className={classes.time}>
        {isCertain(time) || (time.local === null && written === null) ? null : (
          <span className={classes.timeWave}>≈</span>
        )}
        {written === null ? (clockWords(time) ?? chatTexts.timeUnknown) : <Foreign>{written}</Foreign>}
      </span>
    </Tooltip>
  )
}
