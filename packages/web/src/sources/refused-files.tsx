import type { JSX } from 'react'
import type { Refused } from '../api/types.ts'
import { refusalWords } from '../texts/refusal-words.ts'
import { receiptTexts } from '../texts/ui.ts'
import { sourceTexts as texts } from '../texts/sources.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import table from '../ui/table.module.css'

/** Files that did not come in, each with its reason; nothing if all came in. */
export const RefusedFiles = ({ refused }: { refused: Refused[] }): JSX.Element | null =>
  refused.length === 0 ? null : (
    <Panel title={texts.refused(refused.length)} hint={texts.refusedHint} flush>
      <ScrollRegion className={table.scroll} label={texts.refused(refused.length)}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{receiptTexts.path}</th>
              <th scope="col">{receiptTexts.reason}</th>
            </tr>
          </thead>
          <tbody>
            {refused.map(({ path, reason }) => (
              <tr key={`${path}-${reason.text}`}>
                <td>
                  <Foreign>{path}</Foreign>
                </td>
                <td>
                  <SaidLine said={reason} words={refusalWords} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
