import { createByteWindow, slide } from './byte-window.ts'
import { scanValue, startScan } from './json-scan.ts'
import type { Scan } from './json-scan.ts'

/**
 * Cuts a JSON document of any size into the elements of chosen arrays without building the document, and says for
 * every element which bytes of the document it is.
 *
 * [Note: How a damaged document is read on] Exporters write one item after the other, each on its own line with the
 * same indentation: line break, blanks, `{`. Inside a JSON string a line break cannot stand unescaped, and nested
 * objects stand deeper, so this line start is a mark that only an item has. The mark is learned from the first item.
 * When an item cannot be read or never ends, or the bytes between two items make no sense, the splitter reports the
 * damaged range and goes on at the next mark. In a document without line breaks there is no mark, and what follows
 * the damage is reported as not read.
 */

/** What to do with the value at a path: walk into it, cut its elements out, hand it over whole, or pass over it. */
export type SplitPlan = 'enter' | 'items' | 'value' | 'skip'

export type SplitFaultCode =
  | 'TRUNCATED'
  | 'NOT_READ'
  | 'ITEM_UNREADABLE'
  | 'ITEM_TOO_LARGE'
  | 'ITEM_TOO_DEEP'
  | 'DUPLICATE_KEY'
  | 'TRAILING_BYTES'

/** A range `[start, end)` of the document that was not read as it should be. */
export interface SplitFault {
  code: SplitFaultCode
  start: number
  end: number
  /** Whether the range stands where items stand. */
  isItem: boolean
}

/** A cut-out value: `bytes[from, to)` is valid only during the call; in the document it is `[start, end)`. */
export interface Slice {
  bytes: Buffer
  from: number
  to: number
  start: number
  end: number
  /** Number of `:` outside strings, that is, of object keys at any depth. */
  colons: number
}

/** `path` holds keys, and `[]` for an array element. */
export interface SplitHandlers {
  plan: (path: readonly string[]) => SplitPlan
  entered: (path: readonly string[]) => void
  left: (path: readonly string[]) => void
  value: (path: readonly string[], slice: Slice) => void
  /** One element of an `items` array. Returns false if it cannot be read. */
  item: (slice: Slice) => boolean
  fault: (fault: SplitFault) => void
}

/** `itemBytes` and `itemDepth` bound one item or value; `outerDepth` bounds what is walked into. */
export interface SplitLimits {
  itemBytes: number
  itemDepth: number
  outerDepth: number
}

export interface JsonSplitter {
  /** Takes the next bytes of the document, in pieces of any size. */
  write: (chunk: Uint8Array) => void
  /** Ends the document; returns true if its outermost value was complete. */
  end: () => boolean
}

const defaultLimits: SplitLimits = { itemBytes: 16 * 1024 * 1024, itemDepth: 64, outerDepth: 16 }
const pieceBytes = 1 << 20
/** Longest white space before an item from which a mark is learned. */
const gapBytes = 4096
const maxKeys = 10_000

type State =
  | 'value'
  | 'value-or-end'
  | 'key'
  | 'key-or-end'
  | 'colon'
  | 'comma-or-end'
  | 'scan'
  | 'lost'
  | 'dead'
  | 'done'

interface Frame {
  isArray: boolean
  isItems: boolean
  path: readonly string[]
  keys: Set<string>
  mark: Buffer | null
  endMark: Buffer | null
}

/**
 * Makes a splitter. Time is linear in the document; memory is bounded by `limits.itemBytes` and one piece. Each damaged
 * item costs a second look at its bytes. Never throws for what the bytes are. The grammar inside items and values is
 * for the one who gets the slice to check.
 */
export function createJsonSplitter(handlers: SplitHandlers, limits: Partial<SplitLimits> = {}): JsonSplitter {
  const { itemBytes, itemDepth, outerDepth } = { ...defaultLimits, ...limits }
  const window = createByteWindow(2 * pieceBytes)
  const frames: Frame[] = []
  let state: State = 'value'
  let path: readonly string[] = []
  // Positions in the document, not in the window.
  let at = 0
  let gapStart = 0
  let tokenStart = 0
  let lostStart = 0
  let deadCode: SplitFaultCode = 'NOT_READ'
  let scan: Scan | null = null
  let isTooLarge = false
  let purpose: 'key' | 'item' | 'value' | 'skip' = 'skip'

  const size = (): number => window.base + window.filled
  const byteAt = (position: number): number => window.bytes[position - window.base] as number

  function fault(code: SplitFaultCode, start: number, to: number): void {
    handlers.fault({ code, start, end: to, isItem: frames.at(-1)?.isItems === true })
  }

  /** The earliest position that is still needed. */
  function held(): number {
    if (state === 'scan') return purpose === 'skip' ? at : tokenStart
    return state === 'lost' ? at : Math.max(gapStart, at - gapBytes)
  }

  function indexOf(needle: Buffer, from: number, to = size()): number {
    const index = window.bytes.subarray(0, to - window.base).indexOf(needle, from - window.base)
    return index < 0 ? -1 : index + window.base
  }

  function settle(): void {
    state = frames.length === 0 ? 'done' : 'comma-or-end'
    path = frames.at(-1)?.path ?? []
    gapStart = at
  }

  /** Nothing from here on can be read; the fault is reported at the end, when its range is known. */
  function die(code: SplitFaultCode): void {
    deadCode = code
    lostStart = at
    state = 'dead'
  }

  /** The bytes from `start` make no sense as an item or between items; the next mark lies at `from` or later. */
  function lose(start: number, from: number): void {
    if (!frames.at(-1)?.mark) {
      die('NOT_READ')
      return
    }
    lostStart = start
    at = from
    state = 'lost'
  }

  function open(isArray: boolean, isItems: boolean): void {
    if (frames.length >= outerDepth) {
      die('ITEM_TOO_DEEP')
      return
    }
    frames.push({ isArray, isItems, path, keys: new Set(), mark: null, endMark: null })
    handlers.entered(path)
    at++
    gapStart = at
    state = isArray ? 'value-or-end' : 'key-or-end'
  }

  function close(): void {
    const frame = frames.pop()
    at++
    if (frame) handlers.left(frame.path)
    settle()
  }

  function learnMark(frame: Frame): void {
    if (frame.mark) return
    const gap = window.bytes.subarray(Math.max(gapStart, window.base) - window.base, at - window.base)
    const lineBreak = gap.lastIndexOf(0x0a)
    // Without indentation a nested object could stand at the same place.
    if (lineBreak < 0 || lineBreak >= gap.length - 1) return
    frame.mark = Buffer.concat([gap.subarray(lineBreak), Buffer.from('{')])
    frame.endMark = Buffer.concat([gap.subarray(lineBreak, gap.length - 1), Buffer.from(']')])
  }

  function beginValue(byte: number): void {
    const frame = frames.at(-1)
    let plan: SplitPlan = 'value'
    if (frame?.isItems === true) {
      learnMark(frame)
    } else {
      if (frame?.isArray === true) path = [...frame.path, '[]']
      plan = handlers.plan(path)
    }
    const isArray = byte === 0x5b
    const isWanted = plan === 'value' || plan === 'items'
    if ((plan === 'enter' && (isArray || byte === 0x7b)) || (plan === 'items' && isArray))
      open(isArray, plan === 'items')
    else beginScan(byte, frame?.isItems === true ? 'item' : isWanted ? 'value' : 'skip')
  }

  function beginScan(byte: number, nextPurpose: typeof purpose): void {
    scan = startScan(byte)
    if (!scan) {
      lose(gapStart, Math.max(gapStart, window.base))
      return
    }
    purpose = nextPurpose
    isTooLarge = false
    tokenStart = at
    state = 'scan'
  }

  function runScan(): void {
    if (!scan) return
    const after = scanValue(scan, window.bytes, at - window.base, window.filled)
    at = after < 0 ? size() : after + window.base
    if (after >= 0) deliver(scan)
    else if (purpose !== 'skip' && at - tokenStart > itemBytes) {
      if (hasSwallowed()) lose(tokenStart, tokenStart + 1)
      else {
        isTooLarge = true
        purpose = 'skip'
      }
    }
  }

  /** Whether the item that is being read holds a mark, so that it must be damaged and others stand inside it. */
  function hasSwallowed(): boolean {
    const mark = frames.at(-1)?.mark
    return purpose === 'item' && mark !== undefined && mark !== null && indexOf(mark, tokenStart + 1) >= 0
  }

  function deliver(scanned: Scan): void {
    const slice = {
      bytes: window.bytes,
      from: tokenStart - window.base,
      to: at - window.base,
      start: tokenStart,
      end: at,
      colons: scanned.colons,
    }
    if (purpose === 'key') {
      endKey(slice)
      return
    }
    const isTooDeep = purpose !== 'skip' && scanned.deepest > itemDepth
    if (isTooLarge) fault('ITEM_TOO_LARGE', tokenStart, at)
    else if (isTooDeep) fault('ITEM_TOO_DEEP', tokenStart, at)
    else if (purpose === 'value') handlers.value(path, slice)
    else if (purpose === 'item' && !handlers.item(slice)) {
      if (frames.at(-1)?.mark) {
        lose(tokenStart, tokenStart + 1)
        return
      }
      fault('ITEM_UNREADABLE', tokenStart, at)
    }
    settle()
  }

  function endKey(slice: Slice): void {
    const frame = frames.at(-1)
    const key = slice.bytes.toString('utf8', slice.from + 1, slice.to - 1)
    path = [...(frame?.path ?? []), key]
    if (frame?.keys.has(key) === true) fault('DUPLICATE_KEY', slice.start, slice.end)
    else if (frame && frame.keys.size < maxKeys) frame.keys.add(key)
    state = 'colon'
    gapStart = at
  }

  /** Searches the next mark; returns false when more bytes are needed. */
  function search(): boolean {
    const { mark, endMark, path: itemsPath } = frames.at(-1) as Frame
    if (!mark || !endMark) return false
    const item = indexOf(mark, at)
    const last = indexOf(endMark, at, item < 0 ? size() : item)
    const found = last < 0 ? item : last
    if (found < 0) {
      at = Math.max(at, size() - mark.length)
      return false
    }
    fault('ITEM_UNREADABLE', lostStart, found)
    path = itemsPath
    gapStart = found
    at = found + (last < 0 ? mark.length : endMark.length) - 1
    state = last < 0 ? 'value' : 'comma-or-end'
    return true
  }

  function canEnd(): boolean {
    return state === 'comma-or-end' || state === 'value-or-end' || state === 'key-or-end'
  }

  function takeByte(byte: number): void {
    const isArray = frames.at(-1)?.isArray === true
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) at++
    else if (state === 'done') die('TRAILING_BYTES')
    else if (byte === (isArray ? 0x5d : 0x7d) && canEnd()) close()
    else if (state === 'value' || state === 'value-or-end') beginValue(byte)
    else if (state === 'colon' && byte === 0x3a) {
      at++
      gapStart = at
      state = 'value'
    } else if (state === 'comma-or-end' && byte === 0x2c) {
      at++
      gapStart = at
      state = isArray ? 'value' : 'key'
    } else if (byte === 0x22 && (state === 'key' || state === 'key-or-end')) beginScan(byte, 'key')
    else lose(gapStart, Math.max(gapStart, window.base))
  }

  function pump(): void {
    while (at < size()) {
      if (state === 'scan') runScan()
      else if (state === 'dead') at = size()
      else if (state !== 'lost') takeByte(byteAt(at))
      else if (!search()) return
    }
  }

  function write(chunk: Uint8Array): void {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      slide(window, chunk.subarray(from, from + pieceBytes), held())
      const hasMark = at === 0 && byteAt(0) === 0xef
      if (hasMark && size() < 3) continue
      if (hasMark && byteAt(1) === 0xbb && byteAt(2) === 0xbf) at = 3
      pump()
    }
  }

  function end(): boolean {
    pump()
    for (;;) {
      if (state === 'scan' && hasSwallowed()) {
        lose(tokenStart, tokenStart + 1)
        pump()
      } else if (state === 'scan' && scan?.kind === 'scalar' && frames.length === 0) {
        deliver(scan)
      } else break
    }
    if (state === 'done') return true
    const isLost = state === 'lost' || state === 'dead'
    const start = state === 'scan' ? tokenStart : isLost ? lostStart : size()
    fault(state === 'dead' ? deadCode : state === 'lost' ? 'NOT_READ' : 'TRUNCATED', start, size())
    for (let frame = frames.pop(); frame; frame = frames.pop()) handlers.left(frame.path)
    return deadCode === 'TRAILING_BYTES'
  }

  return { write, end }
}
