import { Button } from '@mantine/core'
import type { JSX } from 'react'
import type { PeopleImportResult } from '../api/types.ts'
import { count } from '../texts/plural.ts'
import { csvTexts as texts } from '../texts/people.ts'
import { tableTexts } from '../texts/people-import.ts'
import { tableWords } from '../texts/table-words.ts'
import { Foreign } from '../ui/foreign.tsx'
import { LinkButton, TextLink } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { SaidLine } from '../ui/said.tsx'
import { ScrollRegion } from '../ui/scroll-region.tsx'
import classes from './csv.module.css'

/** What became of every line of the table and of every photo it names (H2). */
export const CsvReceipt = ({ receipt, onAgain }: { receipt: PeopleImportResult; onAgain: () => void }): JSX.Element => {
  const numbers = [
    [texts.in, receipt.in],
    [texts.stored, receipt.stored],
    [tableTexts.added, receipt.added],
    [tableTexts.same, receipt.same],
    [texts.refused, receipt.refused.length],
    [texts.photosStored, receipt.photos.stored],
    [texts.photosMissing, receipt.photos.missing.length],
    [texts.leads, receipt.leads],
  ] as const
  return (
    <div className={classes.stack}>
      <Panel title={texts.receipt}>
        <dl className={classes.numbers}>
          {numbers.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{count(value)}</dd>
            </div>
          ))}
        </dl>
        <p className={classes.sum}>
          {tableTexts.addsUp(receipt.in, receipt.stored, receipt.added, receipt.same, receipt.refused.length)}
        </p>
        {receipt.endings === 0 ? null : <p className={classes.muted}>{tableTexts.endings(receipt.endings)}</p>}
      </Panel>
      {receipt.refused.length === 0 ? null : (
        <Panel tone="amber" title={texts.refused}>
          <ScrollRegion className={classes.scroll} label={texts.refused}>
            <ul className={classes.problems}>
              {receipt.refused.map(({ row, reason, about = [] }) => (
                <li key={`${row}-${reason.text}`}>
                  <strong>{texts.row(row)}:</strong> <SaidLine said={reason} words={tableWords} />
                  {about.map(({ person, isOverdue }) => (
                    <div key={person}>
                      {tableTexts.about}{' '}
                      {isOverdue ? (
                        <TextLink to="/people/overdue" inherit>
                          {tableTexts.toOverdue}
                        </TextLink>
                      ) : (
                        <TextLink to="/people/$person" params={{ person }} inherit>
                          {tableTexts.toRecord}
                        </TextLink>
                      )}
                    </div>
                  ))}
                </li>
              ))}
            </ul>
          </ScrollRegion>
        </Panel>
      )}
      {receipt.photos.missing.length === 0 ? null : (
        <Panel tone="amber" title={texts.photosMissing}>
          <ScrollRegion className={classes.scroll} label={texts.photosMissing}>
            <ul className={classes.problems}>
              {receipt.photos.missing.map((name) => (
                <li key={name}>
                  <Foreign>{name}</Foreign>
                </li>
              ))}
            </ul>
          </ScrollRegion>
        </Panel>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={onAgain}>
          {texts.again}
        </Button>
        {receipt.leads > 0 ? (
          <LinkButton to="/leads" variant="default">
            {texts.toLeads}
          </LinkButton>
        ) : null}
        <LinkButton to="/people">{texts.toPeople}</LinkButton>
      </div>
    </div>
  )
}
