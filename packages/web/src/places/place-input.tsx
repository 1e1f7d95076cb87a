import { Button, NativeSelect, TextInput } from '@mantine/core'
import { IconMapPin, IconX } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import { placesTexts as texts, precisionTexts, withinTexts } from '../texts/places.ts'
import { Foreign } from '../ui/foreign.tsx'
import { choiceOf, widened, type PlaceDraft } from './place-draft.ts'
import { PlaceSearch } from './place-search.tsx'
import classes from './places.module.css'

interface PlaceInputProps {
  label: string
  words: string
  onWords: (words: string) => void
  place: PlaceDraft | null
  onPlace: (place: PlaceDraft | null) => void
  error?: string | null
  focused?: boolean
}

const Exactly = ({ place, onPlace }: { place: PlaceDraft; onPlace: PlaceInputProps['onPlace'] }): JSX.Element => {
  const isPoint = place.precision === 'point'
  return (
    <>
      {place.steps.length === 0 ? null : (
        <NativeSelect
          label={texts.exactly}
          data={[
            ...place.steps.map(({ id, kind, name }) => ({
              value: id,
              label: withinTexts[kind](name),
            })),
            { value: 'point', label: withinTexts.point },
          ]}
          value={isPoint ? 'point' : place.id}
          onChange={(event) => {
            const { value } = event.currentTarget
            const [smallest] = place.steps
            const step = place.steps.find(({ id }) => id === value)
            if (step !== undefined) onPlace(widened(place, step))
            else if (smallest !== undefined) onPlace({ ...widened(place, smallest), precision: 'point' })
          }}
        />
      )}
      {isPoint ? (
        <div>
          <div className={classes.point}>
            {(['lat', 'lon'] as const).map((part) => (
              <TextInput
                key={part}
                dir="ltr"
                inputMode="decimal"
                label={texts[part]}
                value={place[part]}
                onChange={(event) => {
                  onPlace({ ...place, [part]: event.currentTarget.value })
                }}
              />
            ))}
          </div>
          <p className={classes.muted}>{choiceOf(place) === null ? texts.needPoint : texts.pointHint}</p>
        </div>
      ) : null}
    </>
  )
}

/** The place that words are taken to mean, how exactly it is known, and a way back to the words alone. */
const ChosenPlace = ({ place, onPlace }: { place: PlaceDraft; onPlace: PlaceInputProps['onPlace'] }): JSX.Element => (
  <fieldset className={classes.chosen} aria-label={texts.chosen}>
    <p className={classes.chosenLine}>
      <IconMapPin size={16} stroke={1.7} aria-hidden /> <span className={classes.muted}>{texts.chosen}</span>{' '}
      <Foreign>{place.label}</Foreign> <span className={classes.kind}>{precisionTexts[place.precision]}</span>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconX size={14} />}
        onClick={() => {
          onPlace(null)
        }}
      >
        {texts.leave}
      </Button>
    </p>
    <Exactly place={place} onPlace={onPlace} />
  </fieldset>
)

/** Words that name a place, and beside them, if somebody chooses one, the place of the list that they mean. The words stay as typed. */
export const PlaceInput = ({ label, words, onWords, place, onPlace, error, focused }: PlaceInputProps): JSX.Element => {
  const [near, setNear] = useState('')
  const choose = (chosen: PlaceDraft): void => {
    setNear('')
    onPlace(chosen)
  }
  return (
    <div className={classes.input}>
      <PlaceSearch
        label={label}
        text={words}
        onText={onWords}
        onChoose={choose}
        searching={place === null}
        error={error}
        focused={focused ?? false}
      />
      {place === null ? (
        words.trim() === '' ? null : (
          <PlaceSearch label={texts.find} text={near} onText={setNear} onChoose={choose} searching />
        )
      ) : (
        <ChosenPlace place={place} onPlace={onPlace} />
      )}
    </div>
  )
}
