import type { Records } from './records.ts'

/** A file that a message names and that did not come in with it. */
export interface MissingAttachment {
  id: number
  /** The item whose message it is. */
  item: string
  /** As the export writes it, relative to its folder. */
  path: string
}

const perPage = 10_000

/** What messages miss, of one item or of all, in the order in which it was written. What is attached meanwhile is no longer found. */
export function* missingAttachments(records: Records, item?: string): Generator<MissingAttachment> {
  const select = records.evidence.prepare(
    `SELECT attachment.rowid AS id, attachment.path, chat.item
     FROM attachment JOIN message ON message.id = attachment.message JOIN chat ON chat.id = message.chat
     WHERE attachment.rowid > ? AND attachment.status = 'missing' ${item === undefined ? '' : 'AND chat.item = ?'}
     ORDER BY attachment.rowid LIMIT ${perPage}`,
  )
  for (let last: number | undefined = 0; last !== undefined;) {
    const page: MissingAttachment[] = select.all<MissingAttachment & Record<string, number | string>>(
      item === undefined ? [last] : [last, item],
    )
    yield* page
    last = page.at(-1)?.id
  }
}

/** Says that an item is what a message missed. Runs inside the caller's transaction. */
export function attachItem(records: Records, { id }: MissingAttachment, item: string): void {
  records.evidence.prepare("UPDATE attachment SET status = 'present', item = ? WHERE rowid = ?").run([item, id])
}

/** Whether any message has this item as an attachment. */
export function isAttached(records: Records, item: string): boolean {
  return records.evidence.prepare('SELECT 1 FROM attachment WHERE item = ? LIMIT 1').get([item]) !== undefined
}
