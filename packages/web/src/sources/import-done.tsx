import { Button } from '@mantine/core'
import type { JSX } from 'react'
import type { ImportReceipt } from '../api/types.ts'
import { importTexts as texts } from '../texts/sources.ts'
import { LinkButton } from '../ui/link.tsx'
import { Panel } from '../ui/panel.tsx'
import { ReceiptTable } from '../ui/receipt.tsx'
import { RefusedFiles } from './refused-files.tsx'
import { UnreadChats } from './unread-chats.tsx'
import classes from './import.module.css'

/** The final receipt, and where to go from it. */
export const ImportDone = ({ receipt, onAgain }: { receipt: ImportReceipt; onAgain: () => void }): JSX.Element => (
  <div className={classes.stack}>
    <Panel title={texts.done}>
      <ReceiptTable receipt={receipt} />
    </Panel>
    <UnreadChats unread={receipt.unread} />
    <RefusedFiles refused={receipt.files.refused} />
    <div className={classes.actions}>
      <Button variant="default" onClick={onAgain}>
        {texts.again}
      </Button>
      {receipt.leads > 0 ? (
        <LinkButton to="/leads" variant="default">
          {texts.toLeads(receipt.leads)}
        </LinkButton>
      ) : null}
      <LinkButton to="/sources/$source" params={{ source: receipt.source }}>
        {texts.openSource}
      </LinkButton>
    </div>
  </div>
)
