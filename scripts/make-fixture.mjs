/**
 * Makes a vault to keep for ever: `node scripts/make-fixture.mjs NUMBER`, once, when a version that people get has a new
 * `user_version`, or `NUMBER-WORD` when something else of what lies on the disk is new. Writes
 * `packages/vault/fixtures/vault-NUMBER[-WORD]`, and refuses when that is there: a fixture is never made again.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makePackage } from '@homeward/dossier'
import { filesFromPaths, importFiles } from '@homeward/intake'
import { giveConsent, listItems, listSources, makeStatement, openRecords, registerPerson } from '@homeward/records'
import { generateWorld, writeWorld } from '@homeward/testworld'
import { createVault, joinVault, openVault, setDuress } from '@homeward/vault'
import { contentOf } from '../packages/cli/dist/fixture-content.js'

const number = process.argv[2] ?? ''
const fixture = path.join(import.meta.dirname, `../packages/vault/fixtures/vault-${number}`)
if (!/^\d+(?:-[a-z]+)?$/u.test(number) || existsSync(fixture))
  throw new Error('Give the number of a fixture that does not exist.')

const day = '2026-11-22'
const passphrases = { Nermin: 'olive tree beside the old well', Dilan: 'two grey herons at the weir' }
const leaver = 'a kite over the flat roofs'
const dir = path.join(fixture, 'vault')
// What the founder would open under duress: a vault of its own, beside the first.
const second = path.join(fixture, 'second')
const duress = 'nine candles and a blue jug'
const worldDir = mkdtempSync(path.join(tmpdir(), 'homeward-fixture-'))

const admit = async (name, passphrase, as) => {
  const { code } = await joinVault({ dir, passphrase })
  const vault = await openVault({ dir, passphrase: passphrases.Nermin })
  const { id } = vault.admit(code, { name, ...as })
  vault.close()
  return id
}

const withRecords = async (passphrase, work) => {
  const vault = await openVault({ dir, passphrase })
  try {
    await work(await openRecords(vault), vault)
  } finally {
    vault.close()
  }
}

const consent = {
  givenBy: 'Her mother',
  scopes: ['names', 'details', 'statements'],
  purposes: ['legal-case'],
  recipients: [],
}

try {
  mkdirSync(fixture, { recursive: true })
  const made = await createVault({ dir, name: 'Lantern group', memberName: 'Nermin', passphrase: passphrases.Nermin })
  const all = ['registry', 'evidence', 'testimony', 'assistance', 'roster']
  await admit('Dilan', passphrases.Dilan, { role: 'coordinator', grants: all })
  const leaverId = await admit('Shirin', leaver, { role: 'contributor', grants: ['registry', 'evidence'] })

  const world = await writeWorld(generateWorld({ seed: 'a vault to keep', people: 3, messages: 20 }), worldDir)
  await withRecords(passphrases.Nermin, async (records) => {
    const person = await registerPerson(records, {
      names: [{ text: 'Zozan Qasim Omer', kind: 'full' }],
      sex: 'female',
      origin: 'Gundê Kevir',
    })
    await giveConsent(records, person, consent)
    await importFiles(records, {
      files: await filesFromPaths([world.telegramDir]),
      name: 'Market group',
      from: 'A volunteer',
      legalBasis: 'Invented',
    })
    const [source] = listSources(records)
    const item = listItems(records, source.id).items.toSorted((a, b) => a.size - b.size)[0]
    const request = {
      items: [item.id],
      persons: [person],
      leads: [],
      purpose: 'legal-case',
      recipient: 'A lawyer',
      today: day,
    }
    await makePackage(records, request, { now: new Date(`${day}T12:00:00Z`) })
  })
  // A member leaves: new keys for the compartments that they knew.
  await withRecords(passphrases.Dilan, (_, vault) => {
    vault.removeMember(leaverId)
  })
  await withRecords(passphrases.Nermin, async (records) => {
    const person = await registerPerson(records, {
      names: [{ text: 'ئازاد حەسەن عەلی', kind: 'full' }],
      sex: 'male',
      origin: 'Gundê Jor',
    })
    await makeStatement(records, person, { kind: 'seen-alive', text: 'Seen at the spring', by: 'A neighbour' })
  })
  // Derived and large, and it is built again. Git keeps no empty folder either.
  rmSync(path.join(dir, 'index'), { recursive: true })
  const content = await contentOf(dir, passphrases.Nermin, day)
  rmSync(path.join(dir, 'index'), { recursive: true })
  rmSync(path.join(dir, 'blobs', 'tmp'), { recursive: true })
  await createVault({ dir: second, name: 'Garden club', memberName: 'Nermin', passphrase: duress })
  await setDuress({
    dir,
    passphrase: passphrases.Nermin,
    duressPassphrase: duress,
    opens: second,
    destroys: false,
  })
  rmSync(path.join(second, 'blobs'), { recursive: true })
  rmSync(path.join(second, 'index'), { recursive: true, force: true })
  const described = { day, passphrases, duress, left: { Shirin: leaver }, recovery: made.recovery, content }
  writeFileSync(path.join(fixture, 'expected.json'), `${JSON.stringify(described, null, 2)}\n`)
  const sizes = readdirSync(fixture, { recursive: true }).map((name) => statSync(path.join(fixture, name)))
  console.log(`${sizes.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0)} bytes in ${fixture}`)
} catch (error) {
  rmSync(fixture, { recursive: true, force: true })
  throw error
} finally {
  rmSync(worldDir, { recursive: true, force: true })
}
