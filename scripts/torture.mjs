/**
 * The torture run: `npm run torture` for all of it, `-- --scale small` for a sample, `-- --write` to put the table into
 * docs/reliability.md. Exits 1 when anything acknowledged was lost, a damage was missed, or an error was no sentence.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
const isSmall = values.scale === 'small'
const root = mkdtempSync(path.join(tmpdir(), 'homeward-torture-'))
const note = (line) => {
  process.stderr.write(`${line}\n`)
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
  const faults = hasStrace() ? await tortureFaults({ root, every: isSmall ? 12 : 1, note }) : null
  if (faults === null)
    note('strace is not installed or not allowed here (Debian: apt install strace): no faults were injected.')
  const cuts =
    faults === null ? [] : await torturePowerCuts({ root, note, ...(isSmall ? { every: 40, share: 2 } : { every: 1 }) })
  const flips = await tortureFlips({ root, flips: isSmall ? 200 : 10_000, note })
  const logs = await tortureLogs({ root })
  const wrong = [...(faults ?? []), ...cuts, ...flips, ...logs].flatMap((row) => row.wrong)
  const injected = [...(faults ?? []), ...cuts, ...flips, ...logs].reduce((sum, row) => sum + row.injected, 0)
  const minutes = ((performance.now() - started) / 60_000).toFixed(0)
  const report = [
    `Node ${process.versions.node}, ${process.platform}; ${injected} faults in ${minutes} minutes, ${wrong.length} of them with something lost or missed.`,
    '',
    ...(faults === null ? ['No faults were injected: strace was not there.'] : faultTable(faults)),
    '',
    ...(cuts.length === 0 ? [] : [...cutTable(cuts), '']),
    ...damageTable([...flips, ...logs]),
  ].join('\n')
  console.log(report)
  for (const line of wrong) console.log(`WRONG ${line}`)
  if (values.write) {
    const file = path.join(import.meta.dirname, '../docs/reliability.md')
    const text = readFileSync(file, 'utf8')
    const [before, after] = ['<!-- torture -->', '<!-- /torture -->'].map((mark) => text.indexOf(mark))
    writeFileSync(file, `${text.slice(0, before)}<!-- torture -->\n\n${report}\n\n${text.slice(after)}`)
  }
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  rmSync(root, { recursive: true, force: true })
}
