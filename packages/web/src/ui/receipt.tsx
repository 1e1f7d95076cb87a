import { IconAlertTriangle } from '@tabler/icons-react'
import type { JSX } from 'react'
import type { Receipt } from '../api/types.ts'
import { count } from '../texts/plural.ts'
import { receiptTexts as texts } from '../texts/ui.ts'
import classes from './receipt.module.css'

const adds = ({ files }: Receipt): boolean => files.in === files.stored + files.duplicate + files.refused.length

interface Cell {
  label: string
  value: number
  tone?: 'amber' | 'total'
}

const Row = ({ title, cells }: { title: string; cells: Cell[] }): JSX.Element => (
  <div className={classes.row}>
    <h3 className={classes.title}>{title}</h3>
    <dl className={classes.cells}>
      {cells.map(({ label, value, tone }) => (
        <div key={label} className={classes.cell} data-tone={value === 0 ? 'zero' : tone}>
          <dt>{label}</dt>
          <dd>{count(value)}</dd>
        </div>
      ))}
    </dl>
  </div>
)

/** The counted receipt of an import: what came in, and what became of every part of it (H2). */
export const ReceiptTable = ({ receipt }: { receipt: Receipt }): JSX.Element => {
  const { files, messages, photos } = receipt
  return (
    <div className={classes.receipt}>
      <Row
        title={texts.files}
        cells={[
          { label: texts.in, value: files.in, tone: 'total' },
          { label: texts.stored, value: files.stored },
          { label: texts.duplicate, value: files.duplicate },
          { label: texts.refused, value: files.refused.length, tone: 'amber' },
        ]}
      />
      <Row
        title={texts.messages}
        cells={[
          { label: texts.parsed, value: messages.parsed },
          { label: texts.service, value: messages.service },
          { label: texts.unparsed, value: messages.unparsed, tone: 'amber' },
        ]}
      />
      <Row
        title={texts.photos}
        cells={[
          { label: texts.hashed, value: photos.hashed },
          { label: texts.unreadable, value: photos.unreadable, tone: 'amber' },
          { label: texts.leads, value: receipt.leads },
        ]}
      />
      {adds(receipt) ? (
        <p className={classes.sum}>{texts.addsUp(files.in, files.stored, files.duplicate, files.refused.length)}</p>
      ) : (
        <p className={classes.wrong} role="alert">
          <IconAlertTriangle size={16} aria-hidden /> {texts.doesNotAddUp}
        </p>
      )}
    </div>
  )
}
