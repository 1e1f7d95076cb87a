import { SegmentedControl } from '@mantine/core'
import { IconFilterOff, IconInbox, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router'
import type { JSX } from 'react'
import { sourcesQuery } from '../api/queries.ts'
import type { Source } from '../api/types.ts'
import { count } from '../texts/plural.ts'
import { sourcesTexts as texts } from '../texts/sources.ts'
import { Chip } from '../ui/chip.tsx'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { LinkButton } from '../ui/link.tsx'
import { MemberName } from '../ui/member-name.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import table from '../ui/table.module.css'
import { Writing } from '../ui/writing.tsx'
import classes from './sources.module.css'

const route = getRouteApi('/sources')

export type SourceFilter = 'refused' | 'unreadable'

const fits = (source: Source, only: SourceFilter | undefined): boolean => {
  if (only === 'refused') return source.receipt.files.refused.length > 0
  return only === 'unreadable' ? source.receipt.photos.unreadable > 0 : true
}

const SourceLine = ({ source }: { source: Source }): JSX.Element => {
  const { files, messages, photos, leads } = source.receipt
  return (
    <tr>
      <td className={classes.name} data-label="">
        <Link to="/sources/$source" params={{ source: source.id }}>
          <Foreign>{source.name}</Foreign>
        </Link>
        {source.from === null ? null : <Foreign className={classes.from}>{source.from}</Foreign>}
      </td>
      <td data-label={texts.came}>
        <Instant at={source.at} />
        <MemberName className={classes.from} id={source.member} />
      </td>
      <td className={table.number} data-label={texts.items}>
        <span>{count(source.itemsCount)}</span>
      </td>
      <td className={table.number} data-label={texts.messages}>
        <span>{count(messages.parsed)}</span>
      </td>
      <td className={classes.receipt} data-label={texts.receipt}>
        <span>{texts.sum(files.in, files.stored, files.duplicate, files.refused.length)}</span>
        <span className={classes.chips}>
          {files.refused.length === 0 ? null : <Chip tone="amber">{texts.refusedChip(files.refused.length)}</Chip>}
          {photos.unreadable === 0 ? null : <Chip tone="amber">{texts.unreadableChip(photos.unreadable)}</Chip>}
        </span>
      </td>
      <td className={table.number} data-label={texts.leads}>
        <span>{count(leads)}</span>
      </td>
    </tr>
  )
}

/** Everything that came in, each with a receipt that adds up. */
export const SourcesPage = (): JSX.Element => {
  const { data: sources, error, refetch } = useQuery(sourcesQuery)
  const { only } = route.useSearch()
  const navigate = useNavigate()
  const shown = sources?.filter((source) => fits(source, only)) ?? []
  const importButton = (
    <Writing>
      <LinkButton to="/sources/import" leftSection={<IconPlus size={17} stroke={1.75} />}>
        {texts.import}
      </LinkButton>
    </Writing>
  )
  return (
    <Page
      title={texts.title}
      tab={texts.tab}
      below={texts.below}
      actions={sources?.length === 0 ? undefined : importButton}
    >
      {sources === undefined ? (
        <Panel flush>
          {error === null ? <SkeletonRows /> : <Failure error={error} onRetry={() => void refetch()} />}
        </Panel>
      ) : sources.length === 0 ? (
        <Panel>
          <Empty icon={IconInbox} title={texts.emptyTitle} actions={importButton}>
            {texts.emptyText}
          </Empty>
        </Panel>
      ) : (
        <>
          <SegmentedControl
            className={classes.filter}
            aria-label={texts.filter}
            data={[
              { value: 'all', label: texts.all },
              { value: 'refused', label: texts.onlyRefused },
              { value: 'unreadable', label: texts.onlyUnreadable },
            ]}
            value={only ?? 'all'}
            onChange={(value) => {
              void navigate({
                to: '/sources',
                search: value === 'all' ? {} : { only: value },
                replace: true,
              })
            }}
          />
          <Panel flush>
            {shown.length === 0 ? (
              <Empty icon={IconFilterOff} title={texts.noneLeft} />
            ) : (
              <div className={table.scroll}>
                <table className={`${table.table} ${table.stack}`}>
                  <thead>
                    <tr>
                      <th scope="col">{texts.name}</th>
                      <th scope="col">{texts.came}</th>
                      <th scope="col" className={table.number}>
                        {texts.items}
                      </th>
                      <th scope="col" className={table.number}>
                        {texts.messages}
                      </th>
                      <th scope="col">{texts.receipt}</th>
                      <th scope="col" className={table.number}>
                        {texts.leads}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((source) => (
                      <SourceLine key={source.id} source={source} />
                    ))}
                  </tbody>
                </table>
              </div>
            )}
          </Panel>
        </>
      )}
    </Page>
  )
}
