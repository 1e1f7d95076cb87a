import { ActionIcon, Skeleton, Tooltip } from '@mantine/core'
import { IconDownload, IconEraser, IconFile, IconMessages, IconPhotoOff, IconZip } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useState, type JSX } from 'react'
import { apiUrl, get } from '../api/client.ts'
import { useMayWrite, useOpens } from '../api/session-store.ts'
import type { Item, SourceWithItems } from '../api/types.ts'
import { EraseDialog } from '../erasure/erase-dialog.tsx'
import { InsideArchive } from '../erasure/inside-archive.tsx'
import { HeldTile } from '../quarantine/held-tile.tsx'
import { QuarantineButton } from '../quarantine/quarantine-button.tsx'
import { erasureTexts } from '../texts/erasure.ts'
import { quarantineTexts } from '../texts/quarantine.ts'
import { readingWords } from '../texts/reading-words.ts'
import { sourceTexts as texts } from '../texts/sources.ts'
import { byteSize } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { EvidencePicture } from '../ui/picture.tsx'
import { SaidLine } from '../ui/said.tsx'
import { usePages } from '../ui/use-pages.ts'
import { VirtualList } from '../ui/virtual-list.tsx'
import classes from './sources.module.css'

const pageSize = 200

const ItemSign = ({ item, scope }: { item: Item; scope: string }): JSX.Element => {
  if (item.quarantined) return <HeldTile className={classes.itemPicture} small />
  if (item.photo?.state === 'hashed') {
    return <EvidencePicture className={classes.itemPicture} item={item.id} alt={item.path} scope={scope} small />
  }
  const Sign =
    item.photo?.state === 'unreadable'
      ? IconPhotoOff
      : item.messages > 0
        ? IconMessages
        : item.format === 'zip'
          ? IconZip
          : IconFile
  return (
    <span className={classes.itemIcon}>
      <Sign size={20} stroke={1.4} aria-hidden />
    </span>
  )
}

/** Of a file inside an archive it is said why it cannot go alone, and the archive is offered. */
const EraseItem = ({ item }: { item: Item }): JSX.Element | null => {
  const [target, setTarget] = useState<string | null>(null)
  const { container } = item
  const client = useQueryClient()
  const opens = useOpens('registry', 'evidence')
  const close = (): void => {
    setTarget(null)
  }
  const mayWrite = useMayWrite()
  if (!opens || !mayWrite) return null
  return (
    <>
      <Tooltip label={erasureTexts.open}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={erasureTexts.openItem(item.path)}
          onClick={() => {
            setTarget(item.id)
          }}
        >
          <IconEraser size={17} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      {target === item.id && container !== null ? (
        <InsideArchive
          onClose={close}
          onArchive={() => {
            setTarget(container)
          }}
        />
      ) : target === null ? null : (
        <EraseDialog
          target={{ item: target }}
          onClose={close}
          onErased={() => {
            close()
            void client.resetQueries()
          }}
        />
      )}
    </>
  )
}

const ItemRow = ({ item, scope }: { item: Item; scope: string }): JSX.Element => (
  <div className={classes.item}>
    <ItemSign item={item} scope={scope} />
    <div className={classes.itemWords}>
      <Foreign className={classes.itemPath}>{item.path}</Foreign>
      <span className={classes.itemFacts}>
        <span>{byteSize(item.size)}</span>
        <span>{item.format === null ? item.mediaType : (texts.format[item.format] ?? item.format)}</span>
        {item.photo?.state === 'hashed' ? (
          <span>
            {item.photo.width} × {item.photo.height}
          </span>
        ) : null}
        {item.messages > 0 ? <span>{texts.chatLine(item.messages)}</span> : null}
        {item.container === null ? null : <span>{texts.inside}</span>}
        {item.sameAs === null ? null : <span>{texts.sameAs}</span>}
        {item.quarantined ? <TextLink to="/quarantine">{quarantineTexts.inQuarantine}</TextLink> : null}
      </span>
      {item.photo?.state === 'unreadable' ? (
        <span className={classes.itemOdd}>
          {texts.unreadable}: <SaidLine said={item.photo.reason} words={readingWords} />
        </span>
      ) : null}
      {item.anomalies.length === 0 ? null : (
        <span className={classes.itemOdd}>{texts.anomalies(item.anomalies.length)}</span>
      )}
    </div>
    <div className={classes.itemTools}>
      {item.quarantined ? null : (
        <>
          <Tooltip label={texts.save}>
            <ActionIcon
              component="a"
              variant="subtle"
              color="gray"
              aria-label={texts.saveItem(item.path)}
              href={apiUrl(`/items/${encodeURIComponent(item.id)}/content`)}
              download
            >
              <IconDownload size={17} stroke={1.6} />
            </ActionIcon>
          </Tooltip>
          <QuarantineButton
            target={{ item: item.id }}
            label={quarantineTexts.putItem(item.path)}
            inArchive={item.container !== null}
          />
          <EraseItem item={item} />
        </>
      )}
    </div>
  </div>
)

/** Every item of a source in the order in which it came in. */
export const SourceItems = ({ source }: { source: SourceWithItems }): JSX.Element => {
  const [range, setRange] = useState({ first: 0, last: 0 })
  const onRange = useCallback((first: number, last: number) => {
    setRange({ first, last })
  }, [])
  // The page of the source brings its first items along.
  const brought = source.items.length
  const pages = usePages<Item>({
    key: ['source', source.id, 'items'],
    pageSize,
    ...range,
    enabled: source.itemsTotal > brought,
    fetchPage: async (offset, limit, signal) => {
      const { total, items } = await get<{ total: number; items: Item[] }>(
        `/sources/${encodeURIComponent(source.id)}/items`,
        { offset, limit },
        signal,
      )
      return { total, rows: items }
    },
  })
  return (
    <Panel title={texts.items(source.itemsTotal)} flush>
      <VirtualList count={source.itemsTotal} estimate={65} label={texts.itemsLabel} onRange={onRange}>
        {(index) => {
          const item = source.items[index] ?? pages.rowAt(index)
          return item === undefined ? (
            <div className={classes.item}>
              <Skeleton height={48} width={48} />
              <Skeleton height={12} width={220} aria-label={texts.loading} />
            </div>
          ) : (
            <ItemRow item={item} scope={`source:${source.id}`} />
          )
        }}
      </VirtualList>
    </Panel>
  )
}
