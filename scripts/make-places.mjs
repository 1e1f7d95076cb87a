/**
 * Makes the gazetteer and the basemap of `packages/places` from what others publish: `node scripts/make-places.mjs FOLDER`, by hand, when
 * one of the sources is newer. FOLDER holds the unpacked packages that packages/places/README.md names. The same packages give the same files.
 */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { makeBasemap } from './places/basemap.mjs'
import { makeGazetteer } from './places/gazetteer.mjs'

const folder = process.argv[2]
if (folder === undefined) throw new Error('Give the folder with the unpacked packages.')

const sums = []
/** Reads a file of a source and notes its hash. */
const read = (file) => {
  const bytes = readFileSync(path.join(folder, file))
  sums.push({ file, sha256: createHash('sha256').update(bytes).digest('hex') })
  return bytes
}
const data = path.join(import.meta.dirname, '../packages/places/data')
const { lines, places } = makeGazetteer(read)
writeFileSync(path.join(data, 'places.tsv'), `${lines.join('\n')}\n`)
const basemap = makeBasemap(read, folder, places)
writeFileSync(path.join(data, 'basemap.json'), `${JSON.stringify(basemap)}\n`)
writeFileSync(path.join(data, 'sources.json'), `${JSON.stringify(sums, null, 2)}\n`)
console.log(`${lines.length} places, ${basemap.governorates.length} governorates with an outline`)
