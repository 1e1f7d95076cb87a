import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { createVault, emptyIndex, joinVault, openVault, type Database } from '@homeward/vault'
import fc from 'fast-check'
import { giveConsent, refuseConsent, type NewRefusal } from './consents.ts'
import { changePerson, disagree, getPerson, registerPerson } from './people.ts'
import { openRecords, refold, type Records } from './records.ts'
import { makeStatement } from './statements.ts'
import { reconcile } from './value-history.ts'

const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }
const passphrases = ['a test passphrase', 'another test passphrase'] as const

/** Two copies of one vault, each in the hands of one of two members, who go on writing apart from each other. */
async function twoCopies(parent: string): Promise<[string, string]> {
  const first = join(parent, 'first')
  const second = join(parent, 'second')
  await createVault({ dir: first, name: 'Test vault', memberName: 'One', passphrase: passphrases[0], kdf })
  const { code } = await joinVault({ dir: first, passphrase: passphrases[1], kdf })
  const vault = await openVault({ dir: first, passphrase: passphrases[0] })
  vault.admit(code, { name: 'Two', role: 'coordinator', grants: ['registry', 'evidence'] })
  vault.close()
  const other = await openVault({ dir: first, passphrase: passphrases[1] })
  other.close()
  await cp(first, second, { recursive: true })
  return [first, second]
}

/** What arrives: of each log of `from`, `most` entries more than `to` has, and the keys of subjects. What is there already arrives again. */
function bring(from: string, to: string, most: number): void {
  const db: Database = emptyIndex()
  db.exec(`ATTACH '${join(from, 'vault.db')}' AS sender; ATTACH '${join(to, 'vault.db')}' AS receiver;`)
  db.exec(`
    INSERT OR IGNORE INTO receiver.entry (log, position, bytes)
      SELECT mine.number, entry.position, entry.bytes FROM sender.entry
      JOIN sender.log AS theirs ON theirs.number = entry.log JOIN receiver.log AS mine ON mine.id = theirs.id
      WHERE entry.position < ${most} + (SELECT count(*) FROM receiver.entry AS had WHERE had.log = mine.number);
    INSERT OR IGNORE INTO receiver.subject_key (id, compartment, epoch, tag, sealed)
      SELECT id, compartment, epoch, tag, sealed FROM sender.subject_key;
    DETACH sender; DETACH receiver;`)
  db.close()
}

/** Everything that the registry's index says, whatever order it was written in. */
function rowsOf({ registry }: Records): unknown {
  const tables = registry
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", { pluck: true })
    .all<string>()
  return tables.map((table) => [
    table,
    registry
      .prepare(`SELECT * FROM ${table}`)
      .all()
      .map((row) => JSON.stringify(row))
      .toSorted(),
  ])
}

const album: NewRefusal = { givenBy: 'herself', capacity: 'self', purposes: ['album'] }

/** One step of one member: writes about a person they know of, then receives some of what the other one has. */
interface Step {
  member: 0 | 1
  writes: 'person' | 'origin' | 'statement' | 'yes' | 'no' | null
  about: number
  receives: number
}

/** Says where somebody is from; where that is disputed by now, settles it, as a new value alone is refused then (R34). */
async function sayOrigin(records: Records, person: string, number: number): Promise<void> {
  if (!disagree(records, person, 'origin', ''))
    return void (await changePerson(records, person, { field: 'origin', value: `place ${number}` }))
  const { origin } = getPerson(records, person)
  await reconcile(records, person, {
    field: 'origin',
    entry: origin[number % origin.length]!.entry,
    why: 'asked again',
  })
}

async function take(step: Step, dirs: readonly [string, string], number: number): Promise<void> {
  const dir = dirs[step.member]
  const records = await openRecords(await openVault({ dir, passphrase: passphrases[step.member] }))
  const known = records.registry.prepare('SELECT id FROM person ORDER BY id', { pluck: true }).all<string>()
  const person = known[step.about % Math.max(known.length, 1)]
  if (step.writes === 'person' || (step.writes !== null && person === undefined))
    await registerPerson(records, { names: [{ text: `Azad ${number}`, kind: 'full' }], origin: `place ${number}` })
  else if (step.writes === 'origin' && person !== undefined) await sayOrigin(records, person, number)
  else if (step.writes === 'statement' && person !== undefined)
    await makeStatement(records, person, { kind: 'other', text: `said ${number}`, by: 'a neighbour' })
  else if (step.writes === 'yes' && person !== undefined)
    await giveConsent(records, person, { ...album, scopes: ['photos'], recipients: [] })
  else if (step.writes === 'no' && person !== undefined) await refuseConsent(records, person, album)
  records.vault.close()
  if (step.receives > 0) bring(dirs[step.member === 0 ? 1 : 0], dir, step.receives)
}

async function copiesAfter(t: TestContext, steps: readonly Step[]): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), 'homeward-arrival-'))
  t.after(() => rm(parent, { recursive: true }))
  const dirs = await twoCopies(parent)
  for (const [number, step] of steps.entries()) await take(step, dirs, number)
  bring(dirs[0], dirs[1], 1e9)
  bring(dirs[1], dirs[0], 1e9)
  const rows: unknown[] = []
  for (const place of [0, 1] as const) {
    const records = await openRecords(await openVault({ dir: dirs[place], passphrase: passphrases[place] }))
    rows.push(rowsOf(records))
    await refold(records)
    rows.push(rowsOf(records))
    records.vault.close()
  }
  for (const other of rows) assert.deepEqual(other, rows[0])
}

test('R1 H3 whatever arrives in whatever order, in part and again, all copies hold the same rows in the end', async (t) => {
  const step = fc.record({
    member: fc.constantFrom(0 as const, 1 as const),
    writes: fc.constantFrom(
      'person' as const,
      'origin' as const,
      'statement' as const,
      'yes' as const,
      'no' as const,
      null,
    ),
    about: fc.nat({ max: 9 }),
    receives: fc.constantFrom(0, 0, 1, 2, 1000),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 10 }), (steps) => copiesAfter(t, steps)),
    { numRuns: 12 },
  )
})
