import { Link } from '@tanstack/react-router'
import type { JSX } from 'react'
import type { PersonMatch, Sex } from '../api/types.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { peopleTexts, sexTexts } from '../texts/people.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { PersonPhoto } from '../ui/picture.tsx'
import { firstName } from './person-name.ts'
import classes from './duplicates.module.css'

/** One of two people who are compared: who they are at a glance, and the way to their page. */
export const PairSide = ({ side }: { side: PersonMatch }): JSX.Element => {
  const [, ...others] = side.names
  return (
    <section className={classes.side} aria-label={firstName(side)}>
      <PersonPhoto
        className={classes.photo}
        person={side.photo?.person ?? side.id}
        photo={side.photo?.id ?? null}
        alt=""
      />
      <div className={classes.words}>
        <Foreign className={classes.name}>{firstName(side)}</Foreign>
        {others.map((name) => (
          <Foreign key={name} className={classes.muted}>
            {name}
          </Foreign>
        ))}
        {side.birth === null ? null : <span>{texts.born(side.birth.earliest, side.birth.latest)}</span>}
        {side.sex === 'unknown' || side.sex === '' ? null : <span>{sexTexts[side.sex as Sex]}</span>}
        {side.origin === null ? null : <Foreign>{side.origin}</Foreign>}
        <span className={classes.chips}>
          {side.records === 1 ? null : <Chip>{peopleTexts.records(side.records)}</Chip>}
          {side.statements === 0 ? null : <Chip>{peopleTexts.statements(side.statements)}</Chip>}
          {side.photos === 0 ? null : <Chip>{peopleTexts.photos(side.photos)}</Chip>}
        </span>
        <Link to="/people/$person" params={{ person: side.id }}>
          {texts.openRecord}
        </Link>
      </div>
    </section>
  )
}
