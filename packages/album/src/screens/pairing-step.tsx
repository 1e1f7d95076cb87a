import { useEffect, useState } from 'react'
import type { ReactElement } from 'react'
import { ContactError } from '../contact/office-api.ts'
import type { ContactFault } from '../contact/office-api.ts'
import { askPairState, pair } from '../contact/pair.ts'
import type { Pairing, PairState } from '../contact/pair.ts'
import { enterPaired } from '../phone.ts'
import { askToPersist } from '../store/eviction-mark.ts'
import { writePhone } from '../store/open-phone.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import { t } from '../texts/texts.ts'
import type { TextKey } from '../texts/texts.ts'
import { Button, Notice, Screen } from '../ui/parts.tsx'
import css from '../ui/ui.module.css'

const askEveryMs = 1500

/** Why no phone was paired: a fault of the contact, digits that people found different, or an invitation that is over. */
type EndWhy = ContactFault | 'different' | 'gone'

type Stand = { at: 'asking' } | { at: 'comparing'; pairing: Pairing } | { at: 'ended'; why: EndWhy }

const endWords: Record<EndWhy, TextKey> = {
  different: 'pairing.refused',
  gone: 'pairing.gone',
  refused: 'pairing.gone',
  stranger: 'contact.stranger',
  unreachable: 'contact.unreachable',
  closed: 'contact.closed',
  wait: 'contact.wait',
}

/** Asks until the office has judged the code, or nobody can answer any more. */
const judged = async (token: string, isWanted: () => boolean): Promise<PairState> => {
  while (isWanted()) {
    try {
      const state = await askPairState(token)
      if (state !== 'waiting') return state
    } catch (error) {
      // A network that is away for a moment is no answer; the invitation ends by itself.
      if (!(error instanceof ContactError) || error.fault === 'refused' || error.fault === 'stranger') return 'gone'
    }
    await new Promise((resolve) => {
      setTimeout(resolve, askEveryMs)
    })
  }
  return 'gone'
}

/** The six digits that the office's screen must show too. */
export const PairingStep = ({
  steps,
  token,
  open,
}: {
  steps: ReactElement
  token: string
  open: OpenPhone
}): ReactElement => {
  const [stand, setStand] = useState<Stand>({ at: 'asking' })
  useEffect(() => {
    let isWanted = true
    void (async () => {
      try {
        if (open.record.keys === null) return
        const pairing = await pair(token, open.record.keys)
        if (!isWanted) return
        setStand({ at: 'comparing', pairing })
        const state = await judged(token, () => isWanted)
        if (!isWanted) return
        if (state !== 'paired') {
          setStand({ at: 'ended', why: state === 'refused' ? 'different' : 'gone' })
          return
        }
        const record = { ...open.record, office: pairing.office, pairedMs: Date.now() }
        await writePhone(open.sealed, record)
        await askToPersist()
        enterPaired({ ...open, record })
      } catch (error) {
        if (isWanted) setStand({ at: 'ended', why: error instanceof ContactError ? error.fault : 'unreachable' })
      }
    })()
    return () => {
      isWanted = false
    }
  }, [token, open])
  if (stand.at === 'comparing')
    return (
      <Screen title={t('pairing.title')} isMiddle start={steps}>
        <output className={css.digits} aria-label={stand.pairing.code.split('').join(' ')}>
          {stand.pairing.code.slice(0, 3)} {stand.pairing.code.slice(3)}
        </output>
        <p>{t('pairing.compare')}</p>
        <output className={css.dim}>{t('pairing.waiting')}</output>
      </Screen>
    )
  if (stand.at === 'asking') return <Screen mark="sync" title={t('pairing.asking')} isMiddle start={steps}></Screen>
  return (
    <Screen
      mark="fault"
      title={t('pairing.ended')}
      isMiddle
      start={steps}
      actions={
        <Button
          onPress={() => {
            globalThis.location.reload()
          }}
        >
          {t('back')}
        </Button>
      }
    >
      <Notice kind="fault">{t(endWords[stand.why])}</Notice>
      <p>{t('pairing.again')}</p>
    </Screen>
  )
}
