import { useState } from 'react'
import type { ReactElement } from 'react'
import { LEAST_HOLD_SECONDS, LEAST_PIN, holdSeconds, isGuessable, plainSecret, randomNumber } from '../store/secrets.ts'
import type { SecretKind } from '../store/secrets.ts'
import { holdWords } from '../texts/hold-words.ts'
import { t } from '../texts/texts.ts'
import { Keypad } from '../ui/keypad.tsx'
import { Button, Field, Notice, Screen } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'

interface StepProps {
  steps: ReactElement
  onChosen: (secret: string) => void
}

/** Choosing what opens the album: a PIN beside the phone's own key, or a passphrase that stands alone. */
export const SecretStep = ({
  kind,
  guessMs,
  ...props
}: StepProps & { kind: SecretKind; guessMs: number | null }): ReactElement =>
  kind === 'pin' ? (
    <PinTwice {...props} title={t('pin.choose')} text={t('pin.text')} refusedSecret={null} />
  ) : (
    <Passphrase {...props} guessMs={guessMs} />
  )

/** A PIN, typed twice. `refusedSecret` is one that it may not be. */
export const PinTwice = ({
  steps,
  title,
  text,
  refusedSecret,
  onChosen,
}: StepProps & { title: string; text: string; refusedSecret: string | null }): ReactElement => {
  const [first, setFirst] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const isReady = typed.length >= LEAST_PIN
  const go = (): void => {
    if (!isReady) return
    setTyped('')
    if (first !== null) {
      if (typed === first) onChosen(typed)
      else {
        setFirst(null)
        setFault(t('pin.different'))
      }
    } else if (isGuessable(typed)) setFault(t('pin.guessable'))
    else if (refusedSecret !== null && plainSecret(typed) === plainSecret(refusedSecret)) setFault(t('duress.same'))
    else {
      setFault(null)
      setFirst(typed)
    }
  }
  return (
    <Screen
      title={first === null ? title : t('pin.again')}
      start={steps}
      actions={
        <Button look="primary" isDisabled={!isReady} onPress={go}>
          {t('go')}
        </Button>
      }
    >
      {fault === null ? <p>{first === null ? text : t('pin.againText')}</p> : <Notice kind="fault">{fault}</Notice>}
      <Keypad value={typed} isDisabled={false} onChange={setTyped} onEnter={go} />
    </Screen>
  )
}

const Passphrase = ({ steps, guessMs, onChosen }: StepProps & { guessMs: number | null }): ReactElement => {
  const [typed, setTyped] = useState('')
  const [again, setAgain] = useState('')
  const [offered, setOffered] = useState<string | null>(null)
  const measured = guessMs ?? 1000
  const seconds = holdSeconds(typed, measured)
  const isStrong = seconds >= LEAST_HOLD_SECONDS
  const isSame = plainSecret(typed) === plainSecret(again)
  return (
    <Screen
      title={t('passphrase.title')}
      start={steps}
      actions={
        <Button
          look="primary"
          isDisabled={!isStrong || !isSame}
          onPress={() => {
            onChosen(typed)
          }}
        >
          {t('go')}
        </Button>
      }
    >
      <Notice kind="waits">
        <p>{t('passphrase.why', { hold: holdWords(holdSeconds('735194', measured)) })}</p>
      </Notice>
      <Field
        label={t('passphrase.label')}
        hint={t('passphrase.hint')}
        value={typed}
        maxLength={200}
        onChange={setTyped}
      />
      {typed !== '' && (
        <Notice kind={isStrong ? 'good' : 'waits'}>
          {t(isStrong ? 'passphrase.holds' : 'passphrase.weak', { hold: holdWords(seconds) })}
        </Notice>
      )}
      {offered === null ? (
        <Button
          onPress={() => {
            setOffered(randomNumber())
          }}
        >
          {t('passphrase.offer')}
        </Button>
      ) : (
        <div className={css.card}>
          <p>{t('passphrase.offered')}</p>
          <p>
            <bdi dir="ltr">
              <strong>{offered}</strong>
            </bdi>
          </p>
        </div>
      )}
      <Field label={t('passphrase.again')} value={again} maxLength={200} onChange={setAgain} />
      {again.length >= typed.length && again !== '' && !isSame && (
        <Notice kind="fault">{t('passphrase.different')}</Notice>
      )}
      <p className={css.dim}>{t('passphrase.assumed')}</p>
    </Screen>
  )
}
