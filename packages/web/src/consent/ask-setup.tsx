import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { Capacity, ConsentLanguage, ConsentScope, ConsentWords, Purpose } from '../api/types.ts'
import { askTexts as texts } from '../texts/consent.ts'
import { formTexts, purposeTexts, scopeTexts } from '../texts/people.ts'
import { Panel } from '../ui/panel.tsx'
import { CapacitySelect } from './capacity-select.tsx'
import { Choices } from './choices.tsx'
import { useVoice } from './use-voice.ts'
import classes from './consent.module.css'

/** What a member fills in before the screen is handed over. */
export interface Setup {
  givenBy: string
  capacity: Capacity | ''
  language: ConsentLanguage
  scopes: ConsentScope[]
  purposes: Purpose[]
  until: string
}

export const emptySetup: Setup = {
  givenBy: '',
  capacity: '',
  language: 'ar',
  scopes: ['names', 'photos'],
  purposes: ['album', 'tracing', 'platform-notice', 'legal-case'],
  until: '',
}

interface AskSetupProps {
  setup: Setup
  words: ConsentWords
  onChange: (setup: Setup) => void
  onBegin: () => void
}

/** Who is asked, in which language, and about what. */
export const AskSetup = ({ setup, words, onChange, onBegin }: AskSetupProps): JSX.Element => {
  const [tried, setTried] = useState(false)
  const voice = useVoice(setup.language)
  const { givenBy, capacity, language, scopes, purposes, until } = setup
  const isReady = givenBy.trim() !== '' && capacity !== '' && scopes.length > 0 && purposes.length > 0
  return (
    <form
      className={classes.ask}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (isReady) onBegin()
      }}
    >
      <Panel title={texts.whoTitle}>
        <div className={classes.fields}>
          <TextInput
            dir="auto"
            label={texts.who}
            description={formTexts.givenByHint}
            value={givenBy}
            error={tried && givenBy.trim() === '' ? formTexts.required : null}
            onChange={(event) => {
              onChange({ ...setup, givenBy: event.currentTarget.value })
            }}
          />
          <CapacitySelect
            value={capacity}
            error={tried && capacity === '' ? formTexts.required : null}
            onChange={(chosen) => {
              onChange({ ...setup, capacity: chosen })
            }}
          />
          <NativeSelect
            label={texts.language}
            description={words.languages[language].madeBy === 'machine' ? texts.machine : undefined}
            data={Object.entries(words.languages).map(([value, { name }]) => ({ value, label: name }))}
            value={language}
            onChange={(event) => {
              onChange({ ...setup, language: event.currentTarget.value as ConsentLanguage })
            }}
          />
          {voice.isThere ? null : <p className={classes.muted}>{texts.noVoice}</p>}
        </div>
      </Panel>
      <Panel title={texts.whatTitle}>
        <div className={classes.fields}>
          <Choices
            label={texts.scopes}
            words={scopeTexts}
            value={scopes}
            error={tried && scopes.length === 0 ? formTexts.chooseOne : null}
            onChange={(chosen) => {
              onChange({ ...setup, scopes: chosen })
            }}
          />
          <Choices
            label={texts.purposes}
            words={purposeTexts}
            value={purposes}
            error={tried && purposes.length === 0 ? formTexts.chooseOne : null}
            onChange={(chosen) => {
              // Asked in the order of the list, whatever was ticked first.
              onChange({ ...setup, purposes: inOrder(chosen) })
            }}
          />
          <TextInput
            type="date"
            label={texts.until}
            description={texts.untilHint}
            value={until}
            onChange={(event) => {
              onChange({ ...setup, until: event.currentTarget.value })
            }}
          />
        </div>
      </Panel>
      <div className={classes.actions}>
        <Button type="submit">{texts.begin}</Button>
      </div>
    </form>
  )
}

const inOrder = (chosen: readonly Purpose[]): Purpose[] =>
  (Object.keys(purposeTexts) as Purpose[]).filter((purpose) => chosen.includes(purpose))
