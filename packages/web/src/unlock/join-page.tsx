import { useCallback, useEffect, useRef, useState, type JSX } from 'react'
import type { Joined } from '../api/types.ts'
import { usePanicKey } from '../shell/keys.ts'
import { panic } from '../shell/lock-button.tsx'
import { joinTexts as texts } from '../texts/join.ts'
import { Mark } from '../ui/mark.tsx'
import { JoinCode } from './join-code.tsx'
import { NewPassphrase } from './new-passphrase.tsx'
import { RecoveryCards } from './recovery-cards.tsx'
import classes from './unlock.module.css'

const steps = ['passphrase', 'cards', 'code'] as const

/** Joining (rule M1): a passphrase of one's own, the recovery cards, shown once, then the code to read aloud. */
export const JoinPage = ({ onDone }: { onDone: () => void }): JSX.Element => {
  const [joined, setJoined] = useState<Joined | null>(null)
  const [kept, setKept] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const step = joined === null ? 'passphrase' : kept ? 'code' : 'cards'
  usePanicKey(
    useCallback(() => {
      void panic()
    }, []),
  )
  useEffect(() => {
    // The first step has a field that takes the focus.
    if (step !== 'passphrase') heading.current?.focus()
    globalThis.scrollTo(0, 0)
  }, [step])
  return (
    <main className={classes.page} data-step={step}>
      <div className={classes.box} data-wide={step === 'cards'}>
        <div className={classes.brand}>
          <Mark size={36} />
          <span>Homeward</span>
        </div>
        <p className={classes.steps}>{texts.step(steps.indexOf(step) + 1, steps.length)}</p>
        <h1 ref={heading} tabIndex={-1}>
          {texts.titles[step]}
        </h1>
        {joined === null ? (
          <NewPassphrase onJoined={setJoined} onCancel={onDone} />
        ) : kept ? (
          <JoinCode code={joined.code} onDone={onDone} />
        ) : (
          <RecoveryCards
            cards={joined.cards}
            onKept={() => {
              setKept(true)
            }}
          />
        )}
      </div>
    </main>
  )
}
