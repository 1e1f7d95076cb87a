import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { JSX, KeyboardEvent, ReactNode } from 'react'
import { placesQuery } from '../api/queries.ts'
import type { PlacesFound } from '../api/types.ts'
import { placesTexts as texts, precisionTexts } from '../texts/places.ts'
import { Foreign } from '../ui/foreign.tsx'
import { foundDraft, type PlaceDraft } from './place-draft.ts'
import classes from './places.module.css'

interface PlaceSearchProps {
  label: string
  text: string
  onText: (text: string) => void
  onChoose: (place: PlaceDraft) => void
  /** Whether places are looked for while typing. */
  searching: boolean
  description?: ReactNode
  error?: string | null | undefined
  focused?: boolean
}

const Option = ({ place }: { place: PlacesFound['places'][number] }): JSX.Element => {
  const [main] = place.names
  return (
    <span className={classes.option}>
      <span className={classes.optionName}>
        <Foreign>{place.label}</Foreign>
        <span className={classes.kind}>{precisionTexts[place.kind]}</span>
      </span>
      {place.found === main?.text ? null : (
        <span className={classes.muted}>
          <Foreign>{texts.foundAs(place.found)}</Foreign>
        </span>
      )}
    </span>
  )
}

/** A line to type in, with the places of that name under it. Arrow keys and Enter choose one; nothing is chosen by itself. */
export const PlaceSearch = ({
  label,
  text,
  onText,
  onChoose,
  searching,
  description,
  error,
  focused = false,
}: PlaceSearchProps): JSX.Element => {
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
    },
  })
  const [settled] = useDebouncedValue(text.trim(), 180)
  const { data = [] } = useQuery({ ...placesQuery(settled), enabled: searching && settled.length > 1 })
  const isOpen = searching && combobox.dropdownOpened && settled.length > 1 && data.length > 0
  // The list closes; what is around it stays open.
  const onKeyDownCapture = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isOpen) return
    event.stopPropagation()
    combobox.closeDropdown()
  }
  return (
    <div onKeyDownCapture={onKeyDownCapture}>
      <Combobox
        store={combobox}
        shadow="sm"
        offset={4}
        onOptionSubmit={(id) => {
          const place = data.find((one) => one.id === id)
          if (place !== undefined) onChoose(foundDraft(place))
          combobox.closeDropdown()
        }}
      >
        <Combobox.Target>
          <TextInput
            dir="auto"
            label={label}
            description={description}
            error={error}
            value={text}
            autoComplete="off"
            data-autofocus={focused ? true : undefined}
            onChange={(event) => {
              onText(event.currentTarget.value)
              combobox.openDropdown()
              combobox.resetSelectedOption()
            }}
            onBlur={() => {
              combobox.closeDropdown()
            }}
          />
        </Combobox.Target>
        <Combobox.Dropdown hidden={!isOpen}>
          <Combobox.Header className={classes.muted}>{texts.choose}</Combobox.Header>
          <Combobox.Options className={classes.options} aria-label={texts.list}>
            {data.map((place) => (
              <Combobox.Option key={place.id} value={place.id}>
                <Option place={place} />
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
    </div>
  )
}
