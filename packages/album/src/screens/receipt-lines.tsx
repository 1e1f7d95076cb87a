import type { ReactElement } from 'react'
import type { ContactReceipt } from '../store/phone-state.ts'
import { momentWords, t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import { Icon } from '../ui/icons.tsx'
import { Notice } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'

const refusals: Record<string, TextKey> = {
  EVENT_REFUSED: 'refused.event',
  SESSION_FORKED: 'refused.forked',
  FILE_UNANNOUNCED: 'refused.file',
  FILE_DIFFERS: 'refused.file',
  FILE_LOST: 'refused.lost',
  SESSION_ERASED: 'refused.erased',
}

/** What arrived and what did not, counted (H2). */
export const ReceiptLines = ({ receipt }: { receipt: ContactReceipt }): ReactElement => {
  const lines = [
    t('receipt.answers', { n: receipt.answersSent }),
    ...(receipt.filesSent > 0 ? [t('receipt.files', { n: receipt.filesSent })] : []),
    ...(receipt.picturesNew > 0 ? [t('receipt.new', { n: receipt.picturesNew })] : []),
    ...(receipt.picturesGone > 0 ? [t('receipt.gone', { n: receipt.picturesGone })] : []),
  ]
  return (
    <>
      <section className={css.card} aria-label={t('receipt.title')}>
        <h2>{t('receipt.title')}</h2>
        <p className={css.dim}>{momentWords(receipt.atMs)}</p>
        <ul className={css.rows}>
          {lines.map((line) => (
            <li key={line}>
              <Icon name="check" />
              <span className={css.grow}>{line}</span>
            </li>
          ))}
        </ul>
      </section>
      {receipt.picturesMissing > 0 && (
        <Notice kind="waits">{t('receipt.missing', { n: receipt.picturesMissing })}</Notice>
      )}
      {[...new Set(receipt.refused)].map((code) => (
        <Notice key={code} kind="fault">
          {t(refusals[code] ?? 'refused.other')}
        </Notice>
      ))}
    </>
  )
}
