import {
  createItemProver,
  createSha256,
  fromHex,
  leafHash,
  openEntry,
  parseCheckpoint,
  parseEntryRef,
  parseNote,
  parseTlogProof,
  parseVkey,
  toHex,
  verifyItemProof,
  verifyNote,
  verifyTlogProof,
} from '@homeward/format'
import {
  getItem,
  getSource,
  itemRecordOf,
  itemLeavesOf,
  type Item,
  type ItemBytes,
  type Message,
  type Records,
} from '@homeward/records'
import type { MessageProofView } from './schemas/views.ts'
import { shownBytes } from './shown-bytes.ts'
import { itemView } from './source-views.ts'

const hexBytes = 4096
const textBytes = 65_536

/**
 * Shows where a message stands in the sealed bytes and checks, now and from the bytes on the disk, that its item is part
 * of the source, that the source's entry is in the log, that the log is signed, and that the item's bytes are the sealed
 * ones. Checks that fail are said so in `verified`, never thrown.
 *
 * The item is read and hashed from beginning to end, about as fast as the disk.
 */
export async function proveMessage(records: Records, message: Message, bytes: ItemBytes): Promise<MessageProofView> {
  const item = getItem(records, message.item)
  const { start, end } = message.bytes
  const first = await bytes.read(start, Math.min(end - start, textBytes))
  const entry = proveEntry(records, item)
  return {
    item: itemView(item),
    bytesText: shownBytes(first),
    bytesHex: toHex(first.subarray(0, hexBytes)),
    start,
    end,
    sha256OfRange: await sha256Of(bytes.stream(start, end)),
    ...entry,
    verified: { ...entry.verified, bytes: (await sha256Of(bytes.stream())) === item.sha256 },
  }
}

type EntryProofView = Pick<MessageProofView, 'entry' | 'index' | 'logSize' | 'tlogProof' | 'checkpoint'> & {
  verified: Omit<MessageProofView['verified'], 'bytes'>
}

function proveEntry(records: Records, item: Item): EntryProofView {
  const { vault } = records
  const source = getSource(records, item.source)
  const { entry, messageKeyHex, tlogProof, vkey } = vault.proof(source.entry)
  const place = parseEntryRef(source.entry) ?? { logHex: '', index: 0 }
  const key = parseVkey(vkey)
  const { checkpoint } = parseTlogProof(tlogProof)
  return {
    entry: source.entry,
    index: place.index,
    logSize: Number(parseCheckpoint(parseNote(checkpoint).text).size),
    tlogProof,
    checkpoint,
    verified: {
      signature: holds(() => verifyNote(checkpoint, [key]).signedBy.length === 1),
      entryInLog: holds(() => verifyTlogProof(tlogProof, leafHash(entry), key).index === BigInt(place.index)),
      itemInSource: holds(() => {
        const body = openEntry({
          entry,
          messageKey: fromHex(messageKeyHex),
          logId: fromHex(place.logHex),
          index: place.index,
        })
        const received = body.changes.find(
          (change) => change.type === 'source.received' && change['source'] === item.source,
        )
        const itemRecords = itemLeavesOf(records, item.source)
        return (
          received !== undefined &&
          verifyItemProof({
            record: itemRecordOf(records, item.id),
            index: item.index,
            itemsCount: received['itemsCount'] as number,
            itemsRootHex: received['itemsRoot'] as string,
            proofB64: createItemProver(itemRecords)(item.index),
          })
        )
      }),
    },
  }
}

function holds(check: () => boolean): boolean {
  try {
    return check()
  } catch {
    return false
  }
}

async function sha256Of(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createSha256()
  for await (const chunk of chunks) hash.update(chunk)
  return toHex(hash.digest())
}
