import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { get } from '../api/client.ts'
import { sourcesQuery } from '../api/queries.ts'
import type { Item } from '../api/types.ts'
import { newPackageTexts as texts } from '../texts/packages.ts'
import { byteSize } from '../texts/ui.ts'
import { Failure } from '../ui/failure.tsx'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import classes from './packages.module.css'

const pageSize = 100

interface PickItemsProps {
  chosen: ReadonlySet<string>
  onToggle: (ids: string[], on: boolean) => void
}

/** Items of one source after the other, found by their path, to be ticked. */
export const PickItems = ({ chosen, onToggle }: PickItemsProps): JSX.Element => {
  const [sourceId, setSourceId] = useState('')
  const [filter, setFilter] = useState('')
  const [path] = useDebouncedValue(filter.trim(), 200)
  const sources = useQuery(sourcesQuery).data ?? []
  const found = useInfiniteQuery({
    queryKey: ['source', sourceId, 'items', 'pick', path],
    queryFn: ({ pageParam, signal }) =>
      get<{ total: number; items: Item[] }>(
        `/sources/${encodeURIComponent(sourceId)}/items`,
        { path, offset: pageParam, limit: pageSize },
        signal,
      ),
    initialPageParam: 0,
    getNextPageParam: (last, all) => (all.length * pageSize < last.total ? all.length * pageSize : undefined),
    enabled: sourceId !== '',
  })
  const shown = found.data?.pages.flatMap(({ items }) => items) ?? []
  const total = found.data?.pages[0]?.total ?? 0
  const all = shown.length > 0 && shown.every(({ id }) => chosen.has(id))
  return (
    <Panel
      title={texts.items}
      hint={texts.itemsHint}
      actions={<span className={classes.muted}>{texts.chosen(chosen.size)}</span>}
    >
      <div className={classes.two}>
        <NativeSelect
          label={texts.chooseSource}
          data={[
            { value: '', label: texts.chooseSourceFirst },
            ...sources.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={sourceId}
          onChange={(event) => {
            setSourceId(event.currentTarget.value)
          }}
        />
        <TextInput
          dir="auto"
          label={texts.filterItems}
          value={filter}
          disabled={sourceId === ''}
          onChange={(event) => {
            setFilter(event.currentTarget.value)
          }}
        />
      </div>
      {sourceId === '' ? null : found.data === undefined ? (
        found.error === null ? (
          <SkeletonRows rows={4} />
        ) : (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        )
      ) : shown.length === 0 ? (
        <p className={classes.muted}>{texts.noItems}</p>
      ) : (
        <>
          <Checkbox
            className={classes.all}
            label={texts.allOfSource}
            checked={all}
            indeterminate={!all && shown.some(({ id }) => chosen.has(id))}
            onChange={(event) => {
              onToggle(
                shown.map(({ id }) => id),
                event.currentTarget.checked,
              )
            }}
          />
          <ul className={classes.itemList}>
            {shown.map((item) => (
              <li key={item.id}>
                <Checkbox
                  label={
                    <span className={classes.itemLabel}>
                      <Foreign>{item.path}</Foreign>
                      <span className={classes.muted}>{byteSize(item.size)}</span>
                    </span>
                  }
                  checked={chosen.has(item.id)}
                  onChange={(event) => {
                    onToggle([item.id], event.currentTarget.checked)
                  }}
                />
              </li>
            ))}
          </ul>
          <div className={classes.listEnd}>
            <span className={classes.muted} aria-live="polite">
              {texts.itemsShown(shown.length, total)}
            </span>
            {found.hasNextPage ? (
              <Button
                size="compact-sm"
                variant="default"
                loading={found.isFetchingNextPage}
                onClick={() => void found.fetchNextPage()}
              >
                {texts.moreItemsHere}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </Panel>
  )
}
