import { ActionIcon, Button, Kbd, Textarea, Tooltip, VisuallyHidden, useDirection } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconEye, IconEyeOff, IconZoomIn } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useRef, useState, type JSX } from 'react'
import type { LeadDecision, LeadRow } from '../api/types.ts'
import { useMayWrite } from '../api/session-store.ts'
import { useKeys, type KeyMap } from '../shell/keys.ts'
import { leadsTexts as texts, variantText } from '../texts/leads.ts'
import { readerTexts } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { LeadStateChip } from '../ui/lead-state.tsx'
import { itemPicture, personPicture } from '../ui/picture.tsx'
import { useReveal } from '../ui/reveal-store.ts'
import { BenchPicture } from './bench-picture.tsx'
import { Context, Distance, History } from './lead-facts.tsx'
import { turnOf } from './variant.ts'
import { useView } from './view-state.ts'
import classes from './bench.module.css'

interface BenchProps {
  lead: LeadRow
  place: string | null
  busy: boolean
  /** What was decided last, in words. */
  told: string | null
  onDecide: (decision: LeadDecision, note: string) => void
  onNext: () => void
  onPrevious: () => void
}

const step = 0.1

interface ToolProps {
  label: string
  keyName: string
  onClick: () => void
  children: JSX.Element
}

const Tool = ({ label, keyName, onClick, children }: ToolProps): JSX.Element => (
  <Tooltip
    label={
      <span className={classes.keyed}>
        {label} <Kbd size="xs">{keyName}</Kbd>
      </span>
    }
  >
    <ActionIcon variant="default" size="lg" aria-label={label} aria-keyshortcuts={keyName} onClick={onClick}>
      {children}
    </ActionIcon>
  </Tooltip>
)

/** Two pictures side by side, what their distance means, and the decision. */
export const Bench = ({ lead, place, busy, told, onDecide, onNext, onPrevious }: BenchProps): JSX.Element => {
  const [whole] = useReveal('leads')
  const [one, setOne] = useReveal(`item:${lead.item}`)
  const [note, setNote] = useState('')
  const [turned, setTurned] = useState(true)
  const [advice, setAdvice] = useState<string | null>(null)
  const mayWrite = useMayWrite()
  const control = useView()
  const { cycle, move } = control
  const visible = whole || one
  const { dir } = useDirection()
  const turn = turnOf(lead.variant)
  const stand = useRef<HTMLDivElement>(null)

  // A step to another lead draws another bench: if the focus went away with the last one, it comes back here.
  useEffect(() => {
    if (document.activeElement === document.body) stand.current?.focus({ preventScroll: true })
  }, [])

  // Nobody confirms or refuses what is still veiled; unsure may be said without looking.
  const decide = useCallback(
    (decision: LeadDecision) => {
      if (busy) return
      if (visible || decision === 'unsure') {
        onDecide(decision, note)
      } else {
        setOne(true)
        setAdvice(texts.lookFirst)
      }
    },
    [busy, note, onDecide, setOne, visible],
  )

  const keys = useMemo<KeyMap>(() => {
    const doing = (act: () => void) => () => {
      act()
      return true
    }
    const deciding = (decision: LeadDecision) =>
      doing(() => {
        decide(decision)
      })
    const arrow = (x: number, y: number, otherwise: (() => void) | null) => (event: KeyboardEvent) => {
      if (event.shiftKey) move(x, y)
      else otherwise?.()
      return event.shiftKey || otherwise !== null
    }
    return {
      ...(mayWrite ? { c: deciding('confirmed'), r: deciding('refused'), u: deciding('unsure') } : {}),
      n: doing(onNext),
      p: doing(onPrevious),
      z: doing(cycle),
      b: doing(() => {
        setOne(!one)
      }),
      // The next lead lies where lines end: on the left where they run from the right.
      ArrowRight: arrow(-step, 0, dir === 'rtl' ? onPrevious : onNext),
      ArrowLeft: arrow(step, 0, dir === 'rtl' ? onNext : onPrevious),
      ArrowUp: arrow(0, step, null),
      ArrowDown: arrow(0, -step, null),
    }
  }, [cycle, decide, dir, mayWrite, move, onNext, onPrevious, one, setOne])
  useKeys(keys)

  const decision = (value: LeadDecision, label: string, hint: string, key: string, variant: string): JSX.Element => (
    <Tooltip label={hint} multiline w={240}>
      <Button
        className={classes.decision}
        variant={variant}
        size="md"
        disabled={busy}
        aria-keyshortcuts={key}
        rightSection={
          <Kbd size="xs" aria-hidden>
            {key}
          </Kbd>
        }
        onClick={() => {
          decide(value)
        }}
      >
        {label}
      </Button>
    </Tooltip>
  )

  return (
    <div ref={stand} className={classes.bench} tabIndex={-1}>
      <div className={classes.tools}>
        <span className={classes.place}>{place}</span>
        <LeadStateChip state={lead.state} />
        <span className={classes.told} aria-hidden>
          {advice ?? told}
        </span>
        <VisuallyHidden component="output">{advice}</VisuallyHidden>
        <span className={classes.toolsEnd}>
          {lead.variant === 'same' ? null : (
            <Button
              variant="subtle"
              size="compact-sm"
              onClick={() => {
                setTurned(!turned)
              }}
            >
              {turned ? texts.turnedBack : texts.turnAgain}
            </Button>
          )}
          <Tool
            label={visible ? texts.blur : texts.unblur}
            keyName="B"
            onClick={() => {
              setOne(!one)
            }}
          >
            {visible ? <IconEyeOff size={18} stroke={1.6} /> : <IconEye size={18} stroke={1.6} />}
          </Tool>
          <Tool label={texts.zoom(control.view.zoom)} keyName="Z" onClick={cycle}>
            <IconZoomIn size={18} stroke={1.6} />
          </Tool>
          <Tool label={texts.previous} keyName="P" onClick={onPrevious}>
            <IconArrowLeft size={18} stroke={1.6} className="mantine-rotate-rtl" />
          </Tool>
          <Tool label={texts.next} keyName="N" onClick={onNext}>
            <IconArrowRight size={18} stroke={1.6} className="mantine-rotate-rtl" />
          </Tool>
        </span>
      </div>

      <div className={classes.pictures}>
        <BenchPicture
          src={personPicture(lead.person, lead.personPhoto, 1024)}
          alt={texts.with(lead.personName)}
          control={control}
          head={
            <>
              <span className={classes.muted}>{texts.person}</span>
              <Link to="/people/$person" params={{ person: lead.person }}>
                <Foreign>{lead.personName}</Foreign>
              </Link>
            </>
          }
        />
        <BenchPicture
          src={itemPicture(lead.item, 1024)}
          alt={lead.itemPath}
          control={control}
          blurred={!visible}
          onShow={() => {
            setOne(true)
          }}
          {...(turned ? { turn } : {})}
          head={
            <>
              <span className={classes.muted}>{texts.source}</span>
              <Link to="/sources/$source" params={{ source: lead.source }}>
                <Foreign>{lead.sourceName}</Foreign>
              </Link>
            </>
          }
          foot={
            <>
              <Foreign className={classes.path}>{lead.itemPath}</Foreign>
              {lead.variant === 'same' || !turned ? null : <span>{texts.turned(variantText(lead.variant))}</span>}
            </>
          }
        />
      </div>

      {mayWrite ? (
        <div className={classes.decide}>
          <Textarea
            className={classes.note}
            // The placeholder runs as the page does; what somebody writes, as its own letters do.
            {...(note === '' ? {} : { dir: 'auto' })}
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
            {decision('refused', texts.refuse, texts.refuseHint, 'R', 'default')}
            {decision('unsure', texts.unsure, texts.unsureHint, 'U', 'default')}
            {decision('confirmed', texts.confirm, texts.confirmHint, 'C', 'filled')}
          </div>
        </div>
      ) : (
        <p className={classes.muted}>{readerTexts.noDecision}</p>
      )}

      <div className={classes.facts}>
        <Distance lead={lead} />
        <Context lead={lead} />
        <History lead={lead} />
      </div>
    </div>
  )
}
