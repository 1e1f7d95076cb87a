/**
 * Names: pairs compared in a second of processor time, when both names are met for the first time (of 3,000 words, as in a register) and when they
 * were met before. Peer: Jaro–Winkler on the small letters of the same pairs, which knows no script, spelling or order.
 */
import { compareNames } from '@homeward/compare'
import { jaroWinkler } from './peers/jaro-winkler.mjs'

const rounds = 5
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

function randomOf(seed) {
  let state = seed >>> 0
  return (below) => Math.floor(((state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32) * below)
}

/** Invented syllables in Latin and in Sorani or Arabic letters. */
const syllables =
  'ba با,ri ري,zan زان,mu مو,sa سا,lim ليم,kha خا,dir دير,shê شێ,go گۆ,ne نە,war وار,ha ها,tif تيف,ja جا,mal مال,qu قو,dus دوس,fê فێ,rah راح'
    .split(',')
    .map((pair) => pair.split(' '))

function wordsOf(count) {
  const random = randomOf(3)
  return Array.from({ length: count }, () => {
    const parts = Array.from({ length: 2 + random(2) }, () => syllables[random(syllables.length)])
    return [0, 1].map((script) => parts.map((part) => part[script]).join(''))
  })
}

const words = wordsOf(3000)

/** Names of which each two that follow each other are compared: every other pair is one person, written in both ways. */
function pairedNamesOf(count, seed) {
  const random = randomOf(seed)
  return Array.from({ length: count / 2 }, (_, at) => {
    const parts = Array.from({ length: 3 }, () => words[random(words.length)])
    const others = at % 2 === 0 ? parts : parts.map(() => words[random(words.length)])
    return [parts.map((part) => part[0]).join(' '), others.map((part) => part[1]).join(' ')]
  }).flat()
}

function rateOf(count, work) {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return count / ((user + system) / 1e6)
}

function compareAll(names, compare) {
  let sum = 0
  for (let at = 1; at < names.length; at += 2) sum += compare(names[at - 1], names[at])
  return sum
}

const ours = (a, b) => compareNames(a, b).score

export function run({ scale }) {
  const pairs = scale === 'small' ? 2000 : 20_000
  const rates = { cold: [], cached: [], peer: [] }
  const known = pairedNamesOf(4000, 1)
  for (let round = 0; round < rounds; round++) {
    const fresh = pairedNamesOf(2 * pairs, 1000 + round)
    rates.cold.push(rateOf(pairs, () => compareAll(fresh, ours)))
    compareAll(known, ours)
    rates.cached.push(
      rateOf(pairs, () => {
        for (let done = 0; done < pairs; done += known.length / 2) compareAll(known, ours)
      }),
    )
    rates.peer.push(rateOf(pairs, () => compareAll(fresh, (a, b) => jaroWinkler(a.toLowerCase(), b.toLowerCase()))))
  }
  const peer = 'Jaro–Winkler on the same pairs'
  return Promise.resolve([
    {
      name: 'comparing names met for the first time',
      value: median(rates.cold),
      unit: 'pairs/CPU-s',
      target: '>= 10000',
    },
    { name: 'comparing names met before', value: median(rates.cached), unit: 'pairs/CPU-s', target: '>= 100000' },
    {
      name: 'comparing names met for the first time, against spelling only',
      value: median(rates.cold),
      unit: 'pairs/CPU-s',
      peer,
      ratio: median(rates.cold) / median(rates.peer),
    },
  ])
}
