import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { takeNewVersion } from '../own-files.ts'
import { showDoor, unlock } from '../phone.ts'
import type { Stage } from '../phone.ts'
import { LEAST_PIN } from '../store/secrets.ts'
import { numberWords, t } from '../texts/texts.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Button, Field, Notice, Screen } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'
import { LanguageChoice } from './language-choice.tsx'

/** Seconds that are left to wait. When they have passed, the door is looked at until it says the same: only then may anything be typed. */
const useCountdown = (waitMs: number): number => {
  const [left, setLeft] = useState(Math.ceil(waitMs / 1000))
  useEffect(() => {
    const endMs = performance.now() + waitMs
    if (waitMs === 0) return undefined
    const timer = setInterval(() => {
      const rest = Math.ceil((endMs - performance.now()) / 1000)
      setLeft(Math.max(1, rest))
      if (rest <= 0) void showDoor('wrong')
    }, 250)
    return () => {
      clearInterval(timer)
    }
  }, [waitMs])
  return left
}

const messageOf = (message: Extract<Stage, { at: 'locked' }>['message'], isPin: boolean): string | null => {
  switch (message) {
    case 'wrong': {
      return t(isPin ? 'locked.wrongPin' : 'locked.wrongPassphrase')
    }
    case 'hardware': {
      return t('locked.hardware')
    }
    case 'memory': {
      return t('locked.memory')
    }
    default: {
      return null
    }
  }
}

/** The door: a PIN or a passphrase, how many tries are left, and what to do when it is forgotten. */
export const Locked = ({ door, message }: Pick<Extract<Stage, { at: 'locked' }>, 'door' | 'message'>): ReactElement => {
  const [secret, setSecret] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const [isForgotten, setIsForgotten] = useState(false)
  const left = useCountdown(door.waitMs)
  useEffect(() => {
    void takeNewVersion()
  }, [])
  const isPin = door.kind === 'pin'
  const isReady = secret.length >= (isPin ? LEAST_PIN : 1) && !isBusy && left === 0
  const open = (): void => {
    if (!isReady) return
    setIsBusy(true)
    setSecret('')
    void unlock(secret).finally(() => {
      setIsBusy(false)
    })
  }
  if (isForgotten) {
    return (
      <Screen
        mark="lock"
        title={t('forgotten.title')}
        isMiddle
        actions={
          <Button
            icon="back"
            onPress={() => {
              setIsForgotten(false)
            }}
          >
            {t('back')}
          </Button>
        }
      >
        <p>{t('forgotten.text')}</p>
        <p>{t('forgotten.how')}</p>
      </Screen>
    )
  }
  const said = messageOf(message, isPin)
  return (
    <Screen
      title={t(isPin ? 'locked.titlePin' : 'locked.titlePassphrase')}
      isMiddle
      actions={
        <>
          <Button look="primary" isDisabled={!isReady} onPress={open}>
            {isBusy ? t('locked.opening') : t('locked.open')}
          </Button>
          <Button
            look="quiet"
            onPress={() => {
              setIsForgotten(true)
            }}
          >
            {t(isPin ? 'locked.forgotPin' : 'locked.forgotPassphrase')}
          </Button>
        </>
      }
    >
      {said !== null && (
        <Notice kind="fault">
          <p>{said}</p>
          {message === 'wrong' && <p>{t('locked.tries', { n: door.triesLeft })}</p>}
        </Notice>
      )}
      {left > 0 && <Notice kind="waits">{t('locked.wait', { seconds: numberWords(left) })}</Notice>}
      {isPin ? (
        <Keypad value={secret} isDisabled={isBusy || left > 0} onChange={setSecret} onEnter={open} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            open()
          }}
        >
          <Field label={t('locked.passphrase')} value={secret} isSecret maxLength={200} onChange={setSecret} />
        </form>
      )}
      <details className={css.more}>
        <summary>{t('language')}</summary>
        <LanguageChoice />
      </details>
    </Screen>
  )
}
