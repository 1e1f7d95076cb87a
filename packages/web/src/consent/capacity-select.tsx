import { NativeSelect } from '@mantine/core'
import type { JSX } from 'react'
import type { Capacity } from '../api/types.ts'
import { capacityTexts, consentTexts as texts } from '../texts/consent.ts'

interface CapacitySelectProps {
  value: Capacity | ''
  error?: string | null
  onChange: (value: Capacity | '') => void
}

/** In what capacity somebody answers; nothing is chosen beforehand. */
export const CapacitySelect = ({ value, error = null, onChange }: CapacitySelectProps): JSX.Element => (
  <NativeSelect
    label={texts.capacity}
    data={[
      { value: '', label: texts.choose },
      ...Object.entries(capacityTexts).map(([capacity, label]) => ({ value: capacity, label })),
    ]}
    value={value}
    error={error}
    onChange={(event) => {
      onChange(event.currentTarget.value as Capacity | '')
    }}
  />
)
