import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { AlbumAnswer, AlbumPicture } from '@homeward/format'
import type { OpenPhone } from '../store/open-phone.ts'
import { numberWords, t, yearWords } from '../texts/texts.ts'
import { Icon } from '../ui/icons.tsx'
import { Button, Notice, Progress, RoundButton } from '../ui/parts.tsx'
import { Picture } from '../ui/picture.tsx'
import { AnswerButtons, answerLooks } from './answer-buttons.tsx'
import { append } from './append.ts'
import css from './session.module.css'
import type { Session } from './session.ts'

/** What may be said of a person beside the picture: names only where the album shows them. */
const Caption = ({ picture, showNames }: { picture: AlbumPicture; showNames: boolean }): ReactElement | null => {
  const { name, born, place } = picture
  const parts: ReactElement[] = []
  if (showNames && name !== undefined)
    parts.push(
      <strong key="name">
        <bdi>{name}</bdi>
      </strong>,
    )
  if (born !== undefined)
    parts.push(
      <span key="born">
        {born.from === born.to
          ? t('person.born', { year: yearWords(born.from) })
          : t('person.bornBetween', { from: yearWords(born.from), to: yearWords(born.to) })}
      </span>,
    )
  if (place !== undefined) parts.push(<bdi key="place">{place}</bdi>)
  return parts.length === 0 ? null : (
    <p className={css.caption}>{parts.flatMap((part, at) => (at === 0 ? [part] : [' · ', part]))}</p>
  )
}

/** One picture and the four answers. Nothing can be answered before the picture is on the screen. */
export const PictureScreen = ({
  open,
  session,
  picture,
  wanted,
  chosen,
  last,
  isBusy,
  onAnswer,
  onUndo,
  onLeaveAgain,
  onBreak,
  onSkip,
}: {
  open: OpenPhone
  session: Session
  picture: AlbumPicture | undefined
  wanted: string
  /** The answer that was given before, when a picture is looked at again. */
  chosen: AlbumAnswer | null
  /** The last answer, which can be taken back. */
  last: AlbumAnswer | null
  isBusy: boolean
  onAnswer: (answer: AlbumAnswer) => void
  onUndo: () => void
  onLeaveAgain: () => void
  onBreak: () => void
  onSkip: () => void
}): ReactElement => {
  const [isDrawn, setIsDrawn] = useState(false)
  const [isLost, setIsLost] = useState(picture === undefined)
  const head = useRef<HTMLHeadingElement>(null)
  const { order } = session.begun
  const place = order.indexOf(wanted) + 1
  const where = t('session.place', { n: numberWords(place), of: numberWords(order.length) })
  useEffect(() => {
    head.current?.focus({ preventScroll: true })
  }, [])
  return (
    <main className={css.stage}>
      <div className={css.top}>
        <RoundButton name={t('session.break')} icon="break" isWide onPress={onBreak} />
        <div className={css.far}>
          <Progress label={where} done={session.answers.size} of={order.length} />
        </div>
        <h1 ref={head} tabIndex={-1} className={css.count} style={{ fontSize: '1rem' }}>
          <span className="aside">{t('session.question')} </span>
          {where}
        </h1>
      </div>
      <div className={css.frame}>
        {isLost || picture === undefined ? (
          <Notice kind="waits">{t('session.lost')}</Notice>
        ) : (
          <Picture
            sealed={open.sealed}
            picture={picture}
            alt={t('session.picture', { n: numberWords(place) })}
            onDrawn={() => {
              setIsDrawn(true)
              // A second look is recorded too: an answer after it is one of its own (AL62).
              if (session.shown !== wanted || chosen !== null)
                void append({ type: 'shown', picture: wanted }).catch(() => undefined)
            }}
            onLost={() => {
              setIsLost(true)
            }}
          />
        )}
      </div>
      {picture !== undefined && <Caption picture={picture} showNames={open.manifest?.showNames === true} />}
      {last !== null && !isLost && (
        <div className={css.undo}>
          <output>{t('session.answered', { answer: t(answerLooks[last].text) })}</output>
          <RoundButton name={t('session.undo')} icon="undo" isWide onPress={onUndo} />
        </div>
      )}
      {chosen !== null && (
        <div className={css.undo}>
          <span>{t('session.again')}</span>
          <RoundButton name={t('session.keep')} icon="go" isWide onPress={onLeaveAgain} />
        </div>
      )}
      {isLost ? (
        <Button icon="go" onPress={onSkip}>
          {t('session.skip')}
        </Button>
      ) : (
        <AnswerButtons chosen={chosen} isDisabled={!isDrawn || isBusy} onAnswer={onAnswer} />
      )}
    </main>
  )
}

/** A sign and words in one line, for lists of answers. */
export const AnswerLine = ({ answer }: { answer: AlbumAnswer }): ReactElement => (
  <p className={css.given}>
    <Icon name={answerLooks[answer].icon} />
    <strong>{t(answerLooks[answer].text)}</strong>
  </p>
)
