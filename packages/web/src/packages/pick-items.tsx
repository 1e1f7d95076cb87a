import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type JSX } from 'react'
import { sourceQuery, sourcesQuery } from '../api/queries.ts'
import { newPackageTexts as texts } from '../texts/packages.ts'
import { byteSize } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import classes from './packages.module.css'

interface PickItemsProps {
  chosen: ReadonlySet<string>
  onToggle: (ids: string[], on: boolean) => void
}

/** Items of one source after the other, to be ticked. */
export const PickItems = ({ chosen, onToggle }: PickItemsProps): JSX.Element => {
  const [sourceId, setSourceId] = useState('')
  const [filter, setFilter] = useState('')
  const sources = useQuery(sourcesQuery).data ?? []
  const { data: source } = useQuery({ ...sourceQuery(sourceId), enabled: sourceId !== '' })
  const words = filter.trim().toLocaleLowerCase()
  const shown = source?.items.filter(({ path }) => path.toLocaleLowerCase().includes(words)) ?? []
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
      {sourceId === '' ? null : source === undefined ? (
        <SkeletonRows rows={4} />
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
          {source.itemsTotal > source.items.length ? (
            <p className={classes.muted}>{texts.itemsCut(source.items.length)}</p>
          ) : null}
        </>
      )}
    </Panel>
  )
}
