import { Button } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Members, OpenSession } from '../api/types.ts'
import { membersTexts as texts } from '../texts/members.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { AdmitForm } from './admit-form.tsx'
import { useMemberWrites } from './use-member-writes.ts'
import classes from './members.module.css'

/** Who waits to be admitted, and the way to admit or to clear them. */
export const AdmitPanel = ({ view, own }: { view: Members; own: OpenSession['member'] }): JSX.Element => {
  const [admitting, setAdmitting] = useState(false)
  const [clearing, setClearing] = useState(false)
  const { clearRequests } = useMemberWrites()
  const isAny = view.waiting + view.damagedRequests > 0
  return (
    <Panel title={texts.waitingTitle} tone={view.waiting > 0 ? 'accent' : 'plain'}>
      <p>{view.waiting > 0 ? texts.waiting(view.waiting) : texts.nobodyWaits}</p>
      <p className={classes.muted}>{texts.joinHint}</p>
      {view.damagedRequests > 0 ? <p className={classes.warn}>{texts.damagedRequests(view.damagedRequests)}</p> : null}
      {isAny ? (
        <div className={classes.panelActs}>
          {view.waiting > 0 ? (
            <Button
              size="sm"
              onClick={() => {
                setAdmitting(true)
              }}
            >
              {texts.admit}
            </Button>
          ) : null}
          <Button
            size="sm"
            variant="subtle"
            color="gray"
            onClick={() => {
              setClearing(true)
            }}
          >
            {texts.clear}
          </Button>
        </div>
      ) : null}
      {admitting ? (
        <AdmitForm
          own={own}
          onClose={() => {
            setAdmitting(false)
          }}
        />
      ) : null}
      <FormModal
        title={texts.clearTitle}
        opened={clearing}
        danger
        size="sm"
        submit={texts.clear}
        onClose={() => {
          setClearing(false)
        }}
        onSubmit={async () => {
          await clearRequests()
          return true
        }}
      >
        <p>{texts.clearText}</p>
      </FormModal>
    </Panel>
  )
}
