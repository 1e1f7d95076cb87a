import { NativeSelect, VisuallyHidden } from '@mantine/core'
import { IconPhotoCheck } from '@tabler/icons-react'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useId, useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import type { LeadDecision, LeadRow, LeadState } from '../api/types.ts'
import { leadsTexts as texts } from '../texts/leads.ts'
import { leadStateTexts } from '../texts/ui.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { RevealSwitch } from '../ui/picture.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { takeBack, toast } from '../ui/toasts.tsx'
import { usePages } from '../ui/use-pages.ts'
import { Bench } from './bench.tsx'
import { LeadQueue } from './lead-queue.tsx'
import { useDecide } from './use-decide.ts'
import classes from './bench.module.css'

const route = getRouteApi('/leads')
const pageSize = 50

/** A state to show, or all of them. */
export type LeadFilter = LeadState | 'all'

const Queue = ({ filter }: { filter: LeadFilter }): JSX.Element => {
  // Every visit reads the list afresh; while it is open it stays as it is.
  const visit = useId()
  const [selected, setSelected] = useState(0)
  const [range, setRange] = useState({ first: 0, last: 0 })
  useEffect(
    () => () => {
      takeBack(texts.end)
    },
    [],
  )
  const { busy, decided, told, decide } = useDecide()
  const pages = usePages<LeadRow>({
    key: ['bench', filter, visit],
    pageSize,
    ...range,
    fetchPage: async (offset, limit, signal) => {
      const { total, leads } = await get<{ total: number; leads: LeadRow[] }>(
        '/leads',
        { state: filter === 'all' ? null : filter, offset, limit },
        signal,
      )
      return { total, rows: leads }
    },
  })
  const total = pages.total ?? 0
  const rowAt = (index: number): LeadRow | undefined => {
    const row = pages.rowAt(index)
    return row === undefined ? undefined : { ...row, ...decided.get(row.id) }
  }
  const go = useCallback(
    (by: number) => () => {
      if (selected + by >= total) toast('info', texts.end)
      setSelected(Math.max(0, Math.min(total - 1, selected + by)))
    },
    [selected, total],
  )
  const onRange = useCallback((first: number, last: number) => {
    setRange({ first, last })
  }, [])
  const lead = rowAt(selected)
  const onDecide = async (decision: LeadDecision, note: string): Promise<void> => {
    if (lead === undefined || !(await decide(lead, decision, note))) return
    if (selected + 1 < total) setSelected(selected + 1)
  }

  if (pages.error !== null) return <Failure error={pages.error} onRetry={pages.retry} />
  if (pages.total === undefined) return <SkeletonBlocks />
  if (total === 0) {
    return (
      <Panel>
        <Empty icon={IconPhotoCheck} title={filter === 'open' ? texts.emptyOpen : texts.emptyOther}>
          {texts.emptyOpenText}
        </Empty>
      </Panel>
    )
  }
  return (
    <div className={classes.room}>
      <VisuallyHidden component="output">{told}</VisuallyHidden>
      <LeadQueue total={total} rowAt={rowAt} selected={selected} onSelect={setSelected} onRange={onRange} />
      {lead === undefined ? (
        <SkeletonBlocks />
      ) : (
        <Bench
          key={lead.id}
          lead={lead}
          place={texts.place(selected, total)}
          busy={busy}
          told={told}
          onDecide={(decision, note) => void onDecide(decision, note)}
          onNext={go(1)}
          onPrevious={go(-1)}
        />
      )}
    </div>
  )
}

/** Leads one after the other: look, decide, next. */
export const LeadsPage = (): JSX.Element => {
  const { state = 'open' } = route.useSearch()
  const navigate = useNavigate()
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      width="full"
      actions={
        <>
          <RevealSwitch scope="leads" />
          <NativeSelect
            aria-label={texts.filter}
            data={[
              ...Object.entries(leadStateTexts).map(([value, label]) => ({ value, label })),
              { value: 'all', label: texts.all },
            ]}
            value={state}
            onChange={(event) => {
              const value = event.currentTarget.value as LeadFilter
              void navigate({ to: '/leads', search: value === 'open' ? {} : { state: value }, replace: true })
            }}
          />
        </>
      }
    >
      <Queue key={state} filter={state} />
    </Page>
  )
}
