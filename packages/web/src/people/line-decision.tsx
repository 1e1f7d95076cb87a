import { NativeSelect } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { PeopleImportPreview } from '../api/types.ts'
import { tableTexts as texts } from '../texts/people-import.ts'
import { PersonPicker } from './person-picker.tsx'
import classes from './csv.module.css'

interface LineDecisionProps {
  line: PeopleImportPreview['plan'][number]
  decision: string | undefined
  /** With the id of a person, `new`, `skip`, or null to leave it to the table. */
  onDecide: (decision: string | null) => void
}

const other = 'other'

/** Who a line of a table is about: as the table says, or as somebody decides. */
export const LineDecision = ({ line, decision, onDecide }: LineDecisionProps): JSX.Element => {
  const [picking, setPicking] = useState(false)
  const people = [...(line.person === undefined ? [] : [line.person]), ...(line.alike ?? [])]
  return (
    <div className={classes.decision}>
      <NativeSelect
        size="xs"
        aria-label={texts.decideLabel(line.row)}
        data={[
          { value: '', label: texts.proposed },
          { value: 'new', label: texts.asNew },
          ...people.map(({ id, name }) => ({ value: id, label: texts.addTo(name) })),
          { value: other, label: texts.else },
          { value: 'skip', label: texts.leaveOut },
        ]}
        value={picking ? other : (decision ?? '')}
        onChange={(event) => {
          const { value } = event.currentTarget
          setPicking(value === other)
          if (value !== other) onDecide(value === '' ? null : value)
        }}
      />
      {picking ? (
        <PersonPicker
          chosen={null}
          without=""
          onChoose={(person) => {
            setPicking(false)
            onDecide(person?.id ?? null)
          }}
        />
      ) : null}
    </div>
  )
}
