import { Button, FileButton, NativeSelect } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { ColumnMapping, PeopleImportPreview } from '../api/types.ts'
import { csvTexts as texts } from '../texts/people.ts'
import { csvFieldText, isNameField } from '../texts/csv-fields.ts'
import { byteSize } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { withKeys } from '../ui/with-keys.ts'
import table from '../ui/table.module.css'
import classes from './csv.module.css'

interface CsvMappingProps {
  file: File
  preview: PeopleImportPreview
  onAgain: () => void
  onStart: (mapping: ColumnMapping, photos: File[]) => Promise<void>
}

/** How each column of a table will be read, with its first values, to be corrected before anything is written. */
export const CsvMapping = ({ file, preview, onAgain, onStart }: CsvMappingProps): JSX.Element => {
  const [mapping, setMapping] = useState<ColumnMapping>(
    Object.fromEntries(preview.columns.map(({ column, field }) => [column, field])),
  )
  const [photos, setPhotos] = useState<File[]>([])
  const [busy, setBusy] = useState(false)
  const hasName = Object.values(mapping).some(isNameField)

  const start = async (): Promise<void> => {
    setBusy(true)
    await onStart(mapping, photos)
  }

  return (
    <div className={classes.stack}>
      <Panel
        title={texts.rows(preview.rows)}
        hint={
          <>
            <Foreign>{file.name}</Foreign>, {byteSize(file.size)}
          </>
        }
        flush
      >
        <div className={table.scroll}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{texts.column}</th>
                <th scope="col">{texts.sample}</th>
                <th scope="col">{texts.readAs}</th>
              </tr>
            </thead>
            <tbody>
              {preview.columns.map(({ column, field: first, isRemembered, sample }) => (
                <tr key={column}>
                  <th scope="row" className={classes.column}>
                    <Foreign>{column}</Foreign>
                  </th>
                  <td>
                    <ul className={classes.samples}>
                      {withKeys(sample, (text) => text).map(({ key, value }) => (
                        <li key={key}>
                          <Foreign>{value}</Foreign>
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td>
                    <NativeSelect
                      className={classes.select}
                      aria-label={texts.readAsLabel(column)}
                      data={[
                        { value: '', label: texts.leaveOut },
                        ...preview.fields.map((field) => ({ value: field, label: csvFieldText(field) })),
                      ]}
                      value={mapping[column] ?? ''}
                      onChange={(event) => {
                        const { value } = event.currentTarget
                        setMapping({ ...mapping, [column]: value === '' ? null : value })
                      }}
                    />
                    {isRemembered && mapping[column] === first ? (
                      <span className={classes.remembered}>{texts.remembered}</span>
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Panel>
      {preview.problems.length === 0 ? null : (
        <Panel tone="amber" title={texts.problems(preview.problems.length)} hint={texts.problemsHint}>
          <ul className={classes.problems}>
            {preview.problems.map(({ row, problem }) => (
              <li key={`${row}-${problem}`}>
                <strong>{texts.row(row)}:</strong> <Foreign>{problem}</Foreign>
              </li>
            ))}
          </ul>
        </Panel>
      )}
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
      {hasName ? null : <p className={classes.warning}>{texts.needName}</p>}
      <div className={classes.actions}>
        <Button variant="default" onClick={onAgain} disabled={busy}>
          {texts.startOver}
        </Button>
        <Button loading={busy} disabled={!hasName || preview.rows === 0} onClick={() => void start()}>
          {texts.start(preview.rows)}
        </Button>
      </div>
    </div>
  )
}
