import { useEffect } from 'react'
import type { ReactElement } from 'react'
import { takeNewVersion } from '../own-files.ts'
import type { Loss } from '../phone.ts'
import type { ContactReceipt } from '../store/phone-state.ts'
import { t } from '../texts/texts.ts'
import { Notice, Screen } from '../ui/parts.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { ReceiptLines } from './receipt-lines.tsx'

/** A phone that holds no album, and why, where that is known. */
export const Nothing = ({ loss }: { loss: Loss }): ReactElement => {
  useEffect(() => {
    void takeNewVersion()
  }, [])
  return (
    <Screen mark="album" title={t('nothing.title')} isMiddle actions={<LanguageChoice />}>
      {loss === 'evicted' && <Notice kind="fault">{t('nothing.evicted')}</Notice>}
      {loss === 'tries' && <Notice kind="fault">{t('nothing.tries')}</Notice>}
      <p>{t('nothing.how')}</p>
    </Screen>
  )
}

/** A phone whose office ended it, and what had still arrived. */
export const Revoked = ({ receipt }: { receipt: ContactReceipt }): ReactElement => (
  <Screen mark="album" title={t('revoked.title')} isMiddle>
    <p>{t('revoked.text')}</p>
    <ReceiptLines receipt={receipt} />
  </Screen>
)
