import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import type { AlbumAnswer, AlbumPicture } from '@homeward/format'
import type { OpenPhone } from '../store/open-phone.ts'
import { recordName } from '../store/phone-state.ts'
import { t } from '../texts/texts.ts'
import { Button, Notice, Screen } from '../ui/parts.tsx'
import { append } from './append.ts'
import { Break } from './break-screen.tsx'
import { Details } from './details-screen.tsx'
import { newDraft, readDraft, tellsMore } from './draft.ts'
import type { Draft } from './draft.ts'
import { Ended } from './ended-screen.tsx'
import { PictureScreen } from './picture-screen.tsx'
import { nextPicture } from './session.ts'
import type { Session } from './session.ts'
import { runningSession } from './write-event.ts'

/** Keeps the screen from going dark, which would lock the album in the middle of a session; where the phone allows it. */
const useWakefulScreen = (): void => {
  useEffect(() => {
    let sentinel: WakeLockSentinel | null = null
    void (async () => {
      try {
        sentinel = await navigator.wakeLock.request('screen')
      } catch {
        // Then the phone's own time counts.
      }
    })()
    return () => {
      void sentinel?.release()
    }
  }, [])
}

/** A session that is running, or that has just ended. */
export const SessionScreens = ({ open, onDone }: { open: OpenPhone; onDone: () => void }): ReactElement => {
  useWakefulScreen()
  const [id] = useState(() => runningSession(open)?.id ?? null)
  const session = open.sessions.find((each) => each.id === id)
  if (session === undefined || session.how !== null) return <Ended session={session ?? null} onDone={onDone} />
  return <Running open={open} session={session} onDone={onDone} />
}

const Running = ({
  open,
  session,
  onDone,
}: {
  open: OpenPhone
  session: Session
  onDone: () => void
}): ReactElement | null => {
  const [draft, setDraft] = useState<Draft | null | 'unread'>('unread')
  const [again, setAgain] = useState<string | null>(null)
  // While an answer is being stored its picture stays: the next one is not shown before (AL54).
  const [pinned, setPinned] = useState<string | null>(null)
  const [last, setLast] = useState<string | null>(null)
  const [skipped, setSkipped] = useState<readonly string[]>([])
  const [isFailed, setIsFailed] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const { sealed } = open
  useEffect(() => {
    void (async () => {
      setDraft(await readDraft(sealed, session.id))
    })()
  }, [sealed, session.id])

  const keep = (work: () => Promise<void>): void => {
    setIsBusy(true)
    setIsFailed(false)
    void (async () => {
      try {
        await work()
      } catch {
        setIsFailed(true)
      } finally {
        setIsBusy(false)
      }
    })()
  }
  const end = (how: 'finished' | 'stopped'): void => {
    keep(() => append({ type: 'ended', how }))
  }
  const answer = (picture: string, given: AlbumAnswer): void => {
    setPinned(picture)
    keep(async () => {
      try {
        const tells = given === 'recognised' || given === 'unsure'
        const begun = tells ? newDraft(picture, given) : null
        const beside = begun === null ? [] : [{ name: recordName.draft(session.id), value: begun }]
        await append({ type: 'answered', picture, answer: given }, beside)
        setDraft(begun)
        setAgain(null)
        setLast(picture)
      } finally {
        setPinned(null)
      }
    })
  }

  if (draft === 'unread') return null
  if (isFailed)
    return (
      <Screen
        title={t('session.notKept')}
        isMiddle
        actions={
          <Button
            look="primary"
            onPress={() => {
              setIsFailed(false)
            }}
          >
            {t('back')}
          </Button>
        }
      >
        <Notice kind="fault">{t('session.notKeptText')}</Notice>
      </Screen>
    )
  if (session.isPaused)
    return (
      <Break
        isTelling={draft !== null && tellsMore(draft)}
        onResume={() => {
          keep(() => append({ type: 'resumed' }))
        }}
        onEnd={() => {
          end('stopped')
        }}
        onHome={onDone}
      />
    )
  const pictureOf = (wanted: string): AlbumPicture | undefined =>
    open.manifest?.pictures.find((picture) => picture.id === wanted)
  const told = draft === null ? undefined : pictureOf(draft.picture)
  if (draft !== null && told !== undefined)
    return (
      <Details
        key={draft.picture}
        open={open}
        session={session}
        picture={told}
        draft={draft}
        // Held here, and not on the screen that a break takes away.
        onDraft={(change) => {
          setDraft((before) => (before === null || before === 'unread' ? before : change(before)))
        }}
        onDone={() => {
          setDraft(null)
        }}
      />
    )
  const wanted = pinned ?? again ?? nextPicture(session, skipped)
  if (wanted === null)
    return (
      <Screen
        title={t('session.allSeen')}
        isMiddle
        actions={
          <>
            <Button
              look="primary"
              isDisabled={isBusy}
              onPress={() => {
                end('finished')
              }}
            >
              {t('session.finish')}
            </Button>
            {last !== null && (
              <Button
                icon="undo"
                onPress={() => {
                  setAgain(last)
                }}
              >
                {t('session.lastAgain')}
              </Button>
            )}
          </>
        }
      >
        <p>{t('session.allSeenText')}</p>
      </Screen>
    )
  return (
    <PictureScreen
      key={wanted}
      open={open}
      session={session}
      picture={pictureOf(wanted)}
      wanted={wanted}
      chosen={again === null ? null : (session.answers.get(wanted)?.answer ?? null)}
      last={again === null && last !== null ? (session.answers.get(last)?.answer ?? null) : null}
      isBusy={isBusy}
      onAnswer={(given) => {
        answer(wanted, given)
      }}
      onUndo={() => {
        setAgain(last)
      }}
      onLeaveAgain={() => {
        setAgain(null)
      }}
      onBreak={() => {
        keep(() => append({ type: 'paused' }))
      }}
      onSkip={() => {
        setSkipped([...skipped, wanted])
      }}
    />
  )
}
