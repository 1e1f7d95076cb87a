/**
 * Bytes as symbols of `bits` bits each (at most 11), most significant bit first; the last one is filled up with zeros.
 */
export const toSymbols = (bytes: Uint8Array, bits: number): number[] => {
  const symbols: number[] = []
  let held = 0
  let count = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    count += 8
    while (count >= bits) {
      count -= bits
      symbols.push(held >> count)
      held &= (1 << count) - 1
    }
  }
  return count === 0 ? symbols : [...symbols, held << (bits - count)]
}

/** The `length` bytes that `toSymbols` made symbols of, or `null` when these are not what it gives. */
export const fromSymbols = (symbols: readonly number[], bits: number, length: number): Uint8Array | null => {
  const bytes = new Uint8Array(length)
  let held = 0
  let count = 0
  let at = 0
  for (const symbol of symbols) {
    if (at === length || symbol < 0) {
      return null
    }
    held = (held << bits) | symbol
    count += bits
    while (count >= 8 && at < length) {
      count -= 8
      bytes[at] = held >> count
      held &= (1 << count) - 1
      at += 1
    }
  }
  return at === length && held === 0 ? bytes : null
}

/**
 * The place of the one symbol that has to be another one for `isRight`, or of the first of two neighbours that stand the
 * other way round; `null` when it is neither. Tries them all, which takes up to `symbols.length` × 2^`bits` calls.
 */
export const findMistake = (
  symbols: readonly number[],
  bits: number,
  isRight: (symbols: readonly number[]) => boolean,
): { place: number; isSwapped: boolean } | null => {
  const tried = [...symbols]
  for (let place = 0; place + 1 < symbols.length; place += 1) {
    const [one = 0, other = 0] = symbols.slice(place, place + 2)
    tried.splice(place, 2, other, one)
    if (one !== other && isRight(tried)) {
      return { place, isSwapped: true }
    }
    tried.splice(place, 2, one, other)
  }
  for (const [place, typed] of symbols.entries()) {
    for (let symbol = 0; symbol < 2 ** bits; symbol += 1) {
      tried[place] = symbol
      if (symbol !== typed && isRight(tried)) {
        return { place, isSwapped: false }
      }
    }
    tried[place] = typed
  }
  return null
}
