/**
 * Rebuilding the indexes of 100,000 entries, against reading and hashing the same log (RFC 6962 root over the stored
 * bytes, one thread): the least that any reader of the log has to do.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createRequire } from 'node:module'
import { leafHash, treeRoot } from '@homeward/format'
import { commit, newId, openRecords, refold, registration } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'

const { Database } = createRequire(import.meta.url)('@signalapp/sqlcipher')
const passphrase = 'a passphrase for a benchmark'
const names = [
  'Zozan Qasim Omer',
  'زوزان قاسم عمر',
  'Azad Hesen Elî',
  'ئازاد حەسەن عەلی',
  'Berivan Tahir',
  'بيريفان طاهر',
]
const places = ['Gundê Kevir', 'Gundê Jor', 'Gundê Jêr']

/** One of four kinds of entries in turn: a person (two entries: names, details), a statement, a changed value, a decision. */
function writeOf(at, persons) {
  const person = persons.at(-1)
  if (at % 5 === 0) {
    const { id, writes } = registration({
      names: [{ text: names[at % names.length], kind: 'full' }],
      sex: 'unknown',
      origin: places[at % 3],
    })
    persons.push(id)
    return writes
  }
  if (at % 5 === 1)
    return [
      {
        compartment: 'registry',
        subject: `${person}/details`,
        changes: [{ type: 'person.changed', person, values: [{ field: 'origin', value: places[at % 3] }] }],
      },
    ]
  if (at % 5 === 2) {
    const lead = newId('lead')
    return [
      {
        compartment: 'evidence',
        subject: lead,
        changes: [
          {
            type: 'lead.decided',
            lead,
            person,
            personPhoto: newId('photo'),
            photoSha256: '0'.repeat(64),
            itemSha256: '1'.repeat(64),
            item: 'source-x.1',
            decision: 'refused',
          },
        ],
      },
    ]
  }
  return [
    {
      compartment: 'registry',
      subject: `${person}/statements`,
      changes: [
        {
          type: 'statement.made',
          statement: newId('statement'),
          person,
          kind: 'other',
          text: `What was told, number ${at}, by a neighbour of the family`,
          by: 'A neighbour',
        },
      ],
    },
  ]
}

async function fill(records, count) {
  const persons = []
  for (let turn = 0, written = 0; written < count;) {
    const writes = []
    for (; writes.length < 2000 && written + writes.length < count; turn++) writes.push(...writeOf(turn, persons))
    await commit(records, writes)
    written += writes.length
  }
}

function readAndHash(dir) {
  const db = new Database(path.join(dir, 'vault.db'))
  const leaves = []
  const select = db.prepare('SELECT bytes FROM entry ORDER BY log, position LIMIT 1000 OFFSET ?')
  for (let offset = 0; ; offset += 1000) {
    const rows = select.all([offset])
    for (const row of rows) leaves.push(leafHash(row.bytes))
    if (rows.length < 1000) break
  }
  treeRoot(leaves)
  db.close()
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/** @returns one row: seconds of a rebuild, and its ratio to reading and hashing. */
export async function run({ scale = 'full' } = {}) {
  const count = scale === 'full' ? 100_000 : 20000
  const parent = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  const dir = path.join(parent, 'vault')
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  const rebuilds = []
  const reads = []
  try {
    let records = await openRecords(await openVault({ dir, passphrase }))
    await fill(records, count)
    records.vault.close()
    for (let round = 0; round < 3; round++) {
      let started = performance.now()
      readAndHash(dir)
      reads.push(performance.now() - started)
      records = await openRecords(await openVault({ dir, passphrase }))
      started = performance.now()
      await refold(records)
      rebuilds.push(performance.now() - started)
      records.vault.close()
    }
  } finally {
    rmSync(parent, { recursive: true })
  }
  const rebuild = median(rebuilds)
  const read = median(reads)
  return [
    {
      name: `rebuild of ${count} entries`,
      value: rebuild / 1000,
      unit: 's',
      peer: `reading and hashing the same log: ${(read / 1000).toFixed(2)} s`,
      ratio: rebuild / read,
      target: '<= 4',
    },
  ]
}
