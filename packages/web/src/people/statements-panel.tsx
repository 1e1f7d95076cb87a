import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState, type JSX } from 'react'
import type { NewStatement, Person, Statement, StatementKind } from '../api/types.ts'
import { formTexts, personTexts as texts, statementKindTexts } from '../texts/people.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { Panel } from '../ui/panel.tsx'
import { EvidencePicture } from '../ui/picture.tsx'
import { Writing } from '../ui/writing.tsx'
import { LocatedText } from '../places/located-text.tsx'
import { choiceOf, type PlaceDraft } from '../places/place-draft.ts'
import { PlaceInput } from '../places/place-input.tsx'
import { ifText } from './drafts.ts'
import { SaidBy } from './said-by.tsx'
import classes from './person.module.css'

interface StatementsProps {
  person: Person
  onAdd: (statement: NewStatement) => Promise<void>
}

const StatementForm = ({ onAdd, onClose }: { onAdd: StatementsProps['onAdd']; onClose: () => void }): JSX.Element => {
  const [kind, setKind] = useState<StatementKind>('seen-alive')
  const [text, setText] = useState('')
  const [by, setBy] = useState('')
  const [date, setDate] = useState('')
  const [place, setPlace] = useState('')
  const [located, setLocated] = useState<PlaceDraft | null>(null)
  const [tried, setTried] = useState(false)
  const missing = (value: string): string | null => (tried && value.trim() === '' ? formTexts.required : null)
  return (
    <FormModal
      opened
      title={texts.addStatement}
      onClose={onClose}
      onSubmit={async () => {
        setTried(true)
        const choice = located === null || place.trim() === '' ? undefined : choiceOf(located)
        if (text.trim() === '' || by.trim() === '' || choice === null) return false
        await onAdd({
          kind,
          text: text.trim(),
          by: by.trim(),
          ...ifText('date', date),
          ...ifText('place', place),
          ...(choice === undefined ? {} : { located: choice }),
        })
        return true
      }}
    >
      <NativeSelect
        label={formTexts.kind}
        data={Object.entries(statementKindTexts)
          .filter(([value]) => value !== 'recognition')
          .map(([value, label]) => ({ value, label }))}
        value={kind}
        onChange={(event) => {
          setKind(event.currentTarget.value as StatementKind)
        }}
      />
      <Textarea
        dir="auto"
        rows={4}
        label={formTexts.text}
        value={text}
        error={missing(text)}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value)
        }}
      />
      <TextInput
        dir="auto"
        label={formTexts.by}
        description={formTexts.byHint}
        value={by}
        error={missing(by)}
        onChange={(event) => {
          setBy(event.currentTarget.value)
        }}
      />
      <TextInput
        dir="auto"
        label={formTexts.date}
        value={date}
        onChange={(event) => {
          setDate(event.currentTarget.value)
        }}
      />
      <PlaceInput label={formTexts.place} words={place} onWords={setPlace} place={located} onPlace={setLocated} />
    </FormModal>
  )
}

const StatementEntry = ({ statement, scope }: { statement: Statement; scope: string }): JSX.Element => (
  <li id={statement.id} className={classes.statement}>
    <div className={classes.statementHead}>
      <Chip tone="accent">{statementKindTexts[statement.kind]}</Chip>
      {statement.date === undefined ? null : <Foreign>{statement.date}</Foreign>}
      {statement.place === undefined ? null : <Foreign className={classes.muted}>{statement.place}</Foreign>}
      {statement.located === undefined ? null : <LocatedText located={statement.located} />}
    </div>
    <div className={classes.statementBody}>
      {statement.item === undefined ? null : (
        <EvidencePicture
          className={classes.statementPicture}
          item={statement.item}
          alt={texts.fromItem}
          scope={scope}
          small
        />
      )}
      <ForeignBlock>{statement.text}</ForeignBlock>
    </div>
    <p className={classes.muted}>
      <Foreign>{statement.by}</Foreign>
      {statement.lead === undefined ? null : (
        <>
          {', '}
          <Link to="/leads/$lead" params={{ lead: statement.lead }}>
            {texts.fromLead}
          </Link>
        </>
      )}
    </p>
    <SaidBy origin={statement} />
  </li>
)

/** What was said about a person, claim by claim, the newest last as in the log. */
export const StatementsPanel = ({ person, onAdd }: StatementsProps): JSX.Element => {
  const [adding, setAdding] = useState(false)
  return (
    <Panel
      title={texts.statements}
      actions={
        <Writing>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              setAdding(true)
            }}
          >
            {texts.addStatement}
          </Button>
        </Writing>
      }
    >
      {person.statements.length === 0 ? (
        <p className={classes.muted}>{texts.noStatements}</p>
      ) : (
        <ol className={classes.timeline}>
          {person.statements.map((statement) => (
            <StatementEntry key={statement.id} statement={statement} scope={`person:${person.id}`} />
          ))}
        </ol>
      )}
      {adding ? (
        <StatementForm
          onAdd={onAdd}
          onClose={() => {
            setAdding(false)
          }}
        />
      ) : null}
    </Panel>
  )
}
