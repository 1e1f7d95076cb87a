import { Button, NumberInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { call } from '../api/client.ts'
import { albumsQuery } from '../api/queries.ts'
import type { Albums } from '../api/types.ts'
import { albumTexts as texts } from '../texts/albums.ts'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { toast } from '../ui/toasts.tsx'
import classes from './albums.module.css'
import { ForCoordinators } from './for-coordinators.tsx'

/** The age under which nobody is shown without a second person. */
export const AgePanel = ({ age }: { age: number }): JSX.Element => {
  const [isOpen, setOpen] = useState(false)
  const [years, setYears] = useState<number | string>(age)
  const client = useQueryClient()
  return (
    <Panel title={texts.ageTitle} hint={texts.ageHint}>
      <div className={classes.line}>
        <span className={classes.strong}>{texts.age(age)}</span>
        <ForCoordinators>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              setYears(age)
              setOpen(true)
            }}
          >
            {texts.changeAge}
          </Button>
        </ForCoordinators>
      </div>
      {isOpen ? (
        <FormModal
          opened
          size="sm"
          title={texts.ageTitle}
          onClose={() => {
            setOpen(false)
          }}
          onSubmit={async () => {
            if (typeof years !== 'number') return false
            client.setQueryData(albumsQuery.queryKey, await call<Albums>('PUT', '/albums/age', { json: { years } }))
            toast('good', texts.ageSet)
            return true
          }}
        >
          <p className={classes.muted}>{texts.ageHint}</p>
          <NumberInput
            label={texts.ageField}
            min={0}
            max={30}
            allowDecimal={false}
            value={years}
            data-autofocus
            onChange={setYears}
          />
        </FormModal>
      ) : null}
    </Panel>
  )
}
