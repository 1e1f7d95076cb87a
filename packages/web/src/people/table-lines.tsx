import { Button, Switch } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { PeopleImportPreview } from '../api/types.ts'
import { fieldTexts } from '../texts/people.ts'
import { tableTexts as texts } from '../texts/people-import.ts'
import { tableWords } from '../texts/table-words.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import { LineDecision } from './line-decision.tsx'
import classes from './csv.module.css'

type Line = PeopleImportPreview['plan'][number]

interface TableLinesProps {
  preview: PeopleImportPreview
  decisions: Readonly<Record<string, string>>
  onDecide: (decisions: Record<string, string>) => void
}

const tones = { new: 'moss', adds: 'accent', same: 'plain', refused: 'amber' } as const
const wordOf = (field: string): string | undefined => {
  const words: Readonly<Record<string, string>> = fieldTexts
  return field === 'statement' ? texts.statement : words[field]
}
const page = 50

/** Whether a person should look at a line before it is imported. */
const isToLookAt = ({ outcome, alike }: Line): boolean =>
  outcome === 'adds' || outcome === 'refused' || alike !== undefined

/** What would become of each line of a table, and who it is about where somebody decides it. */
export const TableLines = ({ preview, decisions, onDecide }: TableLinesProps): JSX.Element => {
  const [only, setOnly] = useState(true)
  const [shown, setShown] = useState(page)
  const lines = only ? preview.plan.filter((line) => isToLookAt(line) || String(line.row) in decisions) : preview.plan
  const { counts } = preview
  return (
    <Panel
      title={texts.lines}
      hint={texts.linesHint}
      actions={
        <Switch
          size="sm"
          label={texts.only}
          checked={only}
          onChange={(event) => {
            setOnly(event.currentTarget.checked)
          }}
        />
      }
    >
      {preview.endings === 0 ? null : <p className={classes.muted}>{texts.endings(preview.endings)}</p>}
      <div className={classes.chips}>
        {(['new', 'adds', 'same', 'refused'] as const).map((outcome) =>
          counts[outcome] === 0 ? null : (
            <Chip key={outcome} tone={tones[outcome]}>
              {texts.counts[outcome](counts[outcome])}
            </Chip>
          ),
        )}
      </div>
      {lines.length === 0 ? <p className={classes.muted}>{texts.none}</p> : null}
      <ul className={classes.lines}>
        {lines.slice(0, shown).map((line) => (
          <li key={line.row}>
            <div>
              <strong>
                {texts.line} {line.row}
              </strong>{' '}
              <Foreign>{line.name}</Foreign>
              <p className={classes.becomes}>
                <Chip tone={tones[line.outcome]}>{texts.outcomes[line.outcome]}</Chip>{' '}
                {line.person === undefined ? null : <Foreign>{line.person.name}</Foreign>}
                {line.fields === undefined || line.fields.length === 0 ? null : (
                  <span className={classes.muted}>
                    {texts.news(line.fields.map((field) => wordOf(field) ?? field))}
                  </span>
                )}
                {line.reason === undefined ? null : (
                  <SaidLine said={line.reason} words={tableWords} className={classes.muted} />
                )}
              </p>
              {line.about === undefined ? null : (
                <p className={classes.muted}>
                  {texts.about}{' '}
                  {line.about.map(({ id, name }) => (
                    <a key={id} href={`/people/${id}`} target="_blank" rel="noreferrer">
                      <Foreign>{name}</Foreign>
                    </a>
                  ))}
                </p>
              )}
              {line.alike === undefined ? null : (
                <p className={classes.muted}>
                  {texts.alike(line.alike.length)}{' '}
                  {line.alike.map(({ id, name }) => (
                    <a key={id} href={`/people/${id}`} target="_blank" rel="noreferrer">
                      <Foreign>{name}</Foreign>
                    </a>
                  ))}
                </p>
              )}
            </div>
            <LineDecision
              line={line}
              decision={decisions[line.row]}
              onDecide={(decision) => {
                const { [line.row]: _before, ...others } = decisions
                onDecide(decision === null ? others : { ...others, [line.row]: decision })
              }}
            />
          </li>
        ))}
      </ul>
      {lines.length > shown ? (
        <Button
          variant="subtle"
          onClick={() => {
            setShown(shown + 4 * page)
          }}
        >
          {texts.more(Math.min(4 * page, lines.length - shown))}
        </Button>
      ) : null}
    </Panel>
  )
}
