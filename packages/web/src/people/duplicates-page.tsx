import { Button, NativeSelect } from '@mantine/core'
import { IconUsersGroup, IconUserSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type JSX } from 'react'
import { get, post } from '../api/client.ts'
import { pairQuery } from '../api/queries.ts'
import type { PairState, PairVerdict, Proposal, ProposalBand, Proposals } from '../api/types.ts'
import { trackJob, useJobs } from '../jobs/job-store.ts'
import { duplicatesTexts as texts } from '../texts/duplicates.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { takeBack, toast } from '../ui/toasts.tsx'
import { Writing } from '../ui/writing.tsx'
import { LastLook } from './last-look.tsx'
import { PairBench } from './pair-bench.tsx'
import { useJudge } from './use-judge.ts'
import classes from './duplicates.module.css'

const route = getRouteApi('/people/duplicates')
const bands = ['same', 'perhaps', 'faint', 'siblings'] as const
/** Pairs are read so many at a time; the next ones are read when these are decided. */
const atOnce = 200

const look = async (): Promise<void> => {
  try {
    const { job } = await post<{ job: string }>('/duplicates')
    trackJob(job, 'duplicates')
  } catch (error) {
    toast('fault', error instanceof Error ? error.message : String(error))
  }
}

const LookButton = ({ again }: { again: boolean }): JSX.Element => {
  const isRunning = useJobs().some(({ kind, job }) => kind === 'duplicates' && (job?.state ?? 'running') === 'running')
  return (
    <Writing>
      <Button
        variant={again ? 'default' : 'filled'}
        leftSection={<IconUserSearch size={17} stroke={1.75} />}
        loading={isRunning}
        onClick={() => void look()}
      >
        {again ? texts.lookAgain : texts.look}
      </Button>
    </Writing>
  )
}

/** The pairs of one list, one after the other: look, decide, next. */
const Pairs = ({ proposals, total }: { proposals: readonly Proposal[]; total: number }): JSX.Element => {
  const [at, setAt] = useState(0)
  useEffect(
    () => () => {
      takeBack(texts.end)
    },
    [],
  )
  const { busy, decided, judge } = useJudge()
  const pair = proposals[Math.min(at, proposals.length - 1)]
  if (pair === undefined)
    return (
      <Panel>
        <Empty icon={IconUsersGroup} title={texts.noneTitle}>
          {texts.noneText}
        </Empty>
      </Panel>
    )
  const go = (by: number) => () => {
    if (at + by >= proposals.length) toast('info', texts.end)
    setAt(Math.max(0, Math.min(proposals.length - 1, at + by)))
  }
  const onDecide = async (verdict: PairVerdict, note: string): Promise<void> => {
    if (await judge(pair, verdict, note)) go(1)()
  }
  return (
    <PairBench
      key={pair.id}
      pair={{ ...pair, ...decided.get(pair.id) }}
      place={texts.place(at, total)}
      busy={busy}
      onDecide={(verdict, note) => void onDecide(verdict, note)}
      onNext={go(1)}
      onPrevious={go(-1)}
    />
  )
}

/** One pair alone, from the page of a person. */
const OnePair = ({ id }: { id: string }): JSX.Element => {
  const { data, error, refetch } = useQuery(pairQuery(id))
  const { busy, judge } = useJudge()
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <SkeletonBlocks />
  return (
    <PairBench
      pair={data}
      place={null}
      busy={busy}
      onDecide={(verdict, note) => void judge(data, verdict, note)}
      onNext={null}
      onPrevious={null}
    />
  )
}

const BandChoice = ({ band, state, inBand }: { band: ProposalBand; state: PairState; inBand: Proposals['inBand'] }) => (
  <nav className={classes.bands} aria-label={texts.bandsLabel}>
    {bands.map((each) => (
      <LinkButton
        key={each}
        size="compact-md"
        variant={each === band ? 'light' : 'default'}
        aria-current={each === band ? 'page' : undefined}
        to="/people/duplicates"
        search={{ band: each, ...(state === 'open' ? {} : { state }) }}
        replace
      >
        {texts.bandCount(texts.bands[each], inBand[each])}
      </LinkButton>
    ))}
  </nav>
)

const PairList = ({ band, state }: { band: ProposalBand; state: PairState }): JSX.Element => {
  const navigate = useNavigate()
  // What was decided or taken apart was not always proposed, so those lists have no bands.
  const inBands = state === 'open'
  const found = useQuery({
    queryKey: ['duplicates', state, inBands ? band : ''],
    queryFn: ({ signal }) =>
      get<Proposals>('/duplicates', { state, limit: atOnce, ...(inBands ? { band } : {}) }, signal),
    // While the list is open it stays as it is; a decision does not move it under the hand.
    staleTime: Infinity,
    gcTime: 0,
  })
  if (found.error !== null) return <Failure error={found.error} onRetry={() => void found.refetch()} />
  if (found.data === undefined) return <SkeletonBlocks />
  const { looked, inBand, proposals, total } = found.data
  return (
    <>
      <div className={classes.bar}>
        {inBands ? <BandChoice band={band} state={state} inBand={inBand} /> : null}
        <NativeSelect
          className={classes.state}
          aria-label={texts.stateLabel}
          data={Object.entries(texts.states).map(([value, label]) => ({ value, label }))}
          value={state}
          onChange={(event) => {
            const value = event.currentTarget.value as PairState
            void navigate({
              to: '/people/duplicates',
              search: value === 'open' ? {} : { state: value },
              replace: true,
            })
          }}
        />
        {looked === null ? null : <LookButton again />}
      </div>
      {looked === null ? null : <LastLook looked={looked} />}
      {looked === null && proposals.length === 0 && state === 'open' ? (
        <Panel>
          <Empty icon={IconUsersGroup} title={texts.neverTitle} actions={<LookButton again={false} />}>
            {texts.neverText}
          </Empty>
        </Panel>
      ) : (
        <Pairs proposals={proposals} total={total} />
      )}
    </>
  )
}

/** Records that may be one person's, side by side, for people to decide. */
export const DuplicatesPage = (): JSX.Element => {
  const { band = 'same', state = 'open', pair } = route.useSearch()
  return (
    <Page
      above={<TextLink to="/people">{texts.back}</TextLink>}
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
      width="full"
    >
      {pair === undefined ? (
        <PairList key={`${state} ${band}`} band={band} state={state} />
      ) : (
        <OnePair key={pair} id={pair} />
      )}
    </Page>
  )
}
