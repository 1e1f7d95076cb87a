import type { JSX } from 'react'
import type { Act } from '../api/types.ts'
import { i18n } from '../language/messages.ts'
import { saidText } from '../language/said.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { actWords } from '../texts/act-words.ts'
import { ForeignBlock } from '../ui/foreign.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import classes from './acts.module.css'

/** The subject in the language of the page; null in English, and where a sentence of it is of no list. */
const inOwnWords = ({ words }: Act): string | null => {
  const lines = i18n.locale === 'en' ? [] : (words ?? []).map((said) => saidText(said, actWords))
  return lines.length === 0 || lines.includes(null) ? null : lines.join('\n')
}

/**
 * What exactly will be done. An approval serves the English words in the log (rule R18): in another language they stand below, for whoever wants
 * to compare.
 */
export const ActSubject = ({ act }: { act: Act }): JSX.Element => {
  const own = inOwnWords(act)
  const asWritten = (
    <ForeignBlock lang="en" dir="ltr">
      {act.subject}
    </ForeignBlock>
  )
  return (
    <>
      <ScrollRegion className={classes.subject} label={texts.willBeDone}>
        {own === null ? asWritten : <ForeignBlock>{own}</ForeignBlock>}
      </ScrollRegion>
      {own === null ? null : (
        <details className={classes.named}>
          <summary>{texts.asWritten}</summary>
          {asWritten}
        </details>
      )}
    </>
  )
}
