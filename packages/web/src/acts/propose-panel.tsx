import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { actsQuery } from '../api/queries.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './acts.module.css'

interface ProposePanelProps {
  /** Where what is proposed is sent, with the reason beside it. */
  path: string
  request: object
  /** Why one member may not do it alone. */
  text: string
  submit?: string
}

/** Instead of doing it: asks a second person, and leads to the page where acts wait. */
export const ProposePanel = ({ path, request, text, submit = texts.propose }: ProposePanelProps): JSX.Element => {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const propose = async (): Promise<void> => {
    setBusy(true)
    try {
      await post(path, { ...request, reason: reason.trim() })
      await client.invalidateQueries({ queryKey: actsQuery.queryKey })
      await navigate({ to: '/acts' })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <Panel title={texts.needed} tone="amber">
      <div className={classes.propose}>
        <p>{text}</p>
        <Textarea
          dir="auto"
          autosize
          minRows={2}
          label={texts.reason}
          value={reason}
          onChange={(event) => {
            setReason(event.currentTarget.value)
          }}
        />
        <Button disabled={reason.trim() === ''} loading={busy} onClick={() => void propose()}>
          {submit}
        </Button>
      </div>
    </Panel>
  )
}
