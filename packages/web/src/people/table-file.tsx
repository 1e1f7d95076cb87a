import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core'
import { useState, type JSX } from 'react'
import type { PeopleImportPreview, TableReading } from '../api/types.ts'
import { tableTexts as texts } from '../texts/people-import.ts'
import { byteSize } from '../texts/ui.ts'
import { tableWords } from '../texts/table-words.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import classes from './csv.module.css'

interface TableFileProps {
  file: File
  preview: PeopleImportPreview
  reading: TableReading
  onReading: (reading: TableReading) => void
  /** The file with the submissions of a repeat. */
  parent: File | null
  onParent: (parent: File) => void
}

/** Which part of a file is read, and how: whose list it is, the sheet, the encoding, and what is odd about it. */
export const TableFile = ({ file, preview, reading, onReading, parent, onParent }: TableFileProps): JSX.Element => {
  const { table } = preview
  const [list, setList] = useState(preview.list)
  const settle = (): void => {
    if (list.trim() !== preview.list) onReading({ ...reading, list: list.trim() })
  }
  return (
    <Panel
      title={texts.reading}
      hint={
        <>
          <Foreign>{file.name}</Foreign>, {byteSize(file.size)}
        </>
      }
    >
      <div className={classes.choices}>
        {table.kind === 'pfif' ? null : (
          <TextInput
            dir="auto"
            label={texts.list}
            description={texts.listHint}
            value={list}
            maxLength={200}
            onChange={(event) => {
              setList(event.currentTarget.value)
            }}
            onBlur={settle}
            onKeyDown={(event) => {
              if (event.key === 'Enter') settle()
            }}
          />
        )}
        {table.sheets === undefined || table.sheets.length < 2 ? null : (
          <NativeSelect
            label={texts.sheet}
            data={table.sheets.map(({ name, isHidden }) => ({
              value: name,
              label: isHidden ? texts.hidden(name) : name,
            }))}
            value={table.sheet ?? ''}
            onChange={(event) => {
              onReading({ sheet: event.currentTarget.value })
            }}
          />
        )}
        {table.encoding === undefined ? null : (
          <NativeSelect
            label={texts.encoding}
            data={Object.entries(texts.encodings).map(([value, label]) => ({
              value,
              label:
                value === table.encoding && table.isEncodingGuessed === true ? `${label}, ${texts.guessed}` : label,
            }))}
            value={table.encoding}
            onChange={(event) => {
              onReading({ encoding: event.currentTarget.value })
            }}
          />
        )}
      </div>
      {table.isRepeat === true ? (
        <div className={classes.parent}>
          <FileButton
            accept=".csv,.xlsx"
            onChange={(chosen) => {
              if (chosen !== null) onParent(chosen)
            }}
          >
            {({ onClick }) => (
              <Button variant="default" size="compact-sm" onClick={onClick}>
                {texts.parent}
              </Button>
            )}
          </FileButton>{' '}
          {parent === null ? null : <Foreign>{parent.name}</Foreign>}
        </div>
      ) : null}
      {table.remarks.length === 0 ? null : (
        <ul className={classes.remarks}>
          {table.remarks.map((remark) => (
            <li key={remark.text}>
              <SaidLine said={remark} words={tableWords} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
