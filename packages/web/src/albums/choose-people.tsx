import { NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core'
import type { JSX } from 'react'
import { PersonPicker } from '../people/person-picker.tsx'
import { PickPeople } from '../packages/pick-people.tsx'
import { newAlbumTexts as texts } from '../texts/albums.ts'
import { Panel } from '../ui/panel.tsx'
import classes from './albums.module.css'

/** How people are chosen, and what was chosen in each way: changing the way forgets nothing. */
export interface Choice {
  way: 'hand' | 'filter' | 'family'
  people: ReadonlyMap<string, string>
  own: { id: string; name: string } | null
  sex: '' | 'female' | 'male'
  bornFrom: number | ''
  bornTo: number | ''
  place: string
}

export const noChoice: Choice = {
  way: 'hand',
  people: new Map(),
  own: null,
  sex: '',
  bornFrom: '',
  bornTo: '',
  place: '',
}

interface ChooseProps {
  choice: Choice
  onChange: (choice: Choice) => void
}

const Filter = ({ choice, onChange }: ChooseProps): JSX.Element => (
  <div className={classes.fields}>
    <div className={classes.two}>
      <NativeSelect
        label={texts.sex}
        data={[
          { value: '', label: texts.anySex },
          { value: 'female', label: texts.female },
          { value: 'male', label: texts.male },
        ]}
        value={choice.sex}
        onChange={(event) => {
          onChange({ ...choice, sex: event.currentTarget.value as Choice['sex'] })
        }}
      />
      <NumberInput
        label={texts.bornFrom}
        min={1850}
        max={2200}
        allowDecimal={false}
        thousandSeparator=""
        value={choice.bornFrom}
        onChange={(value) => {
          onChange({ ...choice, bornFrom: typeof value === 'number' ? value : '' })
        }}
      />
      <NumberInput
        label={texts.bornTo}
        min={1850}
        max={2200}
        allowDecimal={false}
        thousandSeparator=""
        value={choice.bornTo}
        onChange={(value) => {
          onChange({ ...choice, bornTo: typeof value === 'number' ? value : '' })
        }}
      />
    </div>
    <TextInput
      dir="auto"
      label={texts.place}
      description={texts.placeHint}
      value={choice.place}
      onChange={(event) => {
        onChange({ ...choice, place: event.currentTarget.value })
      }}
    />
    <p className={classes.muted}>{texts.filterHint}</p>
  </div>
)

/** Whom an album is to show: by hand, by a filter, or one person for their family. */
export const ChoosePeople = ({ choice, onChange }: ChooseProps): JSX.Element => (
  <>
    <Panel title={texts.who}>
      <div className={classes.fields}>
        <SegmentedControl
          fullWidth
          orientation="vertical"
          aria-label={texts.who}
          data={[
            { value: 'hand', label: texts.byHand },
            { value: 'filter', label: texts.byFilter },
            { value: 'family', label: texts.ofFamily },
          ]}
          value={choice.way}
          onChange={(value) => {
            onChange({ ...choice, way: value })
          }}
        />
        {choice.way === 'filter' ? <Filter choice={choice} onChange={onChange} /> : null}
        {choice.way === 'family' ? (
          <PersonPicker
            chosen={choice.own?.name ?? null}
            without=""
            onChoose={(own) => {
              onChange({ ...choice, own })
            }}
          />
        ) : null}
      </div>
    </Panel>
    {choice.way === 'hand' ? (
      <PickPeople
        chosen={choice.people}
        onAdd={(id, name) => {
          onChange({ ...choice, people: new Map(choice.people).set(id, name) })
        }}
        onRemove={(id) => {
          onChange({ ...choice, people: new Map([...choice.people].filter(([one]) => one !== id)) })
        }}
      />
    ) : null}
  </>
)
