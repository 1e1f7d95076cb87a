import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { setUp, showDoor } from '../phone.ts'
import { makeHardware, mayHaveHardware } from '../store/hardware.ts'
import type { HardwareKey } from '../store/hardware.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import type { SecretKind } from '../store/secrets.ts'
import { stretch, stretchCost } from '../store/stretch.ts'
import { t } from '../texts/texts.ts'
import { useLanguageNow } from '../texts/use-language.ts'
import { Button, Notice, Screen, Steps } from '../ui/parts.tsx'
import { DuressStep } from './duress-step.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { PairingStep } from './pairing-step.tsx'
import { SecretStep } from './secret-step.tsx'

type Step =
  | { at: 'hello' }
  | { at: 'hardware' }
  | { at: 'secret'; kind: SecretKind; hardware: HardwareKey | null }
  | { at: 'duress'; kind: SecretKind; hardware: HardwareKey | null; secret: string }
  | { at: 'making' }
  | { at: 'failed' }
  | { at: 'pairing'; open: OpenPhone }

const order = ['hello', 'hardware', 'secret', 'duress', 'pairing']

/** How long one guess takes here; measured once, while the first words are read. */
const useGuessMs = (): number | null => {
  const [guessMs, setGuessMs] = useState<number | null>(null)
  useEffect(() => {
    let isWanted = true
    void (async () => {
      const { tookMs } = await stretch({ secret: 'measure', salt: new Uint8Array(16), cost: stretchCost })
      if (isWanted) setGuessMs(tookMs)
    })()
    return () => {
      isWanted = false
    }
  }, [])
  return guessMs
}

/** Setting up a phone from an invitation: language, what opens it, the duress PIN, and the code that both screens show. */
export const SetUp = ({ token, hasAlbum }: { token: string; hasAlbum: boolean }): ReactElement => {
  useLanguageNow()
  const [step, setStep] = useState<Step>({ at: 'hello' })
  const guessMs = useGuessMs()
  const place = Math.max(0, order.indexOf(step.at === 'making' || step.at === 'failed' ? 'duress' : step.at))
  const steps = <Steps at={place} of={order.length} label={t('setUp.step', { n: place + 1, of: order.length })} />
  const make = (kind: SecretKind, hardware: HardwareKey | null, secret: string, duress: string | null): void => {
    setStep({ at: 'making' })
    void (async () => {
      try {
        setStep({ at: 'pairing', open: await setUp({ kind, hardware, secret, duress }) })
      } catch {
        setStep({ at: 'failed' })
      }
    })()
  }
  switch (step.at) {
    case 'hello': {
      return (
        <Hello
          steps={steps}
          hasAlbum={hasAlbum}
          onGo={() => {
            void (async () => {
              const isThere = await mayHaveHardware()
              setStep(isThere ? { at: 'hardware' } : { at: 'secret', kind: 'passphrase', hardware: null })
            })()
          }}
        />
      )
    }
    case 'hardware': {
      return (
        <HardwareStep
          steps={steps}
          onMade={(hardware) => {
            setStep({ at: 'secret', kind: hardware === null ? 'passphrase' : 'pin', hardware })
          }}
        />
      )
    }
    case 'secret': {
      return (
        <SecretStep
          steps={steps}
          kind={step.kind}
          guessMs={guessMs}
          onChosen={(secret) => {
            setStep({ ...step, at: 'duress', secret })
          }}
        />
      )
    }
    case 'duress': {
      return (
        <DuressStep
          steps={steps}
          kind={step.kind}
          own={step.secret}
          onChosen={(duress) => {
            make(step.kind, step.hardware, step.secret, duress)
          }}
        />
      )
    }
    case 'making': {
      return <Screen mark="lock" title={t('setUp.making')} isMiddle start={steps}></Screen>
    }
    case 'failed': {
      return (
        <Screen title={t('setUp.failed')} isMiddle start={steps}>
          <Notice kind="fault">{t('setUp.failedText')}</Notice>
        </Screen>
      )
    }
    default: {
      return <PairingStep steps={steps} token={token} open={step.open} />
    }
  }
}

const Hello = ({
  steps,
  hasAlbum,
  onGo,
}: {
  steps: ReactElement
  hasAlbum: boolean
  onGo: () => void
}): ReactElement => (
  <Screen
    title={t('setUp.title')}
    start={steps}
    actions={
      <>
        {hasAlbum && (
          <Button
            onPress={() => {
              void showDoor()
            }}
          >
            {t('setUp.keep')}
          </Button>
        )}
        <Button look={hasAlbum ? 'danger' : 'primary'} onPress={onGo}>
          {t(hasAlbum ? 'setUp.replace' : 'setUp.go')}
        </Button>
      </>
    }
  >
    <LanguageChoice />
    <p>{t('setUp.text')}</p>
    {hasAlbum && <Notice kind="fault">{t('setUp.hasAlbum')}</Notice>}
  </Screen>
)

const HardwareStep = ({
  steps,
  onMade,
}: {
  steps: ReactElement
  onMade: (hardware: HardwareKey | null) => void
}): ReactElement => {
  const [isRefused, setIsRefused] = useState(false)
  return (
    <Screen
      mark="phone"
      title={t('hardware.title')}
      start={steps}
      actions={
        <>
          <Button
            look="primary"
            icon="phone"
            onPress={() => {
              void (async () => {
                const made = await makeHardware()
                if (made === 'cancelled') setIsRefused(true)
                else onMade(made === 'none' ? null : made)
              })()
            }}
          >
            {t('hardware.use')}
          </Button>
          {isRefused && (
            <Button
              look="quiet"
              onPress={() => {
                onMade(null)
              }}
            >
              {t('hardware.without')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('hardware.text')}</p>
      <p className="dim">{t('hardware.why')}</p>
      {isRefused && <Notice kind="waits">{t('hardware.refused')}</Notice>}
    </Screen>
  )
}
