/** The command `homeward-verify`. */
import { parseArgs } from 'node:util'
import { parseVkey } from '@homeward/format'
import { openBag } from './bag-files.ts'
import { wordsOf } from './check-files.ts'
import { formatReport } from './format-report.ts'
import { verifyPackage } from './verify-package.ts'

const USAGE = `Usage: homeward-verify FILE|DIR [--json] [--vkey KEY]

Checks a package: every signature, every proof, every byte. It needs no network and changes nothing.

  FILE|DIR     the package as it came (a zip), or the folder that it was unpacked to
  --json       print one JSON object instead of text
  --vkey KEY   the key of the log, got from the organisation another way than with the package

Exit status: 0 all good, 1 any fault, 2 wrong use or the file cannot be read.
`

const EXIT = { good: 0, fault: 1, usage: 2 } as const

interface Arguments {
  path: string
  json: boolean
  vkey?: string
}

const readArguments = (args: string[]): Arguments | 'help' => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean' }, vkey: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help === true) {
    return 'help'
  }
  const [path, ...more] = positionals
  if (path === undefined || more.length > 0) {
    throw new Error('Name one file or folder.')
  }
  if (values.vkey === undefined) {
    return { path, json: values.json === true }
  }
  parseVkey(values.vkey)
  return { path, json: values.json === true, vkey: values.vkey }
}

const run = async (args: string[]): Promise<number> => {
  let given: Arguments | 'help'
  try {
    given = readArguments(args)
  } catch (error) {
    process.stderr.write(`${wordsOf(error)}\n\n${USAGE}`)
    return EXIT.usage
  }
  if (given === 'help') {
    process.stdout.write(USAGE)
    return EXIT.good
  }
  try {
    const { bag, close } = await openBag(given.path)
    try {
      const report = await verifyPackage(bag, given.vkey === undefined ? {} : { vkey: given.vkey })
      process.stdout.write(given.json ? `${JSON.stringify(report)}\n` : formatReport(given.path, report))
      return report.ok ? EXIT.good : EXIT.fault
    } finally {
      await close()
    }
  } catch (error) {
    process.stderr.write(`${given.path} cannot be read: ${wordsOf(error)}\n`)
    return EXIT.usage
  }
}

process.exitCode = await run(process.argv.slice(2))
