import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { JSX } from 'react'
import { failureTexts } from '../texts/ui.ts'
import classes from './state.module.css'

interface FailureProps {
  error: Error
  onRetry?: (() => void) | undefined
  title?: string
}

/** What went wrong, in the server's sentence, and the way on. */
export const Failure = ({ error, onRetry, title = failureTexts.title }: FailureProps): JSX.Element => (
  <div className={classes.state} role="alert" data-kind="failure">
    <IconAlertTriangle className={classes.icon} size={28} stroke={1.5} aria-hidden />
    <h2>{title}</h2>
    <p className={classes.text}>{error.message}</p>
    {onRetry ? (
      <div className={classes.actions}>
        <Button variant="default" onClick={onRetry}>
          {failureTexts.retry}
        </Button>
      </div>
    ) : null}
  </div>
)
