import { Skeleton } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import { logHeadQuery } from '../api/queries.ts'
import type { LogPage as Page_, LogRow } from '../api/types.ts'
import { actTexts } from '../texts/acts.ts'
import { custodyTexts } from '../texts/custody.ts'
import { logTexts as texts } from '../texts/log.ts'
import { Chip } from '../ui/chip.tsx'
import { CopyButton } from '../ui/copy.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Instant } from '../ui/instant.tsx'
import { LinkButton } from '../ui/link.tsx'
import { MemberName } from '../ui/member-name.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBlocks } from '../ui/skeletons.tsx'
import { usePages } from '../ui/use-pages.ts'
import { VirtualList } from '../ui/virtual-list.tsx'
import { Verify } from './verify.tsx'
import classes from './log.module.css'

const pageSize = 100

const words = ({ kind, opens, types }: LogRow): string => {
  if (kind === 'keys') return texts.keys
  return opens ? types.map((type) => texts.type[type] ?? type).join(', ') : texts.sealed
}

const Entry = ({ entry }: { entry: LogRow }): JSX.Element => (
  <div className={classes.entry}>
    <span className={classes.index}>{texts.number(entry.index)}</span>
    <span className={classes.types}>
      {words(entry)}{' '}
      {entry.opens ? null : (
        <Chip tone="clay" title={texts.doesNotOpenHint}>
          {texts.doesNotOpen}
        </Chip>
      )}
    </span>
    <span className={classes.compartment}>
      <Chip>{entry.compartment ?? texts.unknownCompartment}</Chip>
    </span>
    <span className={classes.muted}>
      <MemberName id={entry.member} />
    </span>
    <span className={classes.muted}>{entry.at === null ? null : <Instant at={entry.at} />}</span>
  </div>
)

const Entries = ({ size }: { size: number }): JSX.Element => {
  const [range, setRange] = useState({ first: 0, last: 0 })
  const onRange = useCallback((first: number, last: number) => {
    setRange({ first, last })
  }, [])
  const pages = usePages<LogRow>({
    key: ['log', 'entries', size],
    pageSize,
    ...range,
    fetchPage: async (offset, limit, signal) => {
      const page = await get<Page_>('/log', { offset, limit }, signal)
      return { total: page.size, rows: page.entries }
    },
  })
  return (
    <Panel title={texts.entries(size)} hint={texts.table} flush>
      {pages.error === null ? (
        <VirtualList count={size} estimate={49} label={texts.table} onRange={onRange}>
          {(row) => {
            const entry = pages.rowAt(row)
            return entry === undefined ? (
              <div className={classes.entry} aria-label={texts.loading}>
                <Skeleton height={12} width="70%" />
                <Skeleton height={12} width={160} />
              </div>
            ) : (
              <Entry entry={entry} />
            )
          }}
        </VirtualList>
      ) : (
        <Failure error={pages.error} onRetry={pages.retry} />
      )}
    </Panel>
  )
}

const Head = ({ head }: { head: Page_ }): JSX.Element => (
  <Panel title={texts.fingerprint} hint={texts.fingerprintHint} tone="accent">
    <p className={classes.fingerprint}>
      <span>{head.fingerprint}</span> <CopyButton text={head.fingerprint} label={texts.fingerprint} />
    </p>
    <details className={classes.note}>
      <summary>{texts.checkpoint}</summary>
      <pre className={classes.pre} dir="ltr">
        {head.checkpoint}
      </pre>
      <p className={classes.muted}>
        {texts.vkey}: <span className={classes.mono}>{head.vkey}</span>{' '}
        <CopyButton text={head.vkey} label={texts.vkey} />
      </p>
    </details>
  </Panel>
)

/** The log: its signed head, the way to check the vault against it, and its entries. */
export const LogPage = (): JSX.Element => {
  const { data: head, error, refetch } = useQuery(logHeadQuery)
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
      actions={
        <>
          <LinkButton to="/custody" variant="default">
            {custodyTexts.link}
          </LinkButton>
          <LinkButton to="/acts" variant="default">
            {actTexts.link}
          </LinkButton>
        </>
      }
    >
      {head === undefined ? (
        error === null ? (
          <SkeletonBlocks />
        ) : (
          <Failure error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <div className={classes.stack}>
          <div className={classes.grid}>
            <Head head={head} />
            <Verify />
          </div>
          {head.size === 0 ? <Empty icon={IconBook2} title={texts.empty} /> : <Entries size={head.size} />}
        </div>
      )}
    </Page>
  )
}
