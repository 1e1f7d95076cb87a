import { Button, Modal, Select, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { get, post } from '../api/client.ts'
import { actsQuery } from '../api/queries.ts'
import type { Act, ErasureAuthority, ErasurePlan, ErasureReceipt } from '../api/types.ts'
import { erasureTexts as texts } from '../texts/erasure.ts'
import { Failure } from '../ui/failure.tsx'
import { localText } from '../ui/instant.tsx'
import { toast } from '../ui/toasts.tsx'
import { ErasureLists } from './erasure-lists.tsx'
import classes from './erasure.module.css'

/** A person, a consent that alone allowed something to be kept, or a file of a source. */
export type ErasureTarget =
  | { person: string }
  | { consent: string }
  | { item: string }
  | { session: string }
  | { informant: string }
  | { quarantine: string }

interface StepProps {
  target: ErasureTarget
  plan: ErasurePlan
  onClose: () => void
}

/** First step: what it would be, on whose authority and why. */
const Propose = ({ target, plan, onClose }: StepProps): JSX.Element => {
  const [authority, setAuthority] = useState<ErasureAuthority>(
    'consent' in target ? 'consent' : 'quarantine' in target ? 'law' : 'person',
  )
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const client = useQueryClient()
  const propose = async (): Promise<void> => {
    setBusy(true)
    try {
      await post('/erasures/proposals', { ...target, authority, reason: reason.trim() })
      toast('good', texts.proposed)
      await client.invalidateQueries({ queryKey: actsQuery.queryKey })
      onClose()
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
    }
    setBusy(false)
  }
  return (
    <div className={classes.step}>
      <ErasureLists erasure={plan} />
      <p className={classes.quiet}>{texts.needed}</p>
      <Select
        label={texts.authority}
        data={Object.entries(texts.authorities).map(([value, label]) => ({ value, label }))}
        value={authority}
        allowDeselect={false}
        onChange={(value) => {
          setAuthority((value ?? authority) as ErasureAuthority)
        }}
      />
      <Textarea
        dir="auto"
        autosize
        minRows={2}
        label={texts.reason}
        description={texts.reasonHint}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose}>
          {texts.close}
        </Button>
        <Button disabled={reason.trim() === ''} loading={busy} onClick={() => void propose()}>
          {texts.propose}
        </Button>
      </div>
    </div>
  )
}

const titleOf = (target: ErasureTarget): string => {
  if ('item' in target) return texts.titleItem
  if ('session' in target) return texts.titleSession
  if ('informant' in target) return texts.titleInformant
  if ('quarantine' in target) return texts.titleQuarantine
  return 'person' in target ? texts.titlePerson : texts.titleConsent
}

const waitText = (act: Act): string => {
  if (act.state === 'alone') return texts.alone(localText(Date.parse(act.notBefore ?? '')))
  return act.state === 'waiting' ? texts.waiting : act.state === 'ready' ? texts.readyAlone : texts.ready
}

/** Second step: it was asked for; when it was approved it is done here. */
const Do = ({
  target,
  plan,
  act,
  onDone,
  onClose,
}: StepProps & { act: Act; onDone: (receipt: ErasureReceipt) => void }): JSX.Element => {
  const [busy, setBusy] = useState(false)
  const erase = async (): Promise<void> => {
    setBusy(true)
    try {
      onDone(await post<ErasureReceipt>('/erasures', { ...target, authority: plan.authority }))
    } catch (error) {
      toast('fault', error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <div className={classes.step}>
      <ErasureLists erasure={plan} />
      <p>{waitText(act)}</p>
      <div className={classes.actions}>
        <Button variant="default" onClick={onClose} disabled={busy}>
          {texts.close}
        </Button>
        {act.may.do ? (
          <Button color="clay" loading={busy} onClick={() => void erase()}>
            {texts.erase}
          </Button>
        ) : null}
      </div>
    </div>
  )
}

const Receipt = ({ receipt, onClose }: { receipt: ErasureReceipt; onClose: () => void }): JSX.Element => (
  <div className={classes.step}>
    <p>{texts.done(receipt.keys, receipt.files)}</p>
    {receipt.removedOnly === 0 ? null : <p>{texts.removedOnly(receipt.removedOnly)}</p>}
    <ErasureLists erasure={receipt} goneTitle={texts.isGone} />
    <p>{texts.backup}</p>
    <p className={classes.quiet}>
      {texts.number}: <code>{receipt.erasure}</code>
    </p>
    <div className={classes.actions}>
      <Button onClick={onClose}>{texts.close}</Button>
    </div>
  </div>
)

/** Erasing in two steps: first it is looked at and asked for, then, when a second person approved it, it is done. */
export const EraseDialog = ({
  target,
  onClose,
  onErased,
}: {
  target: ErasureTarget
  onClose: () => void
  /** Called when the receipt was read. */
  onErased: () => void
}): JSX.Element => {
  const [receipt, setReceipt] = useState<ErasureReceipt | null>(null)
  const {
    data: plan,
    error,
    refetch,
  } = useQuery({
    queryKey: ['erasure', target],
    queryFn: ({ signal }) => get<ErasurePlan>('/erasures/plan', target, signal),
    // What is shown is what will be done: never what it was a while ago.
    gcTime: 0,
    staleTime: 0,
    enabled: receipt === null,
    retry: false,
  })
  const close = receipt === null ? onClose : onErased
  const title = receipt === null ? titleOf(target) : texts.doneTitle
  return (
    <Modal opened onClose={close} title={title} size="lg" closeOnClickOutside={false}>
      {receipt !== null ? (
        <Receipt receipt={receipt} onClose={close} />
      ) : plan === undefined ? (
        error === null ? (
          <p className={classes.quiet}>{texts.reading}</p>
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : plan.act === null ? (
        <Propose target={target} plan={plan} onClose={onClose} />
      ) : (
        <Do target={target} plan={plan} act={plan.act} onDone={setReceipt} onClose={onClose} />
      )}
    </Modal>
  )
}
