import type { JSX } from 'react'
import { saidText, type Said, type SaidWords } from '../language/said.ts'
import { Foreign } from './foreign.tsx'

interface SaidLineProps<Code extends string> {
  said: Said<Code>
  words: SaidWords<NoInfer<Code>>
  className?: string | undefined
}

/** A sentence of the server in the language of the page; one of no list as it was written, marked as English (rule W89). */
export const SaidLine = <Code extends string>({ said, words, className }: SaidLineProps<Code>): JSX.Element => {
  const text = saidText(said, words)
  return text === null ? (
    <Foreign className={className} lang="en" dir="ltr">
      {said.text}
    </Foreign>
  ) : (
    <Foreign className={className}>{text}</Foreign>
  )
}
