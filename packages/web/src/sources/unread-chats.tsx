import type { JSX } from 'react'
import type { Receipt } from '../api/types.ts'
import { sourceTexts as texts } from '../texts/sources.ts'
import { receiptTexts } from '../texts/ui.ts'
import { Foreign } from '../ui/foreign.tsx'
import { Panel } from '../ui/panel.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import table from '../ui/table.module.css'

/** Files that look like chat exports or mails that were not read (rules I53, I54); nothing if there are none. */
export const UnreadChats = ({ unread }: { unread: Receipt['unread'] }): JSX.Element | null =>
  unread.length === 0 ? null : (
    <Panel title={texts.unread(unread.length)} hint={texts.unreadHint} flush>
      <ScrollRegion className={table.scroll} label={texts.unread(unread.length)}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{receiptTexts.path}</th>
              <th scope="col">{texts.looksLike}</th>
            </tr>
          </thead>
          <tbody>
            {unread.map(({ path, format }) => (
              <tr key={path}>
                <td>
                  <Foreign>{path}</Foreign>
                </td>
                <td>{texts.format[format] ?? format}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Panel>
  )
