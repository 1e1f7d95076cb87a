/**
 * How well names are told apart: development pairs (../shared/names, not part of the project) and pairs invented by packages/testworld, whose spellers share no table with
 * the comparison. Prints precision and recall at several thresholds and by kind. The development pairs are also split by given name into five parts: for each, the
 * threshold is chosen on the other four, which says how much the shipped threshold owes to the names it was chosen on.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compareNames, likelySameName } from '@homeward/compare'
import { inventNamePairs } from '@homeward/testworld'

const folder = path.resolve(import.meta.dirname, '../../shared/names')
const thresholds = [0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8]

const scored = (pairs) => pairs.map((pair) => ({ ...pair, score: compareNames(pair.a, pair.b).score }))

function judge(pairs, threshold) {
  const flagged = pairs.filter(({ score }) => score >= threshold)
  const right = flagged.filter(({ same }) => same).length
  const same = pairs.filter((pair) => pair.same).length
  return { precision: right / flagged.length, recall: right / same, f1: (2 * right) / (flagged.length + same) }
}

/** Precision at the highest threshold that still finds nine tenths. */
function precisionAtRecall(pairs, recall) {
  const scores = pairs.filter(({ same }) => same).map(({ score }) => score)
  return judge(pairs, scores.toSorted((a, b) => b - a)[Math.ceil(scores.length * recall) - 1]).precision
}

const foldOf = ({ a }) => createHash('sha256').update(a.split(/[\s,]/u)[0].toLowerCase()).digest()[0] % 5

/** F1 of each of five parts by given name, at the threshold that suits the other four best. */
function crossed(pairs) {
  const candidates = Array.from({ length: 61 }, (_, at) => 0.2 + at / 100)
  return Array.from({ length: 5 }, (_, fold) => {
    const rest = pairs.filter((pair) => foldOf(pair) !== fold)
    const best = candidates.reduce((chosen, threshold) =>
      judge(rest, threshold).f1 > judge(rest, chosen).f1 ? threshold : chosen,
    )
    return {
      threshold: best,
      f1: judge(
        pairs.filter((pair) => foldOf(pair) === fold),
        best,
      ).f1,
    }
  })
}

function show(what, pairs) {
  console.log(`  ${what}: ${pairs.length} pairs`)
  for (const threshold of thresholds) {
    const { precision, recall, f1 } = judge(pairs, threshold)
    console.log(
      `    from ${threshold.toFixed(2)}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)}`,
    )
  }
  const kinds = new Map()
  for (const pair of pairs) {
    const kind = `${pair.same ? 'one person' : 'two people'}, ${pair.kind}`
    kinds.set(kind, [...(kinds.get(kind) ?? []), pair])
  }
  for (const [kind, of] of kinds)
    console.log(
      `    ${kind}: ${of.length} pairs, ${((100 * of.filter(({ score }) => score >= likelySameName).length) / of.length).toFixed(1)} % proposed`,
    )
}

function readPairs(file) {
  const [, ...lines] = readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
  return lines.map((line) => {
    const cells = line.split('\t')
    return { a: cells[0], b: cells[1], same: cells[2] === '1', kind: cells[4] ?? cells[3] }
  })
}

function developmentRows() {
  const names = [
    'whole names, development pairs: F1',
    'whole names, development pairs: precision at recall 0.9',
    'whole names, development pairs: worst F1 of five parts by name',
    'single names, development pairs: F1',
  ]
  const missing = ['dev.tsv', 'tokens-dev.tsv'].filter((file) => !existsSync(path.join(folder, file)))
  if (missing.length > 0) {
    console.log(`  QUALITY ON DEVELOPMENT PAIRS WAS NOT MEASURED: ${missing.join(' and ')} is not in ../shared/names.`)
    return names.map((name) => ({ name, value: null, unit: '', peer: '../shared/names' }))
  }
  const whole = scored(readPairs('dev.tsv'))
  const single = scored(readPairs('tokens-dev.tsv'))
  show('development pairs, whole names', whole)
  show('development pairs, single names', single)
  const folds = crossed(whole)
  console.log(
    `  five parts by given name, threshold of the other four: ${folds.map(({ threshold, f1 }) => `${f1.toFixed(3)} (from ${threshold.toFixed(2)})`).join(', ')}`,
  )
  const values = [
    [judge(whole, likelySameName).f1, '>= 0.95'],
    [precisionAtRecall(whole, 0.9), '>= 0.97'],
    [Math.min(...folds.map(({ f1 }) => f1)), '>= 0.95'],
    [judge(single, likelySameName).f1, '>= 0.93'],
  ]
  return names.map((name, at) => ({ name, value: values[at][0], unit: '', target: values[at][1] }))
}

export function run({ scale }) {
  const pairs = scored(inventNamePairs('quality', scale === 'small' ? 1000 : 5000))
  show('invented pairs, whole names', pairs)
  return Promise.resolve([
    ...developmentRows(),
    {
      name: 'whole names, invented pairs: F1',
      value: judge(pairs, likelySameName).f1,
      unit: '',
      target: '>= 0.95',
    },
    {
      name: 'whole names, invented pairs: precision at recall 0.9',
      value: precisionAtRecall(pairs, 0.9),
      unit: '',
      target: '>= 0.97',
    },
  ])
}
