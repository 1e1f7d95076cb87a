import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { isKept } from '../own-files.ts'
import { askToPersist } from '../store/eviction-mark.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import { dayWords, t } from '../texts/texts.ts'
import { Notice, RoundButton, Screen } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'
import { LanguageChoice } from './language-choice.tsx'

/** Language, whether the app works without a network, whether the browser may remove it, how to keep it at hand. */
export const Settings = ({ open, onDone }: { open: OpenPhone; onDone: () => void }): ReactElement => {
  const [isOffline, setIsOffline] = useState<boolean | null>(null)
  const [isPersisted, setIsPersisted] = useState<boolean | null>(null)
  useEffect(() => {
    void (async () => {
      setIsOffline(await isKept())
      setIsPersisted(await askToPersist())
    })()
  }, [])
  const isInstalled = globalThis.matchMedia('(display-mode: standalone)').matches
  return (
    <Screen title={t('settings.title')} start={<RoundButton name={t('back')} icon="back" onPress={onDone} />}>
      <h2>{t('language')}</h2>
      <LanguageChoice />
      <h2>{t('settings.phone')}</h2>
      {isOffline !== null && (
        <Notice kind={isOffline ? 'good' : 'waits'}>{t(isOffline ? 'settings.offline' : 'settings.notOffline')}</Notice>
      )}
      {isPersisted !== null && (
        <Notice kind={isPersisted ? 'good' : 'waits'}>
          {t(isPersisted ? 'settings.persisted' : 'settings.notPersisted')}
        </Notice>
      )}
      {!isInstalled && <Notice>{t('settings.install')}</Notice>}
      <p className={css.dim}>{t('settings.paired', { when: dayWords(open.record.pairedMs) })}</p>
      <p className={css.dim}>{t('settings.limits')}</p>
    </Screen>
  )
}
