import { NativeSelect } from '@mantine/core'
import type { JSX } from 'react'
import type { PeopleImportPreview } from '../api/types.ts'
import { csvTexts as texts } from '../texts/people.ts'
import { tableTexts } from '../texts/people-import.ts'
import { csvFieldText } from '../texts/csv-fields.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { withKeys } from '../ui/with-keys.ts'
import table from '../ui/table.module.css'
import classes from './csv.module.css'

interface CsvMappingProps {
  preview: PeopleImportPreview
  onMap: (column: string, field: string | null) => void
}

/** How each column of a table is read, with its first values. */
export const CsvMapping = ({ preview, onMap }: CsvMappingProps): JSX.Element => (
  <Panel title={tableTexts.columns} flush>
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
          {preview.columns.map(({ column, field, isRemembered, sample }) => (
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
                    ...preview.fields.map((known) => ({ value: known, label: csvFieldText(known) })),
                  ]}
                  value={field ?? ''}
                  onChange={(event) => {
                    const { value } = event.currentTarget
                    onMap(column, value === '' ? null : value)
                  }}
                />
                {isRemembered ? <span className={classes.remembered}>{texts.remembered}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </Panel>
)
