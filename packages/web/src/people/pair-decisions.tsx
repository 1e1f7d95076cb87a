import type { JSX } from 'react'
import type { Proposal } from '../api/types.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidBy } from './said-by.tsx'
import classes from './duplicates.module.css'

/** What was decided about two records so far; nothing where nobody decided. */
export const PairDecisions = ({ pair }: { pair: Proposal }): JSX.Element | null =>
  pair.decisions.length === 0 ? null : (
    <Panel title={texts.history}>
      <ul className={classes.history}>
        {pair.decisions.map(({ verdict, note, isCurrent: _current, ...origin }) => (
          <li key={origin.entry}>
            <strong>{texts.verdicts[verdict]}</strong>
            {note === null ? null : (
              <>
                : <Foreign>{note}</Foreign>
              </>
            )}{' '}
            <SaidBy origin={origin} />
          </li>
        ))}
      </ul>
    </Panel>
  )
