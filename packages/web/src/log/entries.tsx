import { Skeleton } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { useCallback, useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import type { LogHead, LogPage, LogRow } from '../api/types.ts'
import { logTexts as texts } from '../texts/log.ts'
import { Chip } from '../ui/chip.tsx'
import { CopyButton } from '../ui/copy.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { Waiting } from '../ui/skeletons.tsx'
import { Panel } from '../ui/panel.tsx'
import { usePages } from '../ui/use-pages.ts'
import { listed } from '../texts/plural.ts'
import { VirtualList } from '../ui/virtual-list.tsx'
import classes from './log.module.css'

const pageSize = 100

const words = ({ kind, compartment, opens, types }: LogRow): string => {
  if (!opens) return texts.damaged
  if (compartment === null) return texts.closedEntry
  if (kind === 'keys') return texts.keys
  return listed(
    [...new Set(types)].map((type) =>
      texts.repeated(texts.type[type] ?? type, types.filter((other) => other === type).length),
    ),
  )
}

const Entry = ({ entry }: { entry: LogRow }): JSX.Element => (
  <div className={classes.entry} data-closed={entry.compartment === null ? true : undefined}>
    <span className={classes.index}>{texts.number(entry.index)}</span>
    <span className={classes.types}>
      {words(entry)}{' '}
      {entry.opens ? null : entry.erased ? (
        <Chip title={texts.erasedHint}>{texts.erased}</Chip>
      ) : (
        <Chip tone="clay" title={texts.doesNotOpenHint}>
          {texts.doesNotOpen}
        </Chip>
      )}{' '}
      {entry.counts ? null : (
        <Chip tone="amber" title={texts.afterHint}>
          {texts.after}
        </Chip>
      )}
    </span>
    <span className={classes.compartment}>
      <Chip>{entry.compartment ?? texts.closed}</Chip>
    </span>
    <span className={classes.muted}>{entry.at === null ? null : <Instant at={entry.at} />}</span>
  </div>
)

/** The signed state of a log, for whoever compares it with a copy elsewhere. */
const SignedState = ({ head }: { head: LogHead }): JSX.Element => (
  <details className={classes.note}>
    <summary>{texts.checkpoint}</summary>
    {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard (WCAG 2.1.1) */}
    <pre className={classes.pre} dir="ltr" tabIndex={0}>
      {head.checkpoint}
    </pre>
    <p className={classes.muted}>
      {texts.vkey}: <span className={classes.mono}>{head.vkey}</span> <CopyButton text={head.vkey} label={texts.vkey} />
    </p>
  </details>
)

/** The entries of one log, newest first: what each says as far as it is open to this member. */
export const Entries = ({ head }: { head: LogHead }): JSX.Element => {
  const { log, size } = head
  const [range, setRange] = useState({ first: 0, last: 0 })
  const onRange = useCallback((first: number, last: number) => {
    setRange({ first, last })
  }, [])
  const pages = usePages<LogRow>({
    key: ['log', 'entries', log, size],
    pageSize,
    ...range,
    fetchPage: async (offset, limit, signal) => {
      const page = await get<LogPage>('/log', { log, offset, limit }, signal)
      return { total: page.size, rows: page.entries }
    },
  })
  const name = head.owner?.name ?? texts.nobody
  return (
    <Panel title={<Foreign>{texts.entriesOf(size, name)}</Foreign>} hint={texts.table} flush>
      {head.checkpoint === null ? null : <SignedState head={head} />}
      {size === 0 ? (
        <Empty icon={IconBook2} title={texts.empty} />
      ) : pages.error === null ? (
        <VirtualList count={size} estimate={49} label={texts.table} onRange={onRange}>
          {(row) => {
            const entry = pages.rowAt(row)
            return entry === undefined ? (
              <div className={classes.entry}>
                <Waiting />
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
