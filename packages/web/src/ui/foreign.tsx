import { Fragment, type JSX } from 'react'
import { foreignTexts } from '../texts/ui.ts'
import { withKeys } from './with-keys.ts'
import classes from './foreign.module.css'

/** Characters that turn the order of the text after them by force: shown, never obeyed. */
const overrides = /([\u202D\u202E])/u

const shown = (text: string): (string | JSX.Element)[] =>
  withKeys(text.split(overrides), (part) => part).map(({ key, value: part }) =>
    overrides.test(part) ? (
      <span key={key} className={classes.mark} title={foreignTexts.override}>
        {part === '\u202E' ? 'U+202E' : 'U+202D'}
      </span>
    ) : (
      <Fragment key={key}>{part}</Fragment>
    ),
  )

interface ForeignProps {
  children: string
  className?: string | undefined
  /** BCP 47 tag where it is known, for fonts and screen readers. */
  lang?: string | undefined
  /** Where it is known too; else the text says it. */
  dir?: 'ltr' | undefined
}

/** A name, path or phrase in any language inside our own text: its direction stays its own and cannot reorder what stands around it. */
export const Foreign = ({ children, className, lang, dir }: ForeignProps): JSX.Element => (
  <bdi dir={dir ?? 'auto'} className={`${classes.inline} ${className ?? ''}`} lang={lang}>
    {shown(children)}
  </bdi>
)

/** Text of several lines in any language: each paragraph takes its own direction, line breaks are kept. */
export const ForeignBlock = ({ children, className, lang, dir }: ForeignProps): JSX.Element => (
  <div dir={dir ?? 'auto'} className={`${classes.block} ${className ?? ''}`} lang={lang}>
    {shown(children)}
  </div>
)
