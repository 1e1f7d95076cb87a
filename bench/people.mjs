/**
 * People: search while typing and duplicates in an invented registry of 20,000 in four writings (packages/testworld spells names by tables of its own). Queries are
 * names as another hand writes them in another script. Peers on the same data: MiniSearch and Fuse over the names as written, where they are installed.
 * The time of a query is the processor's, as other work on the machine would be measured otherwise; the time on the clock is printed.
 */
import { createPeopleIndex, pairKey, proposeDuplicates } from '@homeward/compare'
import { inventRegistry } from '@homeward/testworld'
import { installedPeer } from './peers/installed.mjs'

const scripts = ['arabic', 'sorani', 'kurmanji', 'latin']
const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]

const personOf = ({ id, name, mother, place, birthYear, identifier, sex }) => ({
  id,
  names: [name],
  mothers: mother === null ? [] : [mother],
  places: place === null ? [] : [place],
  identifiers: [identifier],
  birthYear: birthYear === null ? null : { from: birthYear, to: birthYear },
  sex,
})

const begun = (word) => word.slice(0, Math.ceil(word.length * 0.6))

/** Questions of three kinds: a name whole, the last word of it typed to three fifths, and the given name with three fifths of the second word. */
function questionsOf(records, count) {
  return Array.from({ length: count }, (_, at) => {
    const record = records[(at * 7919) % records.length]
    const others = scripts.filter((script) => script !== record.script)
    const whole = record.spellings[others[at % others.length]]
    const words = whole.split(' ')
    return {
      id: record.id,
      whole,
      lastTyped: [...words.slice(0, -1), begun(words.at(-1))].join(' '),
      secondTyped: words.length < 2 ? null : `${words[0]} ${begun(words[1])}`,
    }
  })
}

function measure(what, questions, kind, search) {
  const asked = questions.filter((question) => question[kind] !== null)
  const clockMs = []
  const processorMs = []
  let found = 0
  for (const question of asked) {
    const before = process.cpuUsage()
    const started = performance.now()
    const ids = search(question[kind])
    clockMs.push(performance.now() - started)
    const { user, system } = process.cpuUsage(before)
    processorMs.push((user + system) / 1000)
    if (ids.includes(question.id)) found += 1
  }
  const recall = found / asked.length
  console.log(
    `  ${what}, ${kind}: recall@10 ${recall.toFixed(3)} of ${asked.length}; clock p50 ${quantile(clockMs, 0.5).toFixed(1)}, p95 ${quantile(clockMs, 0.95).toFixed(1)} ms; processor p50 ${quantile(processorMs, 0.5).toFixed(1)}, p95 ${quantile(processorMs, 0.95).toFixed(1)} ms`,
  )
  return { recall, p95: quantile(processorMs, 0.95) }
}

async function peersOf(records) {
  const miniSearch = await installedPeer('minisearch')
  const fuse = await installedPeer('fuse.js')
  const peers = []
  if (miniSearch === null) peers.push({ name: 'MiniSearch', search: null })
  else {
    const MiniSearch = miniSearch.make
    const index = new MiniSearch({ fields: ['name', 'mother', 'place'], searchOptions: { prefix: true, fuzzy: 0.2 } })
    index.addAll(records.map(({ id, name, mother, place }) => ({ id, name, mother: mother ?? '', place: place ?? '' })))
    peers.push({
      name: `MiniSearch ${miniSearch.version}`,
      most: 400,
      search: (query) =>
        index
          .search(query)
          .slice(0, 10)
          .map(({ id }) => id),
    })
  }
  if (fuse === null) peers.push({ name: 'Fuse', search: null })
  else {
    const Fuse = fuse.make
    const index = new Fuse(records, { keys: ['name'], threshold: 0.4, ignoreLocation: true })
    peers.push({
      name: `Fuse ${fuse.version}`,
      most: 40,
      search: (query) => index.search(query, { limit: 10 }).map(({ item }) => item.id),
    })
  }
  return peers
}

async function searchRows(people) {
  const { records } = inventRegistry({ seed: 'search', records: people })
  const index = createPeopleIndex()
  for (const record of records) index.put(personOf(record))
  const search = (query) => index.search(query, { limit: 10 }).hits.map(({ id }) => id)
  const questions = questionsOf(records, 400)
  for (const { whole } of questionsOf(records.toReversed(), 100)) search(whole)
  const kinds = ['whole', 'lastTyped', 'secondTyped']
  const ours = Object.fromEntries(kinds.map((kind) => [kind, measure('Homeward', questions, kind, search)]))
  const rows = [
    {
      name: 'a name in another script is among the first ten',
      value: ours.whole.recall,
      unit: 'of queries',
      target: '>= 0.98',
    },
    { name: 'the slowest twentieth of such searches', value: ours.whole.p95, unit: 'ms', target: '< 30' },
    {
      name: 'a name typed to three fifths of its last word is among the first ten',
      value: ours.lastTyped.recall,
      unit: 'of queries',
      target: '>= 0.85',
    },
    {
      name: 'a given name and three fifths of the second word are enough',
      value: ours.secondTyped.recall,
      unit: 'of queries',
      target: '>= 0.85',
    },
  ]
  for (const peer of await peersOf(records)) {
    const measured =
      peer.search === null ? null : measure(peer.name, questions.slice(0, peer.most), 'whole', peer.search)
    rows.push(
      {
        name: 'a name in another script, against',
        value: measured === null ? null : ours.whole.recall,
        unit: 'of queries',
        peer: peer.name,
        ...(measured === null ? {} : { ratio: ours.whole.recall / Math.max(measured.recall, 0.001) }),
      },
      {
        name: 'the slowest twentieth of searches, against',
        value: measured === null ? null : ours.whole.p95,
        unit: 'ms',
        peer: peer.name,
        ...(measured === null ? {} : { ratio: ours.whole.p95 / measured.p95 }),
      },
    )
  }
  return rows
}

async function duplicateRows(people, complete) {
  const { records, duplicates } = inventRegistry({ seed: complete ? 'complete' : 'gaps', records: people, complete })
  const truth = new Set(duplicates.map(([a, b]) => pairKey(records[a].id, records[b].id)))
  const started = performance.now()
  const { proposals, leftOut } = await proposeDuplicates(records.map(personOf), { workers: 2 })
  const seconds = (performance.now() - started) / 1000
  const what = complete ? 'year, mother and place known' : 'with gaps'
  const of = (chosen) => {
    const right = chosen.filter(({ a, b }) => truth.has(pairKey(a, b))).length
    return { precision: right / chosen.length, recall: right / truth.size, proposed: chosen.length }
  }
  for (const least of [-2, 0, 2, 3, 4, 6]) {
    const { precision, recall, proposed } = of(proposals.filter(({ odds }) => odds >= least))
    console.log(
      `  duplicates, ${what}, odds >= ${least}: ${proposed} proposed, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    )
  }
  console.log(
    `  duplicates, ${what}: ${leftOut.nothing.length} people of whom too little is known, ${leftOut.crowded.length} not compared with all who share a key`,
  )
  const same = of(proposals.filter(({ band }) => band === 'same'))
  const all = of(proposals)
  const rows = [
    { name: `duplicates of ${people} people on two threads, ${what}`, value: seconds, unit: 's', target: '< 60' },
    {
      name: `precision of the band "same", ${what}`,
      value: same.precision,
      unit: 'of pairs',
      ...(complete ? { target: '>= 0.95' } : {}),
    },
    {
      name: `recall of the band "same", ${what}`,
      value: same.recall,
      unit: 'of pairs',
      ...(complete ? { target: '>= 0.8' } : {}),
    },
    { name: `recall of all three bands, ${what}`, value: all.recall, unit: 'of pairs' },
  ]
  return rows
}

export async function run({ scale }) {
  const people = scale === 'small' ? 2000 : 20_000
  return [
    ...(await searchRows(people)),
    ...(await duplicateRows(people, true)),
    ...(await duplicateRows(people, false)),
  ]
}
