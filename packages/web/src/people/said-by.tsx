import type { JSX } from 'react'
import type { Origin, Said } from '../api/types.ts'
import { personTexts } from '../texts/people.ts'
import { valueTexts as texts } from '../texts/person-values.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { MemberName } from '../ui/member-name.tsx'
import classes from './person.module.css'

/** Who entered something and when. */
export const SaidBy = ({ origin }: { origin: Origin }): JSX.Element => (
  <span className={classes.saidBy}>
    {personTexts.enteredBy} <MemberName id={origin.member} />, <Instant at={origin.at} />
  </span>
)

/** Who says a value and when, who entered it and when, and why, as far as that is known. */
export const SourceLine = ({
  value,
}: {
  value: Origin & { said?: Said; why?: string; chosen?: string }
}): JSX.Element => (
  <div className={classes.saidBy}>
    {value.said === undefined ? null : (
      <>
        {texts.saidBy} <Foreign className={classes.source}>{value.said.by}</Foreign>
        {value.said.date === undefined ? null : (
          <>
            {', '}
            <Foreign>{value.said.date}</Foreign>
          </>
        )}
        {value.said.statement === undefined ? null : (
          <>
            {', '}
            <a href={`#${value.said.statement}`}>{texts.inStatement}</a>
          </>
        )}
        {' · '}
      </>
    )}
    {texts.enteredBy} <MemberName id={value.member} />, <Instant at={value.at} dayOnly />
    {value.why === undefined ? null : (
      <div>
        {value.chosen === undefined ? texts.why : texts.chosen}: <Foreign>{value.why}</Foreign>
      </div>
    )}
  </div>
)
