import { Button } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { valueTexts as texts } from '../texts/person-values.ts'
import { Panel } from '../ui/panel.tsx'
import type { PersonWrites } from './use-person-writes.ts'
import { ValueHistory } from './value-history.tsx'

/** Everything that was ever written about the fields of a person, on demand. */
export const PersonHistory = ({
  person,
  onBringBack,
}: {
  person: string
  onBringBack: PersonWrites['bringBack']
}): JSX.Element => {
  const [shown, setShown] = useState(false)
  return (
    <Panel
      title={texts.wholeHistory}
      actions={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconHistory size={14} />}
          aria-expanded={shown}
          onClick={() => {
            setShown(!shown)
          }}
        >
          {shown ? texts.hideHistory : texts.history}
        </Button>
      }
    >
      {shown ? <ValueHistory person={person} onBringBack={onBringBack} /> : <p>{texts.wholeHistoryHint}</p>}
    </Panel>
  )
}
