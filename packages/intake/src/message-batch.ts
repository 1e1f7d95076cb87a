import type { Attachment, ParsedMessage } from '@homeward/records'
import type { ParsedBatch, ParsedChat } from './parsed-chat.ts'

/**
 * [Note: Why messages cross threads in columns] Half a million messages as objects cost more to copy from thread to
 * thread than to parse. As a few long strings and number arrays they cost a tenth of that, and the main thread, which
 * owns the index, has time to write while another one parses.
 */

/** A batch of messages as columns; made for `postMessage`, in which nothing is lost. */
export interface PackedBatch {
  chat: ParsedChat
  count: number
  /** seq, start, end, earliestMs, latestMs of each message; NaN for null. */
  numbers: Float64Array<ArrayBuffer>
  /** Lengths of the pieces of `ids` and `texts`; −1 for null. */
  lengths: Int32Array<ArrayBuffer>
  /** nativeId, replyTo, time.raw and time.local of each message, one after the other. */
  ids: string
  texts: string
  /** Indexes into `table`: kind, precision, basis, clock, sender, senderId of each message. */
  words: Uint32Array<ArrayBuffer>
  table: (string | null)[]
  /** What few messages have. */
  rare: Rare[]
}

interface Rare {
  index: number
  ambiguities: string[]
  forwardedFrom: string | null
  editedMs: number | null
  attachments: Attachment[]
  flags: string[]
  extra: Record<string, unknown>
}

const numbersEach = 5
const idsEach = 4
const wordsEach = 6

/** Packs a batch. */
export function packBatch({ chat, messages }: ParsedBatch): PackedBatch {
  const count = messages.length
  const numbers = new Float64Array(count * numbersEach)
  const lengths = new Int32Array(count * (idsEach + 1))
  const words = new Uint32Array(count * wordsEach)
  const table: (string | null)[] = []
  const places = new Map<string | null, number>()
  const rare: Rare[] = []
  let ids = ''
  let texts = ''

  function wordAt(word: string | null): number {
    const known = places.get(word)
    if (known !== undefined) return known
    places.set(word, table.length)
    return table.push(word) - 1
  }

  for (const [index, message] of messages.entries()) {
    const { time } = message
    numbers.set(
      [message.seq, message.start, message.end, time.earliestMs ?? Number.NaN, time.latestMs ?? Number.NaN],
      index * numbersEach,
    )
    const at = index * (idsEach + 1)
    const { nativeId, replyTo } = message
    lengths[at] = nativeId?.length ?? -1
    lengths[at + 1] = replyTo?.length ?? -1
    lengths[at + 2] = time.raw?.length ?? -1
    lengths[at + 3] = time.local?.length ?? -1
    lengths[at + 4] = message.text.length
    ids += `${nativeId ?? ''}${replyTo ?? ''}${time.raw ?? ''}${time.local ?? ''}`
    texts += message.text
    const place = index * wordsEach
    words[place] = wordAt(message.kind)
    words[place + 1] = wordAt(time.precision)
    words[place + 2] = wordAt(time.basis)
    words[place + 3] = wordAt(time.clock)
    words[place + 4] = wordAt(message.sender)
    words[place + 5] = wordAt(message.senderId)
    if (isRare(message)) {
      const { forwardedFrom, editedMs, attachments, flags, extra } = message
      rare.push({ index, ambiguities: time.ambiguities, forwardedFrom, editedMs, attachments, flags, extra })
    }
  }
  return { chat, count, numbers, lengths, ids, texts, words, table, rare }
}

function isRare({ time, forwardedFrom, editedMs, attachments, flags, extra }: ParsedMessage): boolean {
  if (time.ambiguities.length > 0 || forwardedFrom !== null || editedMs !== null) return true
  if (attachments.length > 0 || flags.length > 0) return true
  for (const key in extra) if (Object.hasOwn(extra, key)) return true
  return false
}

// Most messages have none of these; half a million empty lists are work for the collector.
const none: never[] = []
Object.freeze(none)
const nothing: Record<string, unknown> = Object.freeze({})

/** What {@link packBatch} packed. Lists and objects that are empty are shared and frozen. */
export function unpackBatch({
  chat,
  count,
  numbers,
  lengths,
  ids,
  texts,
  words,
  table,
  rare,
}: PackedBatch): ParsedBatch {
  const messages: ParsedMessage[] = []
  let idAt = 0
  let textAt = 0

  function id(place: number): string | null {
    const length = lengths[place] as number
    if (length < 0) return null
    idAt += length
    return ids.slice(idAt - length, idAt)
  }

  for (let index = 0; index < count; index++) {
    const at = index * (idsEach + 1)
    const place = index * wordsEach
    const number = index * numbersEach
    const word = (offset: number): string | null => table[words[place + offset] as number] ?? null
    const nativeId = id(at)
    const replyTo = id(at + 1)
    const raw = id(at + 2)
    const local = id(at + 3)
    textAt += lengths[at + 4] as number
    messages.push({
      seq: numbers[number] as number,
      nativeId,
      kind: word(0) as ParsedMessage['kind'],
      sender: word(4),
      senderId: word(5),
      text: texts.slice(textAt - (lengths[at + 4] as number), textAt),
      time: {
        raw,
        local,
        precision: word(1) as ParsedMessage['time']['precision'],
        earliestMs: orNull(numbers[number + 3] as number),
        latestMs: orNull(numbers[number + 4] as number),
        basis: word(2) as ParsedMessage['time']['basis'],
        clock: word(3) as ParsedMessage['time']['clock'],
        ambiguities: none,
      },
      start: numbers[number + 1] as number,
      end: numbers[number + 2] as number,
      replyTo,
      forwardedFrom: null,
      editedMs: null,
      attachments: none,
      flags: none,
      extra: nothing,
    })
  }
  for (const { index, ambiguities, ...fields } of rare) {
    const message = messages[index]
    if (!message) continue
    Object.assign(message, fields)
    message.time.ambiguities = ambiguities
  }
  return { chat, messages }
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value
}

/** The memory that can be handed over instead of copied. */
export function transferOf({ numbers, lengths, words }: PackedBatch): ArrayBuffer[] {
  return [numbers.buffer, lengths.buffer, words.buffer]
}
