import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import PO from 'pofile'

/** One text of a translation file. */
export interface Translated {
  id: string
  /** The English message that was translated. */
  source: string
  /** Empty where nobody has translated it. */
  text: string
  /** Flagged `fuzzy`: nobody who speaks the language from home has read it yet. */
  isUnreviewed: boolean
}

/** The texts of one file; `msgctxt` is the id, `msgid` the English message. */
export const readPo = (file: string): Translated[] =>
  PO.parse(readFileSync(file, 'utf8')).items.map(({ msgctxt, msgid, msgstr, flags }) => {
    return { id: msgctxt ?? '', source: msgid, text: msgstr[0] ?? '', isUnreviewed: flags['fuzzy'] === true }
  })

/** The translation files of a language, one an area, in order. */
export const poFiles = (dir: string): string[] =>
  readdirSync(dir)
    .filter((name) => name.endsWith('.po'))
    .toSorted()
    .map((name) => path.join(dir, name))
