import { useEffect, useRef, useState } from 'react'
import type { ReactElement } from 'react'
import type { ContactStep } from '../contact/contact.ts'
import { meet, stageNow } from '../phone.ts'
import type { ContactEnd } from '../phone.ts'
import { numberWords, t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import { Button, Notice, Progress, Screen } from '../ui/parts.tsx'
import { ReceiptLines } from './receipt-lines.tsx'

const doing: Record<ContactStep, TextKey> = {
  greeting: 'meeting.greeting',
  sending: 'meeting.sending',
  fetching: 'meeting.fetching',
}

const faults: Record<Exclude<ContactEnd, 'done' | 'revoked'>, TextKey> = {
  unreachable: 'contact.unreachable',
  closed: 'contact.closed',
  wait: 'contact.wait',
  refused: 'contact.refused',
  stranger: 'contact.stranger',
  storage: 'contact.storage',
}

/** A contact with the office, from its beginning to its receipt. */
export const Meeting = ({ onDone }: { onDone: () => void }): ReactElement => {
  const [step, setStep] = useState<ContactStep>('greeting')
  const [fetched, setFetched] = useState<{ done: number; of: number } | null>(null)
  const [end, setEnd] = useState<ContactEnd | null>(null)
  const isRunning = useRef(false)
  const begin = (): void => {
    if (isRunning.current) return
    isRunning.current = true
    setEnd(null)
    setFetched(null)
    void (async () => {
      setEnd(
        await meet({
          step: setStep,
          pictures: (done, of) => {
            setFetched({ done, of })
          },
        }),
      )
      isRunning.current = false
    })()
  }
  useEffect(begin, [])
  const stage = stageNow()
  if (end === null)
    return (
      <Screen mark="sync" title={t('meeting.title')} isMiddle>
        <output>{t(doing[step])}</output>
        {fetched !== null && (
          <>
            <Progress label={t('meeting.fetching')} done={fetched.done} of={fetched.of} />
            <p>{t('meeting.pictures', { done: numberWords(fetched.done), of: numberWords(fetched.of) })}</p>
          </>
        )}
      </Screen>
    )
  const home = (
    <Button look="primary" onPress={onDone}>
      {t('meeting.home')}
    </Button>
  )
  if (end === 'done' && stage.at === 'open' && stage.open.record.receipt !== null)
    return (
      <Screen title={t('meeting.done')} actions={home}>
        <ReceiptLines receipt={stage.open.record.receipt} />
      </Screen>
    )
  return (
    <Screen
      mark="sync"
      title={t('meeting.failed')}
      isMiddle
      actions={
        <>
          {home}
          <Button icon="sync" onPress={begin}>
            {t('meeting.again')}
          </Button>
        </>
      }
    >
      <Notice kind="waits">{t(end === 'done' || end === 'revoked' ? 'contact.unreachable' : faults[end])}</Notice>
      <p>{t('meeting.kept')}</p>
    </Screen>
  )
}
