import { useQuery } from '@tanstack/react-query'
import type { JSX } from 'react'
import { consentEffectsQuery } from '../api/queries.ts'
import { consentTexts as texts, handedOutTexts } from '../texts/consent.ts'
import { erasureTexts } from '../texts/erasure.ts'
import { purposeTexts, scopeTexts } from '../texts/people.ts'
import { listed } from '../texts/plural.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import classes from './consent.module.css'

interface EffectsProps {
  person: string
  consent: string
  /** Whether it is withdrawn already. */
  isPast: boolean
}

/** What withdrawing a consent stops or has stopped, what goes on all the same, and what has to be asked back. */
export const Effects = ({ person, consent, isPast }: EffectsProps): JSX.Element => {
  const { data, error, refetch } = useQuery(consentEffectsQuery(person, consent))
  if (data === undefined)
    return error === null ? <SkeletonRows rows={2} /> : <Failure error={error} onRetry={() => void refetch()} />
  return (
    <dl className={classes.effects}>
      <dt>{isPast ? texts.stopped : texts.stops}</dt>
      {data.stops.length === 0 ? <dd>{texts.stopsNothing}</dd> : null}
      {data.stops.map(({ purpose, scopes }) => (
        <dd key={purpose}>
          {purposeTexts[purpose]}: {listed(scopes.map((scope) => scopeTexts[scope]))}
        </dd>
      ))}
      {data.stays.length === 0 ? null : <dt>{texts.stays}</dt>}
      {data.stays.map(({ purpose, scope, recipients }) => (
        <dd key={`${purpose} ${scope}`}>
          {purposeTexts[purpose]}: {scopeTexts[scope]}
          {recipients.length === 0 ? null : (
            <>
              {' '}
              <Foreign>{texts.staysTo(listed(recipients))}</Foreign>
            </>
          )}
        </dd>
      ))}
      <dt>{texts.handedOut}</dt>
      {data.handedOut.length === 0 && data.hidden.length === 0 ? <dd>{texts.nothingHandedOut}</dd> : null}
      {data.handedOut.map(({ kind, id, recipient, at }) => (
        <dd key={id}>
          {handedOutTexts[kind]}: <Foreign>{recipient}</Foreign>, <Instant at={at} dayOnly />
        </dd>
      ))}
      {data.hidden.map((kind) => (
        <dd key={kind}>{texts.hidden(texts.hiddenKinds[kind])}</dd>
      ))}
      {data.erased.length === 0 ? null : <dt>{erasureTexts.doneTitle}</dt>}
      {data.erased.map(({ scope, at }) => (
        <dd key={scope}>
          {scopeTexts[scope]}, <Instant at={at} dayOnly />
        </dd>
      ))}
    </dl>
  )
}
