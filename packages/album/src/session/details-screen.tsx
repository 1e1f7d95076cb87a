import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { AlbumPicture } from '@homeward/format'
import type { OpenPhone } from '../store/open-phone.ts'
import { recordName } from '../store/phone-state.ts'
import { t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import { Button, Field, Notice, Screen, RoundButton } from '../ui/parts.tsx'
import uiCss from '../ui/ui.module.css'
import { Picture } from '../ui/picture.tsx'
import { append } from './append.ts'
import { answerOf, keepDraft, tellsMore } from './draft.ts'
import type { Draft } from './draft.ts'
import { MonthField } from './month-field.tsx'
import { AnswerLine } from './picture-screen.tsx'
import { dropRecording } from './recording.ts'
import css from './session.module.css'
import type { Session } from './session.ts'
import { VoiceField } from './voice-field.tsx'

const keepAfterMs = 700
const ways: TextKey[] = ['known.family', 'known.village', 'known.together', 'known.heard']

/**
 * Keeps the draft sealed while it grows: a moment after every change, and at once when the screen goes. Returns what says whether it is
 * over: then nothing of it is kept any more.
 */
const useKeptDraft = ({ sealed }: OpenPhone, session: string, draft: Draft): ((isOver: boolean) => void) => {
  const latest = useRef({ draft, isOver: false, isKept: true })
  const keep = useCallback((): void => {
    const { current } = latest
    if (current.isKept || current.isOver) return
    current.isKept = true
    void keepDraft(sealed, session, current.draft).catch(() => undefined)
  }, [sealed, session])
  useEffect(() => {
    const { current } = latest
    if (current.draft === draft) return undefined
    current.draft = draft
    current.isKept = false
    const timer = setTimeout(keep, keepAfterMs)
    return () => {
      clearTimeout(timer)
    }
  }, [draft, keep])
  // A lock takes the page away in the middle of a word.
  useEffect(() => keep, [keep])
  return useCallback((isOver) => {
    latest.current.isOver = isOver
  }, [])
}

/** Where and when, how they know the person, in what condition: all of it may be left out. */
export const Details = ({
  open,
  session,
  picture,
  draft,
  onDraft,
  onDone,
}: {
  open: OpenPhone
  session: Session
  picture: AlbumPicture
  draft: Draft
  onDraft: (change: (before: Draft) => Draft) => void
  onDone: () => void
}): ReactElement => {
  const [isBusy, setIsBusy] = useState(false)
  const [isRecording, setIsRecording] = useState(false)
  const [isFailed, setIsFailed] = useState(false)
  const setOver = useKeptDraft(open, session.id, draft)
  const change = (part: Partial<Draft>): void => {
    onDraft((before) => ({ ...before, ...part }))
  }
  const isBackwards = draft.from !== '' && draft.to !== '' && draft.from.slice(0, draft.to.length) > draft.to
  const leave = (isKept: boolean): void => {
    setIsBusy(true)
    setIsFailed(false)
    setOver(true)
    void (async () => {
      try {
        const ended = { name: recordName.draft(session.id), value: null }
        if (isKept && tellsMore(draft)) {
          const { what, beside } = await answerOf(open.sealed, draft)
          await append(what, [...beside, ended])
        } else {
          await keepDraft(open.sealed, session.id, null)
          if (draft.voice !== null) await dropRecording(open.sealed, draft.voice.id)
        }
        onDone()
      } catch {
        setOver(false)
        setIsFailed(true)
        setIsBusy(false)
      }
    })()
  }
  return (
    <Screen
      title={t('details.title')}
      start={
        <RoundButton
          name={t('session.break')}
          icon="break"
          isWide
          onPress={() => {
            void keepDraft(open.sealed, session.id, draft)
              .then(() => append({ type: 'paused' }))
              .catch(() => {
                setIsFailed(true)
              })
          }}
        />
      }
      actions={
        <>
          <Button
            look="primary"
            icon="check"
            isDisabled={isBusy || isRecording || isBackwards}
            onPress={() => {
              leave(true)
            }}
          >
            {t('details.done')}
          </Button>
          <Button
            look="quiet"
            isDisabled={isBusy || isRecording}
            onPress={() => {
              leave(false)
            }}
          >
            {t('details.skip')}
          </Button>
        </>
      }
    >
      <div className={css.about}>
        <div className={css.small}>
          <Picture sealed={open.sealed} picture={picture} alt={t('details.picture')} onLost={() => undefined} />
        </div>
        <div>
          <AnswerLine answer={draft.answer} />
          <p className={uiCss.dim}>{t('details.free')}</p>
        </div>
      </div>
      <VoiceField
        sealed={open.sealed}
        voice={draft.voice}
        onBegin={async (voice) => {
          // Before the first piece: so that what a dead battery leaves is found again.
          await keepDraft(open.sealed, session.id, { ...draft, voice })
          change({ voice })
        }}
        onRunning={setIsRecording}
        onDrop={() => {
          change({ voice: null })
        }}
      />
      <Field
        label={t('details.where')}
        value={draft.where}
        maxLength={300}
        onChange={(where) => {
          change({ where })
        }}
      />
      <fieldset className={uiCss.field}>
        <span>{t('details.when')}</span>
        <div className={css.dates}>
          <MonthField
            label={t('details.from')}
            value={draft.from}
            onChange={(from) => {
              change({ from })
            }}
          />
          <MonthField
            label={t('details.to')}
            value={draft.to}
            onChange={(to) => {
              change({ to })
            }}
          />
        </div>
        {isBackwards && <Notice kind="fault">{t('details.backwards')}</Notice>}
      </fieldset>
      <Field
        label={t('details.known')}
        value={draft.known}
        maxLength={4000}
        isLong
        onChange={(known) => {
          change({ known })
        }}
      />
      <fieldset className={css.chips} aria-label={t('details.known')}>
        {ways.map((way) => (
          <button
            key={way}
            type="button"
            onClick={() => {
              change({ known: draft.known.trim() === '' ? t(way) : `${draft.known.trim()} · ${t(way)}` })
            }}
          >
            {t(way)}
          </button>
        ))}
      </fieldset>
      <Field
        label={t('details.condition')}
        hint={t('details.conditionHint')}
        value={draft.condition}
        maxLength={8000}
        isLong
        onChange={(condition) => {
          change({ condition })
        }}
      />
      {isFailed && <Notice kind="fault">{t('session.notKeptText')}</Notice>}
    </Screen>
  )
}
