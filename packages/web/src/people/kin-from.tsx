import { Link } from '@tanstack/react-router'
import type { JSX } from 'react'
import type { Person } from '../api/types.ts'
import { kinTexts, peopleTexts } from '../texts/people.ts'
import { valueTexts as texts } from '../texts/person-values.ts'
import { Foreign } from '../ui/foreign.tsx'
import { SourceLine } from './said-by.tsx'
import classes from './person.module.css'

/** Who names this person as a relative, on pages that are open. */
export const KinFrom = ({ person }: { person: Person }): JSX.Element | null =>
  person.kinFrom.length === 0 ? null : (
    <ul className={`${classes.entries} ${classes.kinFrom}`}>
      {person.kinFrom.map((kin) => (
        <li key={`${kin.entry} ${kin.person}`} className={classes.entry}>
          <div className={classes.entryWords}>
            <span>
              <Link to="/people/$person" params={{ person: kin.person }}>
                <Foreign>{kin.name ?? peopleTexts.unnamed}</Foreign>
              </Link>{' '}
              <span className={classes.muted}>{texts.kinFrom(kinTexts[kin.relation])}</span>
            </span>
            <SourceLine value={kin} />
          </div>
        </li>
      ))}
    </ul>
  )
