/**
 * The torture run: `npm run torture` for all of it, `-- --scale small` for a sample, `-- --scale least` for a few of each
 * kind without whole imports, `-- --write` to put the table into docs/reliability.md. Tables are printed as they come. Exits 1 when anything acknowledged was lost, a damage was missed, or an error was no sentence.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { hasStrace, tortureFaults } from './torture/faults.mjs'
import { tortureFlips } from './torture/flips.mjs'
import { tortureLogs } from './torture/logs.mjs'
import { torturePowerCuts } from './torture/power-cuts.mjs'

const { values } = parseArgs({
  options: { scale: { type: 'string', default: 'full' }, write: { type: 'boolean', default: false } },
})
/** Every how many calls a fault and a power cut, which share of the disks of a cut, how many flipped bits. */
const scales = {
  full: { faults: 1, cuts: { every: 1 }, flips: 10_000 },
  small: { faults: 12, cuts: { every: 40, share: 2 }, flips: 200 },
  least: { faults: 120, only: ['append', 'seal', 'members'], cuts: { every: 200, share: 8 }, flips: 20 },
}
const scale = scales[values.scale]
if (scale === undefined) throw new Error(`--scale is one of ${Object.keys(scales).join(', ')}.`)
const root = mkdtempSync(path.join(tmpdir(), 'homeward-torture-'))
const note = (line) => {
  process.stderr.write(`${line}\n`)
}
/** A folder of its own for each part. */
const rootOf = (part) => {
  const dir = path.join(root, part)
  mkdirSync(dir)
  return dir
}
const tables = []
const show = (lines) => {
  tables.push(...lines, '')
  console.log(`${lines.join('\n')}\n`)
}

const faultTable = (rows) => [
  '| what was going on, and the fault | injected | met something | wrong afterwards |',
  '|---|--:|--:|--:|',
  ...rows.map(({ what, injected, met, wrong }) => `| ${what} | ${injected} | ${met} | ${wrong.length} |`),
]
const cutTable = (rows) => [
  '| what the power was cut in | calls | disks that a cut could leave | something on them not sure | wrong afterwards |',
  '|---|--:|--:|--:|--:|',
  ...rows.map(
    ({ what, calls, injected, met, wrong }) => `| ${what} | ${calls} | ${injected} | ${met} | ${wrong.length} |`,
  ),
]
const damageTable = (rows) => [
  '| damage | done | found and named | meant nothing | missed |',
  '|---|--:|--:|--:|--:|',
  ...rows.map(
    ({ what, injected, found, harmless, wrong }) =>
      `| ${what} | ${injected} | ${found} | ${harmless} | ${wrong.length} |`,
  ),
]

try {
  const started = performance.now()
  const rows = []
  if (hasStrace()) {
    const faults = await tortureFaults({ root: rootOf('faults'), every: scale.faults, only: scale.only, note })
    show(faultTable(faults))
    const cuts = await torturePowerCuts({ root: rootOf('cuts'), note, ...scale.cuts })
    show(cutTable(cuts))
    rows.push(...faults, ...cuts)
  } else {
    show(['No faults were injected: strace is not installed or not allowed here (Debian: apt install strace).'])
  }
  const flips = await tortureFlips({ root: rootOf('flips'), flips: scale.flips, note })
  const damages = [...flips, ...(await tortureLogs({ root: rootOf('logs') }))]
  show(damageTable(damages))
  rows.push(...damages)
  const wrong = rows.flatMap((row) => row.wrong)
  const injected = rows.reduce((sum, row) => sum + row.injected, 0)
  const minutes = ((performance.now() - started) / 60_000).toFixed(0)
  const summary = `Node ${process.versions.node}, ${process.platform}; ${injected} faults in ${minutes} minutes, ${wrong.length} of them with something lost or missed.`
  console.log(summary)
  for (const line of wrong) console.log(`WRONG ${line}`)
  if (values.write) {
    const file = path.join(import.meta.dirname, '../docs/reliability.md')
    const text = readFileSync(file, 'utf8')
    const [before, after] = ['<!-- torture -->', '<!-- /torture -->'].map((mark) => text.indexOf(mark))
    writeFileSync(
      file,
      `${text.slice(0, before)}<!-- torture -->\n\n${[summary, '', ...tables].join('\n')}\n${text.slice(after)}`,
    )
  }
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  rmSync(root, { recursive: true, force: true })
}
