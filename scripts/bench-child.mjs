/** Runs one benchmark file in this process and sends its rows to the parent: `bench-child.mjs FILE SCALE`. */
import { pathToFileURL } from 'node:url'

const [file, scale] = process.argv.slice(2)
const { run } = await import(pathToFileURL(file).href)
const rows = await run({ scale })
process.send(rows, () => {
  process.exit(0)
})
