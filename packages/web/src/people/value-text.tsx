import type { JSX } from 'react'
import type { LastSeen, Sex, YearRange } from '../api/types.ts'
import { birthBasisTexts, personTexts, sexTexts } from '../texts/people.ts'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import classes from './person.module.css'

export const BirthText = ({ value }: { value: YearRange }): JSX.Element => (
  <span>
    {personTexts.between(value.earliest, value.latest)}{' '}
    <span className={classes.muted}>{birthBasisTexts[value.basis]}</span>
  </span>
)

export const SexText = ({ value }: { value: Sex }): JSX.Element => <span>{sexTexts[value]}</span>

export const LastSeenText = ({ value }: { value: LastSeen }): JSX.Element => (
  <span className={classes.parts}>
    {value.place === undefined ? null : <Foreign>{value.place}</Foreign>}
    {value.date === undefined ? null : <Foreign className={classes.muted}>{value.date}</Foreign>}
  </span>
)

export const PlainText = ({ value }: { value: string }): JSX.Element => <ForeignBlock>{value}</ForeignBlock>
