import type { ReactElement } from 'react'
import { t } from '../texts/texts.ts'
import { Button, Notice, Screen } from '../ui/parts.tsx'
import { summaryOf } from './session.ts'
import type { Session } from './session.ts'

/** The end of a session: thanks, and what is kept. */
export const Ended = ({ session, onDone }: { session: Session | null; onDone: () => void }): ReactElement => {
  const summary = session === null ? null : summaryOf(session)
  return (
    <Screen
      mark="check"
      title={t('ended.title')}
      isMiddle
      actions={
        <Button look="primary" onPress={onDone}>
          {t('ended.home')}
        </Button>
      }
    >
      <p>{t('ended.thanks')}</p>
      {summary !== null && (
        <Notice kind="good">
          <p>{t('ended.kept', { n: summary.answered, of: summary.of })}</p>
          {summary.recordings > 0 && <p>{t('ended.recordings', { n: summary.recordings })}</p>}
          <p>{t('ended.sent')}</p>
        </Notice>
      )}
    </Screen>
  )
}
