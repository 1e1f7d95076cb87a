import type { JSX } from 'react'
import type { ErasurePlan } from '../api/types.ts'
import { erasureTexts as texts } from '../texts/erasure.ts'
import { Foreign } from '../ui/foreign.tsx'
import classes from './erasure.module.css'

const Part = ({
  title,
  lines,
  className = '',
}: {
  title: string
  lines: readonly string[]
  className?: string | undefined
}): JSX.Element | null =>
  lines.length === 0 ? null : (
    <section className={`${classes.part} ${className}`}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>
            <Foreign>{line}</Foreign>
          </li>
        ))}
      </ul>
    </section>
  )

/** What goes, what stays, who has a copy, and what nobody can reach from here. */
export const ErasureLists = ({
  erasure: { gone, stays, recall },
  goneTitle = texts.gone,
}: {
  erasure: Pick<ErasurePlan, 'gone' | 'stays' | 'recall'>
  goneTitle?: string
}): JSX.Element => (
  <>
    <Part title={goneTitle} lines={gone} className={classes.gone} />
    <Part
      title={texts.recall}
      lines={recall.map(({ recipient, at }) => texts.recallLine(recipient, at.slice(0, 10)))}
    />
    <Part title={texts.stays} lines={stays} className={classes.quiet} />
    <section className={`${classes.part} ${classes.quiet}`}>
      <h3>{texts.outOfReach}</h3>
      <p>{texts.outOfReachText}</p>
    </section>
  </>
)
