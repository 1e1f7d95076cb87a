import { randomInt } from 'node:crypto'

const words =
  'almond amber apple apricot basket bell bread bridge candle carpet cedar cherry clay cloud copper cotton crane desert dove field fig flute forest garden grape hammer harbour honey island jasmine juniper ladder lake lamp lantern lemon linen maple meadow melon mill mint moon mulberry needle nettle oak olive orange orchard paper pear pebble pepper pine plum poppy rain raven reed ribbon river rope saddle salt sand scarf seed shell silk spring stone stork straw sugar sun sparrow thread thyme tower tulip valley violet walnut water wheat willow wind window wool'.split(
    ' ',
  )

/** A passphrase of four words for a vault of invented data. About 26 bits: never for real data. */
export function inventPassphrase(): string {
  return Array.from({ length: 4 }, () => words[randomInt(words.length)] ?? '').join(' ')
}
