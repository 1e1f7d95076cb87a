import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { compareNames, likelySameName } from './name-match.ts'

const samples = path.resolve(import.meta.dirname, '../../../../shared/names')

type Pair = { a: string; b: string; same: boolean; score: number }

function pairsOf(file: string): Pair[] {
  const [head = '', ...lines] = readFileSync(path.join(samples, file), 'utf8').trim().split('\n')
  assert.match(head, /^nameA\tnameB\tsame\t/u)
  return lines.map((line) => {
    const [a = '', b = '', same] = line.split('\t')
    return { a, b, same: same === '1', score: compareNames(a, b).score }
  })
}

function judge(pairs: readonly Pair[], threshold: number): { precision: number; recall: number; f1: number } {
  const right = pairs.filter((pair) => pair.same && pair.score >= threshold).length
  const flagged = pairs.filter((pair) => pair.score >= threshold).length
  const same = pairs.filter((pair) => pair.same).length
  return { precision: right / flagged, recall: right / same, f1: (2 * right) / (flagged + same) }
}

const files = ['dev.tsv', 'tokens-dev.tsv'] as const
const missing = files.find((file) => !existsSync(path.join(samples, file)))
const skip =
  missing === undefined ? false : `THE QUALITY OF NAME MATCHING WAS NOT TESTED: ${missing} is not in ../shared/names.`

test('M12 whole names: F1 is at least 0.95 at the threshold that ships', { skip }, () => {
  const { f1 } = judge(pairsOf('dev.tsv'), likelySameName)
  assert.ok(f1 >= 0.95, `F1 is ${f1}`)
})

test('M12 whole names: at recall 0.9, precision is at least 0.97', { skip }, () => {
  const pairs = pairsOf('dev.tsv')
  const scores = pairs.filter((pair) => pair.same).map((pair) => pair.score)
  const threshold = scores.toSorted((x, y) => y - x)[Math.ceil(scores.length * 0.9) - 1] ?? 0
  const { precision, recall } = judge(pairs, threshold)
  assert.ok(recall >= 0.9 && precision >= 0.97, `precision is ${precision} at recall ${recall}`)
})

test('M12 single names: F1 is at least 0.93 at the threshold that ships', { skip }, () => {
  const { f1 } = judge(pairsOf('tokens-dev.tsv'), likelySameName)
  assert.ok(f1 >= 0.93, `F1 is ${f1}`)
})
