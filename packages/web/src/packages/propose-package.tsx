import { Button, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import { post } from '../api/client.ts'
import { actsQuery } from '../api/queries.ts'
import type { NewPackage } from '../api/types.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './packages.module.css'

/** Instead of making it: asks a second person for a package that is too much for one. */
export const ProposePackage = ({ request }: { request: NewPackage }): JSX.Element => {
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const propose = async (): Promise<void> => {
    setBusy(true)
    try {
      await post('/packages/proposals', { ...request, reason: reason.trim() })
      await client.invalidateQueries({ queryKey: actsQuery.queryKey })
      await navigate({ to: '/acts' })
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <Panel title={texts.needed} tone="amber">
      <div className={classes.fields}>
        <p className={classes.muted}>{texts.neededText}</p>
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
          {texts.propose}
        </Button>
      </div>
    </Panel>
  )
}
