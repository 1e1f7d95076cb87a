import type { JSX } from 'react'
import type { ErasurePlan } from '../api/types.ts'
import { erasureTexts as texts } from '../texts/erasure.ts'
import { erasureWords } from '../texts/erasure-words.ts'
import { Foreign } from '../ui/foreign.tsx'
import { SaidLine } from '../ui/said.tsx'
import classes from './erasure.module.css'

const Part = ({
  title,
  lines,
  className = '',
}: {
  title: string
  lines: readonly { key: string; line: JSX.Element }[]
  className?: string | undefined
}): JSX.Element | null =>
  lines.length === 0 ? null : (
    <section className={`${classes.part} ${className}`}>
      <h3>{title}</h3>
      <ul>
        {lines.map(({ key, line }) => (
          <li key={key}>{line}</li>
        ))}
      </ul>
    </section>
  )

const linesOf = (all: ErasurePlan['gone']): { key: string; line: JSX.Element }[] =>
  all.map((said) => ({ key: said.text, line: <SaidLine said={said} words={erasureWords} /> }))

/** What goes, what stays, who has a copy, and what nobody can reach from here. */
export const ErasureLists = ({
  erasure: { gone, stays, recall },
  goneTitle = texts.gone,
}: {
  erasure: Pick<ErasurePlan, 'gone' | 'stays' | 'recall'>
  goneTitle?: string
}): JSX.Element => (
  <>
    <Part title={goneTitle} lines={linesOf(gone)} className={classes.gone} />
    <Part
      title={texts.recall}
      lines={recall.map(({ package: id, recipient, at }) => ({
        key: id,
        line: <Foreign>{texts.recallLine(recipient, at.slice(0, 10))}</Foreign>,
      }))}
    />
    <Part title={texts.stays} lines={linesOf(stays)} className={classes.quiet} />
    <section className={`${classes.part} ${classes.quiet}`}>
      <h3>{texts.outOfReach}</h3>
      <p>{texts.outOfReachText}</p>
    </section>
  </>
)
