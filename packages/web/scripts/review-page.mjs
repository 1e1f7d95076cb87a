import path from 'node:path'
import { localeFile, localeFiles, translated } from './texts-world.mjs'

export const reviewPageFile = path.join(import.meta.dirname, '..', '..', '..', 'docs', 'translations-review.md')

const names = { ar: 'Arabic', ckb: 'Sorani', kmr: 'Kurmanji' }

const head = `# Translations that wait for review

The interface was put into Arabic, Sorani and Kurmanji by machine. Nobody who speaks these languages from home has read it yet. Until then a text is flagged \`fuzzy\` in its file, and is shown all the same.

To review: open \`packages/web/src/locales/<language>/<area>.po\` in any editor of PO files, correct the text where it is wrong, unhelpful or unkind, and take the flag off. The area \`install\`, which phones show before they trust the server, lies in \`packages/server/locales\`. The words of [the glossary](glossary.md) are the same everywhere; who changes one changes it in all files. Begin with \`unlock\`, \`shell\`, \`home\`, \`people\` and \`leads\`: they are read in a hurry. \`npm run texts\` then writes this page again, and a test fails if it was not.

Each cell: reviewed of all.
`

const cell = (rows) =>
  `${rows.filter(({ text, isUnreviewed }) => text !== '' && !isUnreviewed).length} of ${rows.length}`

/** docs/translations-review.md as it has to be: how many texts of each area and language were reviewed. */
export const reviewPage = (readPo) => {
  const areas = localeFiles('ar').map((file) => path.basename(file, '.po'))
  const rows = areas.map((area) => {
    const cells = translated.map((language) => cell(readPo(localeFile(language, area))))
    return `| ${area} | ${cells.join(' | ')} |`
  })
  const all = translated.map((language) => cell(localeFiles(language).flatMap((file) => readPo(file))))
  return [
    head,
    `| area | ${translated.map((language) => names[language]).join(' | ')} |`,
    `|---|${translated.map(() => '---').join('|')}|`,
    ...rows,
    `| all | ${all.join(' | ')} |`,
    '',
  ].join('\n')
}
