/** Which of the names that a source gives are taken, and how they are written down. Nothing is made up here: a name is taken as it is or left out. */

/** A table of translations as gettext stores it (.mo), little-endian. */
export function readTranslations(bytes) {
  if (bytes.readUInt32LE(0) !== 0x950412de) throw new Error('not a table of translations')
  const count = bytes.readUInt32LE(8)
  const [keys, values] = [bytes.readUInt32LE(12), bytes.readUInt32LE(16)]
  const at = (table, row) => {
    const [length, offset] = [bytes.readUInt32LE(table + row * 8), bytes.readUInt32LE(table + row * 8 + 4)]
    return bytes.toString('utf8', offset, offset + length)
  }
  return new Map(Array.from({ length: count }, (_, row) => [at(keys, row), at(values, row)]))
}

/** Marks of direction that sources leave in their names, and spaces around. */
export const cleaned = (text) =>
  text
    .normalize('NFC')
    .replaceAll(/[\u200E\u200F\u202A-\u202E\u2066-\u2069\t|=]/gu, '')
    .trim()

const latin = /\p{Script=Latin}/u
const arabic = /\p{Script=Arabic}/u
const others = /\p{Script=Syriac}|\p{Script=Hebrew}|\p{Script=Armenian}/u
const letters =
  /^[\p{Script=Latin}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Hebrew}\p{Script=Armenian}\p{M}\p{N}\s'’‘`ʻʼʿʾ.()/,\-–]+$/u

/**
 * Whether an untagged name is one that people write. GeoNames also holds codes of airports and consonants typed for searching (`snjar` for
 * سنجار), which are nobody's name for a place: those are all in small letters, or of two scripts.
 */
export function isWritten(name) {
  if (!letters.test(name) || name.length < 2 || name.length > 60) return false
  const scripts = [latin, arabic, others].filter((script) => script.test(name)).length
  if (scripts !== 1) return false
  return !latin.test(name) || (/\p{Lu}/u.test(name) && !/^\p{Lu}{2,5}$/u.test(name))
}

/** Whether a name is in the writing of the language that its source states; some are only spelled out for readers of another one. */
export const isOfLanguage = (name, language) =>
  language === 'ku' ? isWritten(name) : isWritten(name) && arabic.test(name) === ['ar', 'ckb', 'fa'].includes(language)

/** Names that differ in marks and signs alone are one name for searching. */
export const plain = (name) =>
  name
    .normalize('NFKD')
    .replaceAll(/[\p{M}]/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()
