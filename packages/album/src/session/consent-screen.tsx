import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { CONSENT_WAYS } from '@homeward/format'
import type { ConsentWay } from '@homeward/format'
import { setOpen, stageNow } from '../phone.ts'
import type { Place } from '../screens/open-screens.tsx'
import type { OpenPhone } from '../store/open-phone.ts'
import { shownLanguage, t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import type { IconName } from '../ui/icons.tsx'
import { Button, Choice, Field, Notice, RoundButton, Screen } from '../ui/parts.tsx'
import uiCss from '../ui/ui.module.css'
import { append } from './append.ts'
import { consentSentences } from './consent-texts.ts'
import { localVoice, readAloud } from './local-voice.ts'
import { shuffled } from './order.ts'
import css from './session.module.css'

const ways: Record<ConsentWay, { text: TextKey; icon: IconName }> = {
  read: { text: 'consent.read', icon: 'words' },
  heard: { text: 'consent.heard', icon: 'heard' },
  explained: { text: 'consent.explained', icon: 'people' },
}

/** The viewer's consent, before any picture: a short text, read aloud where the phone can, and yes or no. */
export const Consent = ({ open, onGo }: { open: OpenPhone; onGo: (place: Place) => void }): ReactElement => {
  const { manifest, record } = open
  const [heldBy, setHeldBy] = useState(record.heldBy)
  const [how, setHow] = useState<ConsentWay | null>(null)
  const [isRefused, setIsRefused] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const [isFailed, setIsFailed] = useState(false)
  const version = manifest?.consentText ?? ''
  const sentences = consentSentences(version)
  useEffect(
    () => () => {
      globalThis.speechSynthesis?.cancel()
    },
    [],
  )
  const home = (
    <Button
      onPress={() => {
        onGo('home')
      }}
    >
      {t('back')}
    </Button>
  )
  if (manifest === null || sentences === null)
    return (
      <Screen title={t('consent.title')} isMiddle actions={home}>
        <Notice kind="waits">{t('consent.unknown')}</Notice>
      </Screen>
    )
  if (isRefused)
    return (
      <Screen mark="check" title={t('consent.noTitle')} isMiddle actions={home}>
        <p>{t('consent.noText')}</p>
      </Screen>
    )
  const voice = localVoice(shownLanguage())
  const begin = (): void => {
    if (how === null) return
    setIsBusy(true)
    setIsFailed(false)
    void (async () => {
      try {
        const here = new Set(open.missing)
        const order = shuffled(manifest.pictures.map(({ id }) => id).filter((id) => !here.has(id)))
        const stage = stageNow()
        if (stage.at === 'open') setOpen({ ...stage.open, record: { ...stage.open.record, heldBy: heldBy.trim() } })
        const consent = { text: version, how }
        const { album } = manifest
        await append({ type: 'begun', album, order, language: shownLanguage(), consent, heldBy: heldBy.trim() })
        onGo('session')
      } catch {
        setIsFailed(true)
        setIsBusy(false)
      }
    })()
  }
  return (
    <Screen
      title={t('consent.title')}
      start={
        <RoundButton
          name={t('back')}
          icon="back"
          onPress={() => {
            onGo('home')
          }}
        />
      }
      end={
        voice === null ? undefined : (
          <RoundButton
            name={t('consent.aloud')}
            icon="heard"
            isWide
            onPress={() => {
              readAloud(
                sentences.map((key) => t(key)),
                voice,
              )
              setHow('heard')
            }}
          />
        )
      }
      actions={
        <>
          <Button look="primary" icon="yes" isDisabled={how === null || isBusy} onPress={begin}>
            {t('consent.yes')}
          </Button>
          <Button
            icon="quiet"
            onPress={() => {
              setIsRefused(true)
            }}
          >
            {t('consent.no')}
          </Button>
        </>
      }
    >
      <div className={css.consent}>
        {sentences.map((key) => (
          <p key={key}>{t(key)}</p>
        ))}
      </div>
      <fieldset className={uiCss.choices}>
        <legend>{t('consent.how')}</legend>
        {CONSENT_WAYS.map((way) => (
          <Choice
            key={way}
            icon={ways[way].icon}
            isChosen={way === how}
            onPress={() => {
              setHow(way)
            }}
          >
            {t(ways[way].text)}
          </Choice>
        ))}
      </fieldset>
      <Field
        label={t('consent.heldBy')}
        hint={t('consent.heldByHint')}
        value={heldBy}
        maxLength={200}
        onChange={setHeldBy}
      />
      {isFailed && <Notice kind="fault">{t('session.notKeptText')}</Notice>}
    </Screen>
  )
}
