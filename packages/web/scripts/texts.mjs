/**
 * `npm run texts`: brings the translations in line with the English texts. New ones are added empty, changed ones emptied, gone
 * ones removed; docs/translations-review.md is written again. Lists what waits for translation and then exits with 1.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import PO from 'pofile'
import { textsFaults } from './check-texts.mjs'
import { reviewPage, reviewPageFile } from './review-page.mjs'
import { areaOf, loadSources, localeDirs, localeFile, localeFiles, openModules, translated } from './texts-world.mjs'

const vite = await openModules()
const sources = await loadSources(vite)
const { readPo } = await vite.ssrLoadModule('/src/language/po-files.ts')
await vite.close()

const itemOf = (id, source, known) => {
  const item = new PO.Item()
  item.msgctxt = id
  item.msgid = source
  const kept = known !== undefined && known.source === source ? known : { text: '', isUnreviewed: false }
  item.msgstr = [kept.text]
  if (kept.isUnreviewed) item.flags.fuzzy = true
  return item
}

for (const language of translated) {
  for (const dir of localeDirs(language)) mkdirSync(dir, { recursive: true })
  const files = localeFiles(language)
  const known = new Map(files.flatMap((file) => readPo(file)).map((row) => [row.id, row]))
  const areas = new Set([...sources.keys()].map(areaOf))
  for (const area of areas) {
    const ids = [...sources.keys()].filter((id) => areaOf(id) === area)
    const po = new PO()
    po.headers = { 'Content-Type': 'text/plain; charset=utf-8', Language: language }
    po.items = ids.map((id) => itemOf(id, sources.get(id), known.get(id)))
    writeFileSync(localeFile(language, area), `${po.toString()}\n`)
  }
  for (const file of files) if (!areas.has(path.basename(file, '.po'))) rmSync(file)
}
writeFileSync(reviewPageFile, reviewPage(readPo))
const faults = textsFaults(sources, readPo)
process.stdout.write(faults.map((fault) => `${fault}\n`).join(''))
process.exitCode = faults.length === 0 ? 0 : 1
