import { Skeleton, Tooltip } from '@mantine/core'
import { listed } from '../texts/plural.ts'
import { Link } from '@tanstack/react-router'
import type { JSX } from 'react'
import type { PersonMatch, Sex } from '../api/types.ts'
import { nameTexts } from '../texts/names.ts'
import { peopleTexts as texts, personTexts, sexTexts } from '../texts/people.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { PersonPhoto } from '../ui/picture.tsx'
import { Waiting } from '../ui/skeletons.tsx'
import { firstName } from './person-name.ts'
import classes from './people.module.css'

/** One line of a list of people; after a search, with the reasons why the name fits. */
export const PersonRow = ({ person }: { person: PersonMatch }): JSX.Element => {
  const [, ...others] = person.names
  const facts = [
    person.birth === null ? null : personTexts.between(person.birth.earliest, person.birth.latest),
    person.sex === 'unknown' || person.sex === '' ? null : (sexTexts[person.sex as Sex] ?? person.sex),
  ].filter((fact) => fact !== null)
  return (
    <Link to="/people/$person" params={{ person: person.id }} className={classes.row}>
      <PersonPhoto
        className={classes.rowPhoto}
        person={person.photo?.person ?? person.id}
        photo={person.photo?.id ?? null}
        alt=""
      />
      <span className={classes.rowWords}>
        <span className={classes.rowName}>
          <Foreign>{firstName(person)}</Foreign>
        </span>
        {others.length === 0 ? null : (
          <span className={classes.rowOthers}>
            {others.map((name) => (
              <Foreign key={name}>{name}</Foreign>
            ))}
          </span>
        )}
        {person.parts.length === 0 ? null : (
          <span className={classes.why}>
            <Tooltip label={texts.fitHint}>
              <span className={classes.fit}>{texts.fit(person.score)}</span>
            </Tooltip>
            {person.parts.map((part) => (
              <span key={`${part.field} ${part.a ?? ''} ${part.atA ?? ''}`}>{nameTexts.met(part)}</span>
            ))}
            {person.swapped ? <span>{nameTexts.swapped}</span> : null}
          </span>
        )}
      </span>
      <span className={classes.rowFacts}>
        <span>{listed(facts)}</span>
        {person.origin === null ? null : <Foreign className={classes.muted}>{person.origin}</Foreign>}
      </span>
      <span className={classes.rowChips}>
        {person.records === 1 ? null : <Chip>{texts.records(person.records)}</Chip>}
        {person.openLeads === 0 ? null : <Chip tone="amber">{texts.openLeads(person.openLeads)}</Chip>}
        {person.statements === 0 ? null : <Chip>{texts.statements(person.statements)}</Chip>}
        <Chip>{person.photos === 0 ? texts.noPhoto : texts.photos(person.photos)}</Chip>
      </span>
    </Link>
  )
}

/** The line of somebody who is on the way. */
export const PersonRowWaiting = (): JSX.Element => (
  <div className={classes.row}>
    <Waiting />
    <Skeleton className={classes.rowPhoto} height={48} width={48} />
    <span className={classes.rowWords}>
      <Skeleton height={12} width={180} mb={8} />
      <Skeleton height={10} width={120} />
    </span>
  </div>
)
