import type { JSX } from 'react'
import type { Origin } from '../api/types.ts'
import { personTexts } from '../texts/people.ts'
import { Instant } from '../ui/instant.tsx'
import { MemberName } from '../ui/member-name.tsx'
import classes from './person.module.css'

/** Who entered something and when. */
export const SaidBy = ({ origin }: { origin: Origin }): JSX.Element => (
  <span className={classes.saidBy}>
    {personTexts.enteredBy} <MemberName id={origin.member} />, <Instant at={origin.at} />
  </span>
)
