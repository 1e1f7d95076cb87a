import type { JSX, ReactNode } from 'react'
import classes from './facts.module.css'

interface Fact {
  label: string
  value: ReactNode
}

/** Labels and what they say, in two columns where there is room. */
export const Facts = ({ facts }: { facts: readonly Fact[] }): JSX.Element => (
  <dl className={classes.facts}>
    {facts.map(({ label, value }) => (
      <div key={label} className={classes.fact}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
