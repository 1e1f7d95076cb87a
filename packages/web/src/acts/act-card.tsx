import { Button } from '@mantine/core'
import { listed } from '../texts/plural.ts'
import { useState, type JSX } from 'react'
import type { Act } from '../api/types.ts'
import { actTexts as texts } from '../texts/acts.ts'
import { Chip } from '../ui/chip.tsx'
import { Foreign, ForeignBlock } from '../ui/foreign.tsx'
import { Instant, localText } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { ActAnswer } from './act-answer.tsx'
import { ActErasure } from './act-erasure.tsx'
import { ActSubject } from './act-subject.tsx'
import { ActTestimony } from './act-testimony.tsx'
import { useActs } from './use-acts.ts'
import classes from './acts.module.css'

const tones = {
  waiting: 'amber',
  alone: 'amber',
  approved: 'accent',
  ready: 'accent',
  done: 'moss',
  refused: 'clay',
  withdrawn: 'plain',
  expired: 'plain',
  void: 'plain',
} as const

const Said = ({ act }: { act: Act }): JSX.Element | null =>
  act.answers.length === 0 ? null : (
    <ul className={classes.said}>
      {act.answers.map((said) => (
        <li key={said.entry}>
          {texts.said[said.answer]} <Foreign>{said.memberName}</Foreign>, <Instant at={said.at} />
          {said.counts || act.state === 'done' ? null : <span className={classes.muted}> ({texts.doesNotCount})</span>}
          {said.note === null ? null : <ForeignBlock className={classes.muted}>{said.note}</ForeignBlock>}
        </li>
      ))}
    </ul>
  )

const Named = ({ people }: { people: Act['people'] }): JSX.Element | null => {
  // Who it is about is not to be looked for; only a long list is folded.
  const [isOpen, setOpen] = useState(people.length <= 5)
  if (people.length === 0) return null
  return (
    <details
      className={classes.named}
      open={isOpen}
      onToggle={(event) => {
        setOpen(event.currentTarget.open)
      }}
    >
      <summary>
        {texts.named} ({people.length})
      </summary>
      {isOpen ? (
        <ul>
          {people.map(({ id, name }) => (
            <li key={id}>
              <TextLink to="/people/$person" params={{ person: id }}>
                <Foreign>{name}</Foreign>
              </TextLink>
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  )
}

const Actions = ({ act }: { act: Act }): JSX.Element | null => {
  const { withdraw, makePackage, makeAlbum } = useActs()
  const [answer, setAnswer] = useState<'approved' | 'refused' | null>(null)
  const { may, isPackage, kind } = act
  if (!may.approve && !may.refuse && !may.withdraw && !may.do) return null
  return (
    <div className={classes.actions}>
      {may.do && !isPackage && kind !== 'album-minors' ? (
        <p className={classes.muted}>{kind === 'bulk-export' ? texts.doKit : texts.doOther}</p>
      ) : null}
      {may.do && kind === 'album-minors' ? (
        <Button onClick={() => void makeAlbum(act)}>{texts.makeAlbum}</Button>
      ) : null}
      {may.do && isPackage ? <Button onClick={() => void makePackage(act)}>{texts.make}</Button> : null}
      {may.approve ? (
        <Button
          onClick={() => {
            setAnswer('approved')
          }}
        >
          {texts.approve}
        </Button>
      ) : null}
      {may.refuse ? (
        <Button
          variant="default"
          onClick={() => {
            setAnswer('refused')
          }}
        >
          {texts.refuse}
        </Button>
      ) : null}
      {may.withdraw ? (
        <Button variant="default" onClick={() => void withdraw(act)}>
          {texts.withdraw}
        </Button>
      ) : null}
      <ActAnswer
        act={act}
        answer={answer}
        onClose={() => {
          setAnswer(null)
        }}
      />
    </div>
  )
}

/** One act: what exactly will be done, who asked for it and why, who said what, and what one can do about it. */
export const ActCard = ({ act }: { act: Act }): JSX.Element => (
  <article className={classes.act} aria-label={texts.kind[act.kind]}>
    <header className={classes.head}>
      <h3>{texts.kind[act.kind]}</h3>
      <Chip tone={tones[act.state]}>{texts.state[act.state]}</Chip>
    </header>
    <p className={classes.muted}>
      <Foreign>{texts.proposedBy(act.memberName)}</Foreign>, <Instant at={act.at} />
    </p>
    <ForeignBlock>{act.reason}</ForeignBlock>
    <ActSubject act={act} />
    <ActTestimony act={act} />
    {act.testimony === null ? null : (
      <p>
        <TextLink to="/sessions/$session" params={{ session: act.testimony.session }} search={{}}>
          {texts.session}
        </TextLink>
      </p>
    )}
    <Named people={act.people} />
    <ActErasure act={act} />
    {act.state === 'alone' && act.notBefore !== null ? (
      <p className={classes.notice}>{texts.aloneText(localText(Date.parse(act.notBefore)))}</p>
    ) : null}
    {act.state === 'void' ? <p className={classes.muted}>{texts.voidText}</p> : null}
    {act.state === 'waiting' ? (
      <p className={classes.muted}>
        {texts.approvers}: <Foreign>{listed(act.approvers.map(({ name }) => name))}</Foreign>. {texts.until}{' '}
        <Instant at={act.until} />.
      </p>
    ) : null}
    <Said act={act} />
    <Actions act={act} />
  </article>
)
