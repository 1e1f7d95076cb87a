import { IconCalendarCheck } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { JSX } from 'react'
import { overdueQuery } from '../api/queries.ts'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import type { OverdueRecord } from '../api/types.ts'
import { EraseButton } from '../erasure/erase-button.tsx'
import { digitsText } from '../language/format.ts'
import { overdueTexts as texts } from '../texts/overdue.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { KeepForm } from './keep-form.tsx'
import classes from './overdue.module.css'

const Row = ({ one, onChanged }: { one: OverdueRecord; onChanged: () => Promise<void> }): JSX.Element => {
  const mayWrite = useMayWrite()
  const opensBoth = useOpens('registry', 'evidence')
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <span>
          {texts.from} <Foreign>{one.registry}</Foreign>
        </span>
        <span className={classes.muted}>{(one.isEnded ? texts.ended : texts.until)(digitsText(one.until))}</span>
        <code className={classes.id}>{one.id}</code>
      </div>
      {mayWrite ? (
        <div className={classes.actions}>
          <KeepForm id={one.id} onKept={onChanged} />
          {opensBoth ? (
            <EraseButton target={{ person: one.id }} label={texts.erase} onErased={() => void onChanged()} />
          ) : null}
        </div>
      ) : null}
    </li>
  )
}

/** Records that may not be kept any longer (rule R109). Nothing here says whose they are. */
export const OverduePage = (): JSX.Element => {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(overdueQuery)
  const changed = (): Promise<void> => client.resetQueries()
  return (
    <Page width="reading" title={texts.title} tab={texts.tab} below={texts.below}>
      {data === undefined ? (
        error === null ? (
          <SkeletonRows rows={3} />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : data.length === 0 ? (
        <Panel>
          <Empty icon={IconCalendarCheck} title={texts.empty}>
            {texts.emptyText}
          </Empty>
        </Panel>
      ) : (
        <Panel title={texts.records(data.length)} flush>
          <ul className={classes.rows}>
            {data.map((one) => (
              <Row key={one.id} one={one} onChanged={changed} />
            ))}
          </ul>
        </Panel>
      )}
    </Page>
  )
}
