import { Button, Textarea } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { Member, Rehearsal } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { Instant } from '../ui/instant.tsx'
import { Panel } from '../ui/panel.tsx'
import { useMemberWrites } from './use-member-writes.ts'
import classes from './members.module.css'

/** When this member last rehearsed recovery, and the way to do it (rules K8, M9). What is typed is forgotten at once. */
export const OwnRecovery = ({ own }: { own: Member | undefined }): JSX.Element => {
  const [open, setOpen] = useState(false)
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [result, setResult] = useState<Rehearsal | null>(null)
  const { rehearse } = useMemberWrites()
  const close = (): void => {
    setOpen(false)
    setFirst('')
    setSecond('')
  }
  const rehearsed = own?.rehearsed ?? null
  return (
    <Panel
      title={texts.yourRecovery}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setResult(null)
            setOpen(true)
          }}
        >
          {texts.rehearse}
        </Button>
      }
    >
      <p>
        {texts.lastRehearsed}: {rehearsed === null ? texts.never : <Instant at={rehearsed} dayOnly />}
      </p>
      <p className={classes.muted}>{texts.rehearseHint}</p>
      {result === null ? null : (
        <output className={classes.good}>
          <IconShieldCheck size={20} stroke={1.6} aria-hidden />
          <span>{result.isOwn ? texts.works : texts.worksForOther}</span>
        </output>
      )}
      <FormModal
        title={texts.rehearseTitle}
        opened={open}
        submit={texts.rehearse}
        onClose={close}
        onSubmit={async () => {
          if (first.trim() === '' || second.trim() === '') return false
          setResult(await rehearse([first.trim(), second.trim()]))
          return true
        }}
      >
        <p>{texts.rehearseText}</p>
        <Textarea
          rows={3}
          label={texts.firstCard}
          value={first}
          data-autofocus
          onChange={(event) => {
            setFirst(event.currentTarget.value)
          }}
        />
        <Textarea
          rows={3}
          label={texts.secondCard}
          value={second}
          onChange={(event) => {
            setSecond(event.currentTarget.value)
          }}
        />
      </FormModal>
    </Panel>
  )
}
