import { Button, TextInput } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { useState, type JSX } from 'react'
import type { ValueField } from '../api/types.ts'
import { formTexts, personTexts } from '../texts/people.ts'
import { valueTexts as texts } from '../texts/person-values.ts'
import { toast } from '../ui/toasts.tsx'
import { useEscape } from '../ui/use-escape.ts'
import { Writing } from '../ui/writing.tsx'
import type { FieldValue } from './field-drafts.ts'
import { SourceLine } from './said-by.tsx'
import { ValueText } from './value-text.tsx'
import classes from './person.module.css'

const different = (said: readonly unknown[]): boolean => new Set(said.map((one) => JSON.stringify(one))).size > 1

/** Whether the current values of one field disagree, or their words are taken for different places; the same value said twice does not. */
export const disagree = (values: FieldValue[]): boolean =>
  different(values.map(({ value }) => value)) ||
  different(values.flatMap(({ located }) => (located === undefined ? [] : [located])))

interface SidesProps {
  field: ValueField
  values: FieldValue[]
  /** Settles the disagreement by this value, with a reason. */
  onChoose: (value: FieldValue, why: string) => Promise<void>
}

const ChooseForm = ({
  onChoose,
  onClose,
}: {
  onChoose: (why: string) => Promise<void>
  onClose: () => void
}): JSX.Element => {
  const [why, setWhy] = useState('')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const form = useEscape<HTMLFormElement>(onClose)
  const choose = async (): Promise<void> => {
    if (why.trim() === '') {
      setError(formTexts.required)
      return
    }
    setBusy(true)
    try {
      await onChoose(why.trim())
      toast('good', texts.chosenDone)
      onClose()
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown.message : String(thrown))
      setBusy(false)
    }
  }
  return (
    <form
      ref={form}
      className={classes.chooseForm}
      onSubmit={(event) => {
        event.preventDefault()
        void choose()
      }}
    >
      <TextInput
        dir="auto"
        label={texts.whyChosen}
        value={why}
        error={error}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it opens on a press, in the place of the button that was pressed
        autoFocus
        onChange={(event) => {
          setWhy(event.currentTarget.value)
        }}
      />
      <div className={classes.editorActions}>
        <Button size="compact-sm" type="submit" loading={busy}>
          {texts.choose}
        </Button>
        <Button size="compact-sm" variant="default" disabled={busy} onClick={onClose}>
          {formTexts.cancel}
        </Button>
      </div>
    </form>
  )
}

/** Values that disagree side by side, each with who says it, until somebody chooses one with a reason (H3). */
export const Sides = ({ field, values, onChoose }: SidesProps): JSX.Element => {
  const [asked, setAsked] = useState<string | null>(null)
  return (
    <div className={classes.disagree}>
      <p className={classes.disagreeHead}>
        <IconArrowsSplit2 size={16} stroke={1.75} aria-hidden /> <strong>{personTexts.disagree}.</strong>{' '}
        {personTexts.disagreeHint}
      </p>
      <ul className={classes.sides}>
        {values.map((value) => (
          <li key={value.entry} className={classes.side}>
            <ValueText field={field} value={value} />
            <SourceLine value={value} />
            <Writing>
              {asked === value.entry ? (
                <ChooseForm
                  onChoose={(why) => onChoose(value, why)}
                  onClose={() => {
                    setAsked(null)
                  }}
                />
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    setAsked(value.entry)
                  }}
                >
                  {texts.choose}
                </Button>
              )}
            </Writing>
          </li>
        ))}
      </ul>
    </div>
  )
}
