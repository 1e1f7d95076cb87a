import { ActionIcon, Button, Kbd, Textarea, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState, type JSX } from 'react'
import { useMayWrite } from '../api/session-store.ts'
import type { PairVerdict, Proposal } from '../api/types.ts'
import { useKeys, type KeyMap } from '../shell/keys.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { readerTexts } from '../texts/ui.ts'
import { Chip } from '../ui/chip.tsx'
import { Panel } from '../ui/panel.tsx'
import { PairDecisions } from './pair-decisions.tsx'
import { PairParts } from './pair-parts.tsx'
import { PairSide } from './pair-side.tsx'
import classes from './duplicates.module.css'

interface PairBenchProps {
  pair: Proposal
  place: string | null
  busy: boolean
  onDecide: (verdict: PairVerdict, note: string) => void
  onNext: (() => void) | null
  onPrevious: (() => void) | null
}

/** Read when it is shown, in the language of then. */
const choicesOf = () =>
  [
    { verdict: 'distinct', key: 'D', label: texts.distinct, hint: texts.distinctHint },
    { verdict: 'relatives', key: 'B', label: texts.siblings, hint: texts.siblingsHint },
    { verdict: 'unsure', key: 'U', label: texts.unsure, hint: texts.unsureHint },
    { verdict: 'same', key: 'S', label: texts.same, hint: texts.sameHint },
  ] as const

const step = (label: string, key: string, act: (() => void) | null, icon: JSX.Element): JSX.Element | null =>
  act === null ? null : (
    <Tooltip label={label}>
      <ActionIcon variant="default" size="lg" aria-label={label} aria-keyshortcuts={key} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )

/** Two records side by side, what speaks for one person, and the decision. */
export const PairBench = ({ pair, place, busy, onDecide, onNext, onPrevious }: PairBenchProps): JSX.Element => {
  const [note, setNote] = useState('')
  const mayWrite = useMayWrite()
  const stand = useRef<HTMLDivElement>(null)
  // A step to another pair draws another bench: if the focus went away with the last one, it comes back here.
  useEffect(() => {
    if (document.activeElement === document.body) stand.current?.focus({ preventScroll: true })
  }, [])

  const choices = choicesOf()

  const keys = useMemo<KeyMap>(() => {
    const doing = (act: (() => void) | null) => () => {
      act?.()
      return act !== null
    }
    const deciding = Object.fromEntries(
      choicesOf().map(({ key, verdict }) => [
        key.toLowerCase(),
        doing(() => {
          if (!busy) onDecide(verdict, note)
        }),
      ]),
    )
    return { ...(mayWrite ? deciding : {}), n: doing(onNext), p: doing(onPrevious) }
  }, [busy, mayWrite, note, onDecide, onNext, onPrevious])
  useKeys(keys)

  return (
    <div ref={stand} className={classes.bench} tabIndex={-1}>
      <div className={classes.tools}>
        <span className={classes.muted}>{place}</span>
        {pair.band === null ? null : <Chip tone="accent">{texts.bands[pair.band]}</Chip>}
        {pair.state === 'open' ? null : (
          <Chip tone={pair.state === 'disputed' ? 'amber' : 'plain'}>{texts.states[pair.state]}</Chip>
        )}
        <span className={classes.toolsEnd}>
          {step(
            texts.previous,
            'P',
            onPrevious,
            <IconArrowLeft size={18} stroke={1.6} className="mantine-rotate-rtl" />,
          )}
          {step(texts.next, 'N', onNext, <IconArrowRight size={18} stroke={1.6} className="mantine-rotate-rtl" />)}
        </span>
      </div>
      <div className={classes.sides}>
        {pair.sides.map((side) => (
          <PairSide key={side.id} side={side} />
        ))}
      </div>
      {mayWrite ? (
        <div className={classes.decide}>
          <Textarea
            className={classes.note}
            dir="auto"
            rows={1}
            aria-label={texts.note}
            placeholder={texts.notePlaceholder}
            value={note}
            onKeyDown={(event) => {
              if (event.key === 'Escape') stand.current?.focus()
            }}
            onChange={(event) => {
              setNote(event.currentTarget.value)
            }}
          />
          <div className={classes.decisions}>
            {choices.map(({ verdict, key, label, hint }) => (
              <Tooltip key={verdict} label={hint} multiline w={240}>
                <Button
                  variant={verdict === 'same' ? 'filled' : 'default'}
                  disabled={busy}
                  aria-keyshortcuts={key}
                  rightSection={
                    <Kbd size="xs" aria-hidden>
                      {key}
                    </Kbd>
                  }
                  onClick={() => {
                    onDecide(verdict, note)
                  }}
                >
                  {label}
                </Button>
              </Tooltip>
            ))}
          </div>
        </div>
      ) : (
        <p className={classes.muted}>{readerTexts.noDecision}</p>
      )}
      <Panel title={texts.why} {...(pair.band === null ? {} : { hint: texts.bandHints[pair.band] })} flush>
        <PairParts pair={pair} />
      </Panel>
      <PairDecisions pair={pair} />
    </div>
  )
}
