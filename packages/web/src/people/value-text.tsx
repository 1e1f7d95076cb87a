import { Link } from '@tanstack/react-router'
import type { JSX } from 'react'
import type {
  Fate,
  Kin,
  LossEvent,
  Mark,
  PersonName,
  PhotoRef,
  Reference,
  Sex,
  ValueField,
  Whereabouts,
  YearRange,
} from '../api/types.ts'
import {
  birthBasisTexts,
  kinTexts,
  nameKindTexts,
  peopleTexts,
  personTexts,
  scriptTexts,
  sexTexts,
} from '../texts/people.ts'
import { digitsText } from '../language/format.ts'
import { fateTexts, markTexts, valueTexts as texts, whereaboutsTexts } from '../texts/person-values.ts'
import { LocatedText } from '../places/located-text.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import type { FieldValue } from './field-drafts.ts'
import classes from './person.module.css'

/** The day that the calendar on this wall shows. */
const today = (): string => new Intl.DateTimeFormat('sv').format(new Date())

const Quiet = ({ children }: { children: string | undefined }): JSX.Element | null =>
  children === undefined || children === '' ? null : <Foreign className={classes.muted}>{children}</Foreign>

const daysText = ({ earliest, latest }: LossEvent): string | undefined => {
  if (earliest === undefined) return latest === undefined ? undefined : texts.notAfter(latest)
  if (latest === undefined) return texts.notBefore(earliest)
  return earliest === latest ? earliest : texts.days(earliest, latest)
}

const NameText = ({ name }: { name: PersonName }): JSX.Element => (
  <span className={classes.entryWords}>
    <Foreign className={classes.nameText} lang={name.language}>
      {name.text}
    </Foreign>
    <span className={classes.muted}>
      {nameKindTexts[name.kind]} · {scriptTexts[name.script]}
    </span>
  </span>
)

const KinText = ({ kin, linked }: { kin: Kin; linked: FieldValue['linked'] }): JSX.Element => {
  const name = kin.name ?? linked?.name ?? peopleTexts.unnamed
  return (
    <span>
      <span className={classes.muted}>{kinTexts[kin.relation]}: </span>
      {linked === undefined ? (
        <Foreign>{name}</Foreign>
      ) : (
        <Link to="/people/$person" params={{ person: linked.id }}>
          <Foreign>{name}</Foreign>
        </Link>
      )}
    </span>
  )
}

const EventText = ({ event }: { event: LossEvent }): JSX.Element => (
  <span className={classes.parts}>
    {event.what === undefined ? null : <Foreign>{event.what}</Foreign>}
    {event.place === undefined ? null : <Foreign>{event.place}</Foreign>}
    <Quiet>{event.date}</Quiet>
    <Quiet>{daysText(event)}</Quiet>
  </span>
)

const FateText = ({ fate }: { fate: Fate }): JSX.Element => (
  <span className={classes.parts}>
    <strong>{fateTexts[fate.state]}</strong>
    <Quiet>{fate.date}</Quiet>
    {fate.basis === undefined ? null : <Quiet>{texts.basis(fate.basis)}</Quiet>}
  </span>
)

const WhereText = ({ where }: { where: Whereabouts }): JSX.Element => (
  <span className={classes.parts}>
    {where.place === undefined ? <strong>{whereaboutsTexts[where.state]}</strong> : <Foreign>{where.place}</Foreign>}
    {where.place === undefined ? null : <span className={classes.muted}>{whereaboutsTexts[where.state]}</span>}
    <Quiet>{where.date}</Quiet>
  </span>
)

interface ValueTextProps {
  field: ValueField
  value: Pick<FieldValue, 'value' | 'linked' | 'located'>
}

/** What a value says, whatever its field, and which place its words are taken to mean. */
export const ValueText = ({ field, value }: ValueTextProps): JSX.Element =>
  value.located === undefined ? (
    <SaidText field={field} value={value} />
  ) : (
    <div>
      <SaidText field={field} value={value} />
      <LocatedText located={value.located} />
    </div>
  )

const SaidText = ({ field, value: { value, linked } }: ValueTextProps): JSX.Element => {
  switch (field) {
    case 'name':
      return <NameText name={value as PersonName} />
    case 'kin':
      return <KinText kin={value as Kin} linked={linked} />
    case 'event':
    case 'lastSeen':
      return <EventText event={value as LossEvent} />
    case 'fate':
      return <FateText fate={value as Fate} />
    case 'whereabouts':
      return <WhereText where={value as Whereabouts} />
    case 'sex':
      return <span>{sexTexts[value as Sex]}</span>
    case 'birth': {
      const { earliest, latest, basis } = value as YearRange
      return (
        <span>
          {personTexts.between(earliest, latest)} <span className={classes.muted}>{birthBasisTexts[basis]}</span>
        </span>
      )
    }
    case 'mark': {
      const { kind, text } = value as Mark
      return (
        <div>
          <span className={classes.muted}>{markTexts[kind]}</span>
          <ForeignBlock>{text}</ForeignBlock>
        </div>
      )
    }
    case 'reference': {
      const { registry, id, until, ended, kept } = value as Reference
      const isPast = until !== undefined && until < today()
      return (
        <span>
          <Foreign className={classes.muted}>{registry}</Foreign>
          <span className={classes.muted}>: </span>
          <Foreign>{id}</Foreign>
          {ended === undefined ? null : (
            <span className={kept === true ? classes.muted : classes.past}>
              {' '}
              {(kept === true ? texts.endedKept : texts.ended)(digitsText(ended))}
            </span>
          )}
          {until === undefined || (ended !== undefined && kept !== true) ? null : (
            <span className={isPast ? classes.past : classes.muted}>
              {' '}
              {(isPast ? texts.untilPast : texts.until)(digitsText(until))}
            </span>
          )}
        </span>
      )
    }
    case 'photo': {
      const { caption, taken } = value as PhotoRef
      return (
        <span className={classes.parts}>
          <span>{personTexts.photos}</span>
          <Quiet>{caption}</Quiet>
          <Quiet>{taken}</Quiet>
        </span>
      )
    }
    case 'origin':
      return <Foreign>{String(value)}</Foreign>
    default:
      return <ForeignBlock>{String(value)}</ForeignBlock>
  }
}
