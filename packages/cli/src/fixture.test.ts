import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openRecords, registerPerson } from '@homeward/records'
import { openVault, recoverVault, rehearseRecovery, restoreVault } from '@homeward/vault'
import { contentOf, type FixtureContent } from './fixture-content.ts'
import { testDir } from './test-cli.ts'

interface Expected {
  day: string
  passphrases: Record<string, string>
  /** What the founder would say under duress, where that was set. */
  duress?: string
  left: Record<string, string>
  recovery: string[]
  content: FixtureContent
}

const fixtures = path.join(import.meta.dirname, '..', '..', 'vault', 'fixtures')
const numbers = readdirSync(fixtures)
  .filter((name) => name.startsWith('vault-'))
  .map((name) => name.slice('vault-'.length))

/** A copy of a fixture to work on, and what it must hold. */
function copyOf(number: string, into: string): { dir: string; expected: Expected; first: string } {
  const from = path.join(fixtures, `vault-${number}`)
  const dir = path.join(into, 'vault')
  for (const name of ['vault', 'second'])
    if (existsSync(path.join(from, name))) cpSync(path.join(from, name), path.join(into, name), { recursive: true })
  const expected = JSON.parse(readFileSync(path.join(from, 'expected.json'), 'utf8')) as Expected
  return { dir, expected, first: expected.passphrases['Nermin'] ?? '' }
}

/** The version that a `vault.db` says it has. */
const versionOf = (dir: string): number => readFileSync(path.join(dir, 'vault.db')).readInt32BE(60)

test('V18 fixtures are as they were made: small, complete, of the version in their name, never opened in place', () => {
  assert.ok(numbers.includes('1'))
  for (const number of numbers) {
    const dir = path.join(fixtures, `vault-${number}`)
    const sizes = readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => statSync(path.join(dir, name)))
    assert.ok(sizes.reduce((sum, one) => sum + (one.isFile() ? one.size : 0), 0) < 400_000)
    assert.equal(versionOf(path.join(dir, 'vault')), Number(number.split('-')[0]))
    assert.equal(existsSync(path.join(dir, 'vault', 'vault.db-wal')), false)
    assert.equal(existsSync(path.join(dir, 'vault', 'index')), false)
  }
})

for (const number of numbers) {
  test(`V18 everything in the vault of version ${number} is read today as it was then, by every member`, async (t) => {
    const { dir, expected } = copyOf(number, testDir(t))
    const { content } = expected
    assert.deepEqual(content.checked.faults, [])
    assert.ok(content.chats.some(({ messages }) => messages.length > 10) && content.items.length > 2)
    assert.ok(content.packages.length === 1 && content.people.length === 2)
    for (const passphrase of Object.values(expected.passphrases)) {
      const found = await contentOf(dir, passphrase, expected.day)
      assert.deepEqual(found, content)
    }
  })

  test(`V18 DU2 every way into the vault of version ${number} opens what it opened then`, async (t) => {
    const { dir, expected, first } = copyOf(number, testDir(t))
    const names = [await nameOf(dir, first), await nameOf(dir, expected.duress ?? first)]
    assert.deepEqual(names, ['Lantern group', expected.duress === undefined ? 'Lantern group' : 'Garden club'])
    await assert.rejects(openVault({ dir, passphrase: 'no passphrase of anybody here' }), { code: 'PASSPHRASE_WRONG' })
  })

  test(`V18 the vault of version ${number} goes on: written to, backed up, restored, recovered with its shares`, async (t) => {
    const into = testDir(t)
    const { dir, expected, first } = copyOf(number, into)
    const vault = await openVault({ dir, passphrase: first })
    const records = await openRecords(vault)
    await registerPerson(records, { names: [{ text: 'Berivan Tahir', kind: 'full' }], sex: 'female' })
    const sealed = await vault.sealBytes('evidence', new TextEncoder().encode('new bytes in an old vault'))
    const backup = path.join(into, 'backup')
    mkdirSync(backup)
    assert.deepEqual((await vault.backup({ dest: backup, deep: true })).blobs.refused, [])
    vault.close()
    for (const shares of [expected.recovery.slice(0, 2), expected.recovery.slice(1)])
      await rehearseRecovery({ dir, shares })
    await recoverVault({ dir, shares: expected.recovery.slice(0, 2), newPassphrase: 'a stone bridge at dawn' })
    const restored = path.join(into, 'restored')
    assert.deepEqual((await restoreVault({ src: backup, dir: restored, passphrase: first })).faults, [])
    for (const [where, passphrase] of [
      [dir, 'a stone bridge at dawn'],
      [restored, first],
    ] as const) {
      const { people, items, chats, packages, checked } = await contentOf(where, passphrase, expected.day)
      assert.deepEqual(people.at(-1)?.names, ['Berivan Tahir'])
      assert.deepEqual(people.slice(0, -1), expected.content.people)
      assert.deepEqual({ items, chats, packages }, pick(expected.content))
      assert.equal(checked.blobs, expected.content.checked.blobs + 1)
      assert.deepEqual(checked.faults, [])
      const again = await openVault({ dir: where, passphrase })
      assert.equal((await again.openBlob('evidence', sealed.blob)).size, 25)
      again.close()
    }
    await assert.rejects(openVault({ dir, passphrase: expected.left['Shirin'] ?? '' }), { code: 'PASSPHRASE_WRONG' })
  })
}

/** The name of what a passphrase opens. */
const nameOf = async (dir: string, passphrase: string): Promise<string> => {
  const vault = await openVault({ dir, passphrase })
  vault.close()
  return vault.name
}

const pick = ({ items, chats, packages }: FixtureContent): Pick<FixtureContent, 'items' | 'chats' | 'packages'> => ({
  items,
  chats,
  packages,
})
