import type { Attachment } from '@homeward/records'
import type { MessageRow } from '@homeward/records/message-row'
import type { ParsedChat, RowBatch } from './parsed-chat.ts'

/**
 * [Note: Why messages cross threads in columns] Half a million messages as objects cost more to copy from thread to
 * thread than to parse. As a few long strings and number arrays they cost a tenth of that, and the main thread, which
 * owns the index, has time to write while another one parses.
 */

/** A batch of rows as columns; made for `postMessage`, in which nothing is lost. */
export interface PackedBatch {
  chat: ParsedChat
  count: number
  /** seq, start, end, earliestMs, latestMs of each row; NaN for null. */
  numbers: Float64Array<ArrayBuffer>
  /** Lengths of the pieces of `ids` and `texts`; −1 for null, and for words that are the text itself. */
  lengths: Int32Array<ArrayBuffer>
  /** nativeId, rawTime, localTime and details of each row, one after the other. */
  ids: string
  /** text and words of each row. */
  texts: string
  /** Indexes into `table`: kind, precision, basis, clock, sender, senderId, senderWords of each row. */
  words: Uint32Array<ArrayBuffer>
  table: (string | null)[]
  /** What few messages have. */
  attachments: { index: number; attachments: readonly Attachment[] }[]
}

const numbersEach = 5
const lengthsEach = 6
const wordsEach = 7

/** Packs a batch. */
export function packBatch({ chat, count, rows }: RowBatch): PackedBatch {
  const numbers = new Float64Array(count * numbersEach)
  const lengths = new Int32Array(count * lengthsEach)
  const words = new Uint32Array(count * wordsEach)
  const table: (string | null)[] = []
  const places = new Map<string | null, number>()
  const attachments: PackedBatch['attachments'] = []
  let ids = ''
  let texts = ''

  function wordAt(word: string | null): number {
    const known = places.get(word)
    if (known !== undefined) return known
    places.set(word, table.length)
    return table.push(word) - 1
  }

  let index = 0
  for (const row of rows) {
    const number = index * numbersEach
    numbers[number] = row.seq
    numbers[number + 1] = row.start
    numbers[number + 2] = row.end
    numbers[number + 3] = row.earliestMs ?? Number.NaN
    numbers[number + 4] = row.latestMs ?? Number.NaN
    const at = index * lengthsEach
    const { nativeId, rawTime, localTime, details } = row
    const hasWords = row.words !== row.text
    lengths[at] = nativeId?.length ?? -1
    lengths[at + 1] = rawTime?.length ?? -1
    lengths[at + 2] = localTime?.length ?? -1
    lengths[at + 3] = details?.length ?? -1
    lengths[at + 4] = row.text.length
    lengths[at + 5] = hasWords ? row.words.length : -1
    ids += `${nativeId ?? ''}${rawTime ?? ''}${localTime ?? ''}${details ?? ''}`
    texts += hasWords ? row.text + row.words : row.text
    const place = index * wordsEach
    words[place] = wordAt(row.kind)
    words[place + 1] = wordAt(row.precision)
    words[place + 2] = wordAt(row.basis)
    words[place + 3] = wordAt(row.clock)
    words[place + 4] = wordAt(row.sender)
    words[place + 5] = wordAt(row.senderId)
    words[place + 6] = wordAt(row.senderWords)
    if (row.attachments.length > 0) attachments.push({ index, attachments: row.attachments })
    index++
  }
  return { chat, count, numbers, lengths, ids, texts, words, table, attachments }
}

// Most messages have none; half a million empty lists are work for the collector.
const none: readonly never[] = Object.freeze([])

/** What {@link packBatch} packed; rows are made as they are asked for. Lists that are empty are shared and frozen. */
export function unpackBatch(packed: PackedBatch): RowBatch {
  return { chat: packed.chat, count: packed.count, rows: rowsOf(packed) }
}

function* rowsOf({
  count,
  numbers,
  lengths,
  ids,
  texts,
  words,
  table,
  attachments,
}: PackedBatch): Generator<MessageRow> {
  const attachmentsAt = new Map(attachments.map((rare) => [rare.index, rare.attachments]))
  let idAt = 0
  let textAt = 0

  function id(place: number): string | null {
    const length = lengths[place] as number
    if (length < 0) return null
    idAt += length
    return ids.slice(idAt - length, idAt)
  }

  function text(place: number): string | null {
    const length = lengths[place] as number
    if (length < 0) return null
    textAt += length
    return texts.slice(textAt - length, textAt)
  }

  for (let index = 0; index < count; index++) {
    const at = index * lengthsEach
    const place = index * wordsEach
    const number = index * numbersEach
    const word = (offset: number): string | null => table[words[place + offset] as number] ?? null
    const own = text(at + 4) ?? ''
    yield {
      seq: numbers[number] as number,
      nativeId: id(at),
      kind: word(0) as MessageRow['kind'],
      sender: word(4),
      senderId: word(5),
      text: own,
      start: numbers[number + 1] as number,
      end: numbers[number + 2] as number,
      rawTime: id(at + 1),
      localTime: id(at + 2),
      precision: word(1) as MessageRow['precision'],
      earliestMs: orNull(numbers[number + 3] as number),
      latestMs: orNull(numbers[number + 4] as number),
      basis: word(2) as MessageRow['basis'],
      clock: word(3) as MessageRow['clock'],
      details: id(at + 3),
      words: text(at + 5) ?? own,
      senderWords: word(6) ?? '',
      attachments: attachmentsAt.get(index) ?? none,
    }
  }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** The memory that can be handed over instead of copied. */
export function transferOf({ numbers, lengths, words }: PackedBatch): ArrayBuffer[] {
  return [numbers.buffer, lengths.buffer, words.buffer]
}
