import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { TestContext } from 'node:test'

import type { CompartmentName } from './compartment.ts'
import { createInstallation } from './installation.ts'
import type { Installation } from './installation.ts'
import { joinVault } from './joining.ts'
import { openVault } from './open-vault.ts'
import type { Role } from '@homeward/format'
import { PASSPHRASE, TEST_KDF, collect, listOf, makeVault, patternBytes, testDir, withCode } from './test-vault.ts'
import type { Vault } from './vault.ts'

const SECOND = 'two grey herons'
const THIRD = 'three round stones'
const EVERYTHING: CompartmentName[] = ['registry', 'evidence', 'testimony', 'assistance', 'roster']

interface House {
  dir: string
  installation: Installation
  /** Unlocks and closes it after the test. */
  enter: (passphrase?: string) => Promise<Vault>
}

/** A vault with the founder and one more member for each of `others`. */
const house = async (
  t: TestContext,
  ...others: { passphrase: string; role?: Role; grants: CompartmentName[] }[]
): Promise<House> => {
  const dir = testDir(t)
  await makeVault(dir)
  for (const { passphrase, role = 'contributor', grants } of others) {
    const { code } = await joinVault({ dir, passphrase, kdf: TEST_KDF })
    const vault = await openVault({ dir, passphrase: PASSPHRASE })
    vault.admit(code, { name: passphrase, role, grants })
    vault.close()
  }
  const installation = createInstallation({ dir })
  return {
    dir,
    installation,
    enter: async (passphrase = PASSPHRASE) => {
      const vault = await installation.unlock({ passphrase })
      t.after(() => {
        vault.close()
      })
      return vault
    },
  }
}

const say = (vault: Vault, compartment: CompartmentName, text: string): Promise<unknown> =>
  vault.append([{ compartment, changes: [{ type: 'test.note', text }] }])

const texts = async (vault: Vault, compartment: CompartmentName): Promise<unknown[]> =>
  (await listOf(vault.entries(compartment))).map(({ changes }) => changes[0]?.['text'])

test('V30 members work at the same time, each with their own keys and log, and see what the other writes', async (t) => {
  const { dir, enter } = await house(t, { passphrase: SECOND, grants: ['registry'] })
  const one = await enter()
  const two = await enter(SECOND)
  assert.notEqual(one.device.logId, two.device.logId)
  await say(one, 'registry', 'from one')
  await say(two, 'registry', 'from two')
  await say(one, 'registry', 'again from one')
  await say(one, 'testimony', 'closed to two')
  for (const vault of [one, two]) {
    assert.deepEqual(await texts(vault, 'registry'), ['from one', 'from two', 'again from one'])
  }
  await assert.rejects(texts(two, 'testimony'), withCode('COMPARTMENT_CLOSED'))
  assert.deepEqual([...two.compartments].toSorted(), ['registry', 'roster'])
  assert.deepEqual((await one.verify({ deep: true })).faults, [])
  // One handle holds the lock until the last of them leaves.
  one.close()
  await assert.rejects(texts(one, 'registry'), withCode('VAULT_CLOSED'))
  await assert.rejects(openVault({ dir, passphrase: PASSPHRASE }), withCode('VAULT_IN_USE'))
  await say(two, 'registry', 'two alone')
  two.close()
  const later = await openVault({ dir, passphrase: PASSPHRASE })
  assert.equal((await texts(later, 'registry')).at(-1), 'two alone')
  assert.deepEqual((await later.verify({ deep: true })).faults, [])
  later.close()
})

test('V30 who has it open gets the same vault again, also when two tries come at once; a wrong try ends nothing', async (t) => {
  const { installation, enter } = await house(t, { passphrase: SECOND, grants: ['registry'] })
  await assert.rejects(installation.unlock({ passphrase: 'not this one' }), withCode('PASSPHRASE_WRONG'))
  const [one, same, two] = await Promise.all([enter(), enter(), enter(SECOND)])
  assert.equal(one, same)
  assert.notEqual(one, two)
  await assert.rejects(installation.unlock({ passphrase: 'not this one' }), withCode('PASSPHRASE_WRONG'))
  await say(one, 'registry', 'still here')
  one.close()
  const again = await enter()
  assert.notEqual(again, one)
  await say(again, 'registry', 'goes on in the same log')
  assert.equal(again.device.logId, one.device.logId)
  assert.deepEqual((await two.verify()).faults, [])
})

test('V30 a try that is under way while the last member leaves finds the vault open', async (t) => {
  const { installation, enter } = await house(t, { passphrase: SECOND, grants: ['registry'] })
  const one = await enter()
  const entering = installation.unlock({ passphrase: SECOND })
  await Promise.resolve()
  one.close()
  const two = await entering
  await say(two, 'registry', 'here')
  assert.deepEqual(await texts(two, 'registry'), ['here'])
  two.close()
})

test('V30 an index is one handle for the members who open it, and closes with the last of them', async (t) => {
  const { enter } = await house(
    t,
    { passphrase: SECOND, grants: ['registry'] },
    { passphrase: THIRD, grants: ['evidence'] },
  )
  const [one, two, three] = [await enter(), await enter(SECOND), await enter(THIRD)]
  const db = one.index('registry')
  db.exec('CREATE TABLE item (text TEXT) STRICT')
  assert.equal(two.index('registry'), db)
  assert.throws(() => three.index('registry'), withCode('COMPARTMENT_CLOSED'))
  assert.throws(() => {
    three.dropIndex('registry')
  }, withCode('COMPARTMENT_CLOSED'))
  one.close()
  two.index('registry').exec("INSERT INTO item (text) VALUES ('a lantern')")
  assert.throws(() => one.index('registry'), withCode('VAULT_CLOSED'))
  two.close()
  assert.throws(() => db.prepare('SELECT count(*) FROM item').get([]), /closed|not open/u)
  const back = await enter()
  assert.equal(back.index('registry').prepare('SELECT text FROM item', { pluck: true }).get([]), 'a lantern')
})

test('V30 what folds into an index folds one after the other, whoever asks', async (t) => {
  const { enter } = await house(t, { passphrase: SECOND, grants: ['registry'] })
  const [one, two] = [await enter(), await enter(SECOND)]
  const steps: string[] = []
  const fold = (name: string) => async (): Promise<void> => {
    steps.push(`${name} begins`)
    await nextTurn()
    steps.push(`${name} ends`)
  }
  await Promise.all([one.foldInTurn('registry', fold('one')), two.foldInTurn('registry', fold('two'))])
  assert.deepEqual(steps, ['one begins', 'one ends', 'two begins', 'two ends'])
})

test('V30 B3 the same content that two members seal at once is one blob, and nothing that one seals is taken for a leftover', async (t) => {
  const { dir, enter } = await house(t, { passphrase: SECOND, grants: ['evidence'] })
  const one = await enter()
  const large = patternBytes(300_000)
  const first = one.sealStream(
    'evidence',
    (async function* slow() {
      yield large.subarray(0, 100_000)
      // Somebody comes in while this is being written.
      const two = await enter(SECOND)
      const together = [two.sealBytes('evidence', large), one.sealBytes('evidence', large)]
      const fresh = (await Promise.all(together)).filter(({ duplicate }) => !duplicate)
      assert.equal(fresh.length, 1)
      two.close()
      yield large.subarray(100_000)
    })(),
  )
  const sealed = await first
  assert.equal(sealed.duplicate, true)
  assert.deepEqual(await collect((await one.openBlob('evidence', sealed.blob)).stream()), large)
  assert.deepEqual((await one.verify({ deep: true })).faults, [])
  writeFileSync(join(dir, 'blobs', 'tmp', 'left'), '')
  one.close()
  assert.equal(existsSync(join(dir, 'blobs', 'tmp', 'left')), false)
})

test('V31 removing a member who has the vault open closes it for them at once', async (t) => {
  const { enter } = await house(t, { passphrase: SECOND, grants: ['registry'] })
  const [one, two] = [await enter(), await enter(SECOND)]
  const index = two.index('registry')
  const shared = one.index('registry')
  assert.equal(index, shared)
  one.removeMember(two.member.id)
  assert.ok(two.ended.aborted)
  assert.equal(one.ended.aborted, false)
  await assert.rejects(texts(two, 'registry'), withCode('VAULT_CLOSED'))
  await assert.rejects(say(two, 'registry', 'a last word'), withCode('VAULT_CLOSED'))
  assert.throws(() => two.index('registry'), withCode('VAULT_CLOSED'))
  await assert.rejects(enter(SECOND), withCode('PASSPHRASE_WRONG'))
  await say(one, 'registry', 'goes on')
  assert.deepEqual(await texts(one, 'registry'), ['goes on'])
})

test('V31 a change of what a member opens ends what they have open; another role holds from the next call on', async (t) => {
  const { enter } = await house(t, { passphrase: SECOND, grants: ['registry', 'evidence'] })
  const one = await enter()
  const two = await enter(SECOND)
  one.changeMember(two.member.id, { role: 'reader', name: 'Reads only' })
  assert.equal(two.ended.aborted, false)
  assert.equal(two.member.name, 'Reads only')
  await assert.rejects(say(two, 'registry', 'no more'), withCode('ROLE_FORBIDS'))
  one.changeMember(two.member.id, { grants: ['registry'] })
  assert.ok(two.ended.aborted)
  const narrower = await enter(SECOND)
  assert.deepEqual([...narrower.compartments].toSorted(), ['registry', 'roster'])
  one.changeMember(narrower.member.id, { grants: ['registry', 'testimony'] })
  assert.ok(narrower.ended.aborted)
  assert.ok((await enter(SECOND)).compartments.includes('testimony'))
})

test('V31 M6 who opens a compartment that the remover does not renews its key, without opening the vault anew', async (t) => {
  const { enter } = await house(
    t,
    { passphrase: SECOND, role: 'coordinator', grants: ['registry'] },
    { passphrase: THIRD, grants: EVERYTHING },
  )
  const founder = await enter()
  const coordinator = await enter(SECOND)
  const three = await enter(THIRD)
  coordinator.removeMember(three.member.id)
  assert.ok(three.ended.aborted)
  assert.deepEqual(founder.members().ailing, [])
  assert.equal(founder.members().members.filter(({ isActive }) => isActive).length, 2)
  assert.deepEqual(coordinator.members().members, founder.members().members)
  await say(founder, 'testimony', 'under the new key')
  assert.deepEqual((await founder.verify({ deep: true })).faults, [])
})
