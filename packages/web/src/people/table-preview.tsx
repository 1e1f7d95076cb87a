import { Button, FileButton } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { PeopleImportPreview, TableReading } from '../api/types.ts'
import { csvTexts as texts } from '../texts/people.ts'
import { tableTexts } from '../texts/people-import.ts'
import { isNameField } from '../texts/csv-fields.ts'
import { tableWords } from '../texts/table-words.ts'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import { CsvMapping } from './csv-mapping.tsx'
import { TableFile } from './table-file.tsx'
import { TableLines } from './table-lines.tsx'
import classes from './csv.module.css'

interface TablePreviewProps {
  file: File
  preview: PeopleImportPreview
  reading: TableReading
  /** Whether the preview of what was just chosen is on its way. */
  busy: boolean
  onAgain: () => void
  onReading: (reading: TableReading) => void
  /** The file with the submissions of a repeat. */
  parent: File | null
  onParent: (parent: File) => void
  onStart: (photos: File[]) => Promise<void>
}

/** What an import would do, column by column and line by line, to be corrected before anything is written. */
export const TablePreview = ({
  file,
  preview,
  reading,
  busy,
  onAgain,
  onReading,
  parent,
  onParent,
  onStart,
}: TablePreviewProps): JSX.Element => {
  const [photos, setPhotos] = useState<File[]>([])
  const [starting, setStarting] = useState(false)
  // A format with fields of its own has no columns to explain.
  const isTable = preview.table.kind !== 'pfif'
  const hasName = !isTable || preview.columns.some(({ field }) => isNameField(field))
  const { counts } = preview
  const writes = counts.new + counts.adds
  const isEmpty = writes + preview.endings + photos.length === 0

  const start = async (): Promise<void> => {
    setStarting(true)
    await onStart(photos)
  }

  return (
    <div className={classes.stack} aria-busy={busy}>
      <TableFile
        file={file}
        preview={preview}
        reading={reading}
        onReading={onReading}
        parent={parent}
        onParent={onParent}
      />
      {isTable ? (
        <CsvMapping
          preview={preview}
          onMap={(column, field) => {
            const mapping = Object.fromEntries(preview.columns.map((one) => [one.column, one.field]))
            onReading({ ...reading, list: preview.list, mapping: { ...mapping, ...reading.mapping, [column]: field } })
          }}
        />
      ) : null}
      {hasName ? (
        <TableLines
          preview={preview}
          decisions={reading.decisions ?? {}}
          onDecide={(decisions) => {
            onReading({ ...reading, decisions })
          }}
        />
      ) : null}
      {preview.problems.length === 0 ? null : (
        <Panel tone="amber" title={texts.problems(preview.problems.length)} hint={texts.problemsHint}>
          <ScrollRegion className={classes.scroll} label={texts.problems(preview.problems.length)}>
            <ul className={classes.problems}>
              {preview.problems.map(({ row, problem }) => (
                <li key={`${row}-${problem.text}`}>
                  <strong>{texts.row(row)}:</strong> <SaidLine said={problem} words={tableWords} />
                </li>
              ))}
            </ul>
          </ScrollRegion>
        </Panel>
      )}
      {isTable ? (
        <Panel
          title={texts.photos}
          hint={texts.photosText}
          actions={
            <FileButton
              multiple
              accept="image/*"
              onChange={(files) => {
                setPhotos([...photos, ...files])
              }}
            >
              {({ onClick }) => (
                <Button variant="default" size="compact-sm" onClick={onClick}>
                  {texts.choosePhotos}
                </Button>
              )}
            </FileButton>
          }
        >
          <p className={classes.muted}>{texts.chosenPhotos(photos.length)}</p>
        </Panel>
      ) : null}
      {hasName ? null : <p className={classes.warning}>{texts.needName}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onAgain} disabled={starting}>
          {texts.startOver}
        </Button>
        <Button loading={starting || busy} disabled={!hasName || isEmpty} onClick={() => void start()}>
          {isEmpty
            ? tableTexts.nothing
            : writes === 0 && preview.endings > 0
              ? tableTexts.startEndings(preview.endings)
              : tableTexts.start(counts.new, counts.adds)}
        </Button>
      </div>
    </div>
  )
}
