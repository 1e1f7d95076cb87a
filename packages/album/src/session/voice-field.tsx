import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { Sealed } from '../store/sealed.ts'
import { numberWords, t } from '../texts/texts.ts'
import { Icon } from '../ui/icons.tsx'
import { Notice, RoundButton } from '../ui/parts.tsx'
import { canRecord, dropRecording, startRecording } from './recording.ts'
import type { Recording } from './recording.ts'
import css from './session.module.css'

type Voice = { id: string; type: string }

/** Telling it in one's own voice. What was recorded before a dead battery is here again, up to its last second. */
export const VoiceField = ({
  sealed,
  voice,
  onBegin,
  onRunning,
  onDrop,
}: {
  sealed: Sealed
  voice: Voice | null
  onBegin: (voice: Voice) => Promise<void>
  onRunning: (isRunning: boolean) => void
  onDrop: () => void
}): ReactElement | null => {
  const [running, setRunning] = useState<Recording | null>(null)
  const [seconds, setSeconds] = useState(0)
  const [isRefused, setIsRefused] = useState(false)
  const mounted = useRef<Recording | null>(null)
  useEffect(
    () => () => {
      void mounted.current?.stop()
    },
    [],
  )
  useEffect(() => {
    if (running === null) return undefined
    const startedMs = performance.now()
    const timer = setInterval(() => {
      setSeconds(Math.floor((performance.now() - startedMs) / 1000))
    }, 250)
    return () => {
      clearInterval(timer)
    }
  }, [running])
  if (!canRecord()) return null

  const begin = async (): Promise<void> => {
    setIsRefused(false)
    setSeconds(0)
    try {
      const recording = await startRecording(sealed, onBegin)
      mounted.current = recording
      setRunning(recording)
      onRunning(true)
      await recording.ended
    } catch {
      setIsRefused(true)
    }
    mounted.current = null
    setRunning(null)
    onRunning(false)
  }
  if (running !== null)
    return (
      <button
        type="button"
        className={css.mic}
        data-running
        onClick={() => {
          void running.stop()
        }}
      >
        <Icon name="stop" />
        <span>{t('voice.stop')}</span>
        <span role="timer">{t('voice.seconds', { n: numberWords(seconds) })}</span>
      </button>
    )
  if (voice !== null)
    return (
      <Notice kind="good">
        <p>{t('voice.kept')}</p>
        <RoundButton
          name={t('voice.drop')}
          icon="bin"
          isWide
          onPress={() => {
            void dropRecording(sealed, voice.id).then(onDrop)
          }}
        />
      </Notice>
    )
  return (
    <>
      <button
        type="button"
        className={css.mic}
        onClick={() => {
          void begin()
        }}
      >
        <Icon name="mic" />
        <span>{t('voice.begin')}</span>
      </button>
      {isRefused && <Notice kind="waits">{t('voice.refused')}</Notice>}
    </>
  )
}
