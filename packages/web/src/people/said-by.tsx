import type { JSX } from 'react'
import type { Origin } from '../api/types.ts'
import { personTexts } from '../texts/people.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import classes from './person.module.css'

/** Who entered something and when. */
export const SaidBy = ({ origin }: { origin: Origin }): JSX.Element => (
  <span className={classes.saidBy}>
    {personTexts.enteredBy} <Foreign>{origin.member}</Foreign>, <Instant at={origin.at} />
  </span>
)
