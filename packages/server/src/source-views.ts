import { readingWords, refusalWords } from '@homeward/intake'
import type { Item, Receipt, Source } from '@homeward/records'
import type { ItemView, ReceiptView, SourceView } from './schemas/views.ts'

/** A receipt with the reasons of what was refused by their codes, read from what was sealed (rule S72). */
export function receiptView<T extends Receipt>({
  files,
  ...receipt
}: T): Omit<T, 'files'> & Pick<ReceiptView, 'files'> {
  const refused = files.refused.map(({ path, reason }) => ({ path, reason: refusalWords.read(reason) }))
  return { ...receipt, files: { ...files, refused } }
}

/** A source with such a receipt. */
export function sourceView(source: Source): SourceView {
  return { ...source, receipt: receiptView(source.receipt) }
}

/** An item with what was odd while it was read by its codes. */
export function itemView({ photo, anomalies, ...item }: Item): ItemView {
  return {
    ...item,
    photo: photo?.state === 'unreadable' ? { ...photo, reason: readingWords.read(photo.reason) } : photo,
    anomalies: anomalies.map((sentence) => readingWords.read(sentence)),
  }
}
