import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, type JSX } from 'react'
import { leadQuery } from '../api/queries.ts'
import type { LeadDecision } from '../api/types.ts'
import { leadsTexts as texts } from '../texts/leads.ts'
import { Failure } from '../ui/failure.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { RevealSwitch } from '../ui/picture.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { Bench } from './bench.tsx'
import { useDecide } from './use-decide.ts'

const route = getRouteApi('/leads/$lead')

/** The bench with one lead, from a link to it. Next goes to the open ones. */
export const LeadPage = (): JSX.Element => {
  const { lead: id } = route.useParams()
  const { data: lead, error, refetch } = useQuery(leadQuery(id))
  const { busy, decided, told, decide } = useDecide()
  const navigate = useNavigate()
  const toOpen = useCallback(() => {
    void navigate({ to: '/leads' })
  }, [navigate])
  return (
    <Page
      above={<TextLink to="/leads">{texts.allOpen}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      width="full"
      actions={<RevealSwitch scope="leads" />}
    >
      {lead === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <Bench
          key={lead.id}
          lead={{ ...lead, ...decided.get(lead.id) }}
          place={null}
          busy={busy}
          told={told}
          onDecide={(decision: LeadDecision, note: string) => void decide(lead, decision, note)}
          onNext={toOpen}
          onPrevious={toOpen}
        />
      )}
    </Page>
  )
}
