import { once } from 'node:events'
import { compareNames, partWords, type NameComparison } from '@homeward/compare'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context, Outcome } from '../context.ts'
import { EXIT } from '../exit-code.ts'
import { readNamePairs, type RefusedLine } from '../name-pairs.ts'
import { count } from '../numbers.ts'
import { escapeText, foreign } from '../terminal-text.ts'

/** Lines that are written at once. */
const linesTogether = 500
/** Refused lines that are listed one by one; the others are counted. */
const mostListed = 20

/** `homeward names score`: judges whether two names may be one person's, without a vault. */
export function addNames(program: Command, act: Act): void {
  program
    .command('names')
    .description('compare names across scripts')
    .command('score [nameA] [nameB]')
    .description('how well two names fit, part by part, or all pairs of a file; needs no vault')
    .option(
      '--tsv <file>',
      'pairs of names in UTF-8, two columns with a tab between under the header nameA nameB (- reads standard input)',
    )
    .action(
      act((context, a: string | undefined, b: string | undefined, { tsv }: { tsv?: string }) => {
        if (tsv !== undefined && a === undefined) return scoreFile(context, tsv)
        if (tsv === undefined && a !== undefined && b !== undefined) return Promise.resolve(scorePair(a, b))
        throw new CliError('USAGE', 'Give two names, or a file of pairs with --tsv FILE.')
      }),
    )
}

function scorePair(a: string, b: string): Outcome {
  const compared = compareNames(a, b)
  const { same, parts } = compared
  const score = rounded(compared)
  const verdict = same ? 'may be one name' : 'probably two names'
  return {
    json: { score, same, parts },
    text: [
      `${foreign(a)} – ${foreign(b)}: ${verdict} (${score.toFixed(4)}). Whether it is one person, people decide.`,
      ...parts.map((part) => `  ${foreign(partWords(part))}`),
      ...(parts.length === 0 ? ['  One of the names has no letters that can be compared.'] : []),
    ].join('\n'),
  }
}

async function scoreFile({ options, note, signal }: Context, file: string): Promise<Outcome> {
  const pairs: { a: string; b: string; score: number; same: boolean }[] = []
  const refused: RefusedLine[] = []
  let lines: string[] = []
  let scored = 0
  for await (const read of readNamePairs(file, signal)) {
    if ('reason' in read) {
      refused.push(read)
      continue
    }
    scored += 1
    const compared = compareNames(read.a, read.b)
    const score = rounded(compared)
    if (options.json === true) pairs.push({ a: read.a, b: read.b, score, same: compared.same })
    else lines.push(`${escapeText(read.a)}\t${escapeText(read.b)}\t${score.toFixed(4)}\n`)
    if (lines.length >= linesTogether) {
      await write(lines)
      lines = []
    }
  }
  await write(lines)
  for (const { line, reason } of refused.slice(0, mostListed)) note(`refused: line ${line}: ${reason}`)
  if (refused.length > 0)
    note(`${count(scored, 'pair')} compared, ${count(refused.length, 'line')} refused of ${foreign(file)}.`)
  return {
    json: { in: scored + refused.length, scored, refused, pairs },
    text: '',
    exit: refused.length > 0 ? EXIT.refused : EXIT.done,
  }
}

/** Waits where the reader is slower than we are, so that memory stays small. */
async function write(lines: readonly string[]): Promise<void> {
  if (lines.length > 0 && !process.stdout.write(lines.join(''))) await once(process.stdout, 'drain')
}

/** Four digits tell scores apart; a score just below the threshold is not rounded up to it. */
function rounded({ score, same }: NameComparison): number {
  const digits = Math.round(score * 1e4) / 1e4
  return same ? digits : Math.min(digits, 0.4999)
}
