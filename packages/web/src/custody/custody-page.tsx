import { Button } from '@mantine/core'
import { IconEye } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import type { CustodyPage as Page_ } from '../api/types.ts'
import { custodyTexts as texts } from '../texts/custody.ts'
import { count } from '../texts/plural.ts'
import { Empty } from '../ui/empty.tsx'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Instant } from '../ui/instant.tsx'
import { TextLink } from '../ui/link.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import table from '../ui/table.module.css'
import classes from './custody.module.css'

const step = 100
const most = 500

type Row = Page_['rows'][number]

/** What a line is about: the words that were searched for, or the way to the thing. */
const Which = ({ row: { of, id, text } }: { row: Row }): JSX.Element => {
  if (of === 'request' && id !== null) return <span className={table.mono}>{`${id} ${text ?? ''}`}</span>
  if (text !== null) return <Foreign className={classes.text}>{`“${text}”`}</Foreign>
  if (id === null) return <span aria-hidden>–</span>
  const shown = <span className={table.mono}>{id}</span>
  // The id of an item or a message begins with that of its source.
  const source = /^source-[0-9a-z]{20}/u.exec(id)?.[0]
  if (source !== undefined) {
    return (
      <TextLink to="/sources/$source" params={{ source }}>
        {shown}
      </TextLink>
    )
  }
  if (of === 'person') {
    return (
      <TextLink to="/people/$person" params={{ person: id }}>
        {shown}
      </TextLink>
    )
  }
  return shown
}

const Line = ({ row }: { row: Row }): JSX.Element => (
  <tr>
    <td data-label={texts.when}>
      <Instant at={row.last} />
    </td>
    <td data-label={texts.who}>
      <Foreign>{row.memberName}</Foreign>
    </td>
    <td data-label={texts.what}>
      <span>{texts.deed(row)}</span>
    </td>
    <td data-label={texts.which}>
      <Which row={row} />
    </td>
    <td className={table.number} data-label={texts.times}>
      <span>{count(row.times)}</span>
    </td>
  </tr>
)

const Lines = ({ page }: { page: Page_ }): JSX.Element => (
  <div className={table.scroll}>
    <table className={`${table.table} ${table.stack}`}>
      <thead>
        <tr>
          <th scope="col">{texts.when}</th>
          <th scope="col">{texts.who}</th>
          <th scope="col">{texts.what}</th>
          <th scope="col">{texts.which}</th>
          <th scope="col" className={table.number}>
            {texts.times}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.rows.map((row, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- several lines stand in one entry, in an order that does not change
          <Line key={`${row.entry} ${at}`} row={row} />
        ))}
      </tbody>
    </table>
  </div>
)

/** Who opened, searched and took what; whoever is no coordinator sees what they did themselves. */
export const CustodyPage = (): JSX.Element => {
  const [limit, setLimit] = useState(step)
  const {
    data: page,
    error,
    refetch,
  } = useQuery({
    queryKey: ['custody', limit],
    queryFn: ({ signal }) => get<Page_>('/custody', { limit }, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <Page above={<TextLink to="/log">{texts.back}</TextLink>} title={texts.title} tab={texts.tab} below={texts.below}>
      <Panel
        title={page === undefined ? texts.title : page.ofEverybody ? texts.ofEverybody : texts.ofYou}
        hint={texts.grouped}
        flush
      >
        {page === undefined ? (
          error === null ? (
            <SkeletonRows />
          ) : (
            <Failure error={error} onRetry={() => void refetch()} />
          )
        ) : page.total === 0 ? (
          <Empty icon={IconEye} title={texts.empty} />
        ) : (
          <Lines page={page} />
        )}
      </Panel>
      {page === undefined || page.total === 0 ? null : (
        <div className={classes.foot}>
          <p className={classes.muted}>{texts.shown(page.rows.length, page.total)}</p>
          {page.rows.length < page.total && limit < most ? (
            <Button
              variant="default"
              onClick={() => {
                setLimit(Math.min(most, limit + step))
              }}
            >
              {texts.more}
            </Button>
          ) : null}
        </div>
      )}
    </Page>
  )
}
