import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ed25519PublicKey, memorySource, toBase64, toHex } from '@homeward/format'
import type { Change, DisclosedEntry } from '@homeward/format'
import { bagOfZip } from './bag.ts'
import type { VerifyReport } from './report.ts'
import { chainParts, disclose, sampleChain } from './sample-chain.ts'
import type { Place, SampleChain } from './sample-chain.ts'
import {
  createSampleLog,
  EVIDENCE_ID,
  fixedBytes,
  foundingChange,
  receivedChange,
  samplePackage,
} from './sample-package.ts'
import type { SampleLog } from './sample-package.ts'
import { verifyPackage } from './verify-package.ts'

const verified = async (chain: SampleChain, entries?: DisclosedEntry[]): Promise<VerifyReport> =>
  verifyPackage(await bagOfZip(memorySource(await samplePackage(undefined, chainParts(chain, entries)))))

const faultsOf = ({ faults }: VerifyReport): string => faults.map(({ where, what }) => `${where}: ${what}`).join('\n')

/** Asserts that a fault is there whose words contain `words`, and that nothing in the source counts as proven. */
const assertFault = (report: VerifyReport, words: string): void => {
  assert.equal(report.ok, false)
  assert.ok(faultsOf(report).includes(words), `${words}\n${faultsOf(report)}`)
  assert.equal(report.counts.sources.good, 0)
  assert.equal(report.counts.items.good, 0)
}

const idOf = ({ log }: SampleLog): string => toHex(log.logId)

/** What a removal states of a log: how much of it is accepted. */
const limitOf = (log: SampleLog, size = log.size()): Record<string, string | number> => ({
  log: idOf(log),
  size,
  root: size === 0 ? '' : log.rootHex(size),
})

test('P18 a package of a member whom a coordinator admitted is good, and tells who wrote what', async () => {
  const chain = sampleChain()
  const report = await verified(chain)
  assert.equal(faultsOf(report), '')
  assert.deepEqual(report.counts.entries, { good: 7, all: 7 })
  assert.deepEqual(report.counts.items, { good: 2, all: 2 })
  assert.deepEqual(
    report.logs
      .map(({ member, role, addedBy, size, sealed }) => ({ member, role, addedBy, size, sealed }))
      .toSorted((a, b) => (a.member < b.member ? -1 : 1)),
    [
      { member: 'member-1', role: 'founder', addedBy: null, size: 4, sealed: false },
      { member: 'member-2', role: 'coordinator', addedBy: 'member-1', size: 2, sealed: false },
      { member: 'member-3', role: 'contributor', addedBy: 'member-2', size: 2, sealed: true },
    ],
  )
  const received = report.entries.find(({ what }) => what.some((line) => line.startsWith('received')))
  assert.equal(received?.member, 'member-3')
  assert.equal(report.key?.member, 'member-1')
  assert.equal(report.key.fingerprint.replaceAll(' ', ''), idOf(chain.vault.founder).slice(0, 32))
})

test('P18 no part of the chain can be left out', async () => {
  const chain = sampleChain()
  for (const [name, left] of Object.entries(chain.places)) {
    const places = Object.values(chain.places).filter((place) => place !== left)
    const report = await verified(chain, disclose(places))
    assert.equal(report.ok, false, name)
    assert.equal(report.counts.items.good, 0, name)
  }
})

test('P18 the proof of any part of the chain exchanged for that of another is found, and nothing rests on it', async () => {
  const chain = sampleChain()
  const entries = disclose(Object.values(chain.places))
  for (const [at, entry] of entries.entries()) {
    const other = entries[(at + 1) % entries.length] ?? entry
    const swapped = entries.map((one) => (one === entry ? { ...one, tlogProof: other.tlogProof } : one))
    const report = await verified(chain, swapped)
    assert.equal(report.ok, false)
    assert.equal(report.counts.items.good, 0, `entry ${at}`)
  }
})

/** One more entry that has no place in the chain. */
const wrong: [string, string, (chain: SampleChain) => Place][] = [
  [
    'P18 a member whom a contributor admitted',
    'had no authority',
    ({ vault, places }) => {
      return vault.admit(places.began3.log, 'member-4', 'contributor')
    },
  ],
  [
    'P18 a member whom a coordinator admitted before they were one',
    'had no authority',
    ({ vault, places }) => {
      const seen = { ...vault.sizes(), [idOf(vault.founder)]: places.promoted.index }
      return vault.say(
        places.began2.log,
        {
          type: 'member.added',
          member: { id: 'member-4', signKey: toBase64(ed25519PublicKey(fixedBytes('seed of member-4'))) },
          role: 'contributor',
        },
        { seen },
      )
    },
  ],
  [
    'P18 a founder whom a coordinator made',
    'had no authority',
    ({ vault, places }) => vault.admit(places.began2.log, 'member-4', 'founder'),
  ],
  [
    'P18 a role that a member gave themself',
    'had no authority',
    ({ vault, places }) =>
      vault.say(places.began2.log, { type: 'member.changed', member: 'member-2', role: 'contributor' }),
  ],
  [
    'P18 a member who is admitted again with another key',
    'was there already',
    ({ vault, places }) =>
      vault.say(places.began2.log, {
        type: 'member.added',
        member: { id: 'member-3', signKey: toBase64(ed25519PublicKey(fixedBytes('seed of another'))) },
        role: 'contributor',
      }),
  ],
  [
    'P20 a removal by somebody without authority',
    'had no authority',
    ({ vault, places }) =>
      vault.say(places.began3.log, { type: 'member.removed', member: 'member-2', logs: [limitOf(places.began2.log)] }),
  ],
  [
    'P18 a change of the roster that is malformed',
    'is malformed: role is not a text',
    ({ vault, places }) =>
      vault.say(places.began2.log, {
        type: 'member.added',
        member: { id: 'member-4', signKey: 'AAAA' },
        role: 3,
      }),
  ],
]

for (const [name, words, change] of wrong) {
  test(`${name} is a fault`, async () => {
    const chain = sampleChain()
    const more = change(chain)
    const report = await verified(chain, disclose([...Object.values(chain.places), more]))
    assert.equal(report.ok, false)
    assert.ok(faultsOf(report).includes(words), faultsOf(report))
  })
}

/** The chain again, but the device of the contributor begins otherwise. A device of the same name has the same key. */
const beganOtherwise = (change: (added: Change, log: SampleLog) => Change, member = 'member-3'): SampleChain => {
  const chain = sampleChain()
  const began3 = chain.vault.begin(member, change)
  const received = chain.vault.say(began3.log, receivedChange(), { compartment: EVIDENCE_ID })
  return { ...chain, contributor: began3.log, places: { ...chain.places, began3, received } }
}

test('P18 the device of another member, or one that no member signed, is no device of this member', async () => {
  const signedByOther = sampleChain()
  const stranger = signedByOther.vault.begin('member-9', (added) => ({ ...added, member: 'member-3' }))
  const received = signedByOther.vault.say(stranger.log, receivedChange(), { compartment: EVIDENCE_ID })
  const swapped = {
    ...signedByOther,
    contributor: stranger.log,
    places: { ...signedByOther.places, began3: stranger, received },
  }
  assertFault(await verified(swapped), 'did not sign that the device is theirs')
})

test('P18 a member whom nobody admitted has no log here', async () => {
  assertFault(await verified(beganOtherwise((added) => added, 'member-9')), 'whom the package does not show')
})

test('P18 a log that trusts another founder belongs to another vault', async () => {
  const other = toBase64(ed25519PublicKey(fixedBytes('another founder')))
  const chain = sampleChain()
  const began = chain.vault.begin('member-3b', (added) => ({ ...added, member: 'member-3', founder: other }))
  const received = chain.vault.say(began.log, receivedChange(), { compartment: EVIDENCE_ID })
  const report = await verified({
    ...chain,
    contributor: began.log,
    places: { ...chain.places, began3: began, received },
  })
  assertFault(report, 'belongs to another vault')
})

test('P18 the key of another device does not begin a log', async () => {
  const other = createSampleLog(fixedBytes('other device'))
  const chain = beganOtherwise((added) => ({
    ...added,
    device: { ...(added['device'] as Record<string, string>), vkey: other.log.vkeyText },
  }))
  assertFault(await verified(chain), 'not that of this log')
})

test('P18 an entry in a compartment of another vault is a fault', async () => {
  const chain = sampleChain()
  const received = chain.vault.say(chain.contributor, receivedChange(), {
    compartment: fixedBytes('x').subarray(0, 16),
  })
  assertFault(await verified({ ...chain, places: { ...chain.places, received } }), 'in no compartment of this vault')
})

test('P13 a second founding is a fault, wherever it stands', async () => {
  const chain = sampleChain()
  const again = chain.vault.say(chain.contributor, foundingChange(chain.contributor.log))
  const report = await verified(chain, disclose([...Object.values(chain.places), again]))
  assertFault(report, 'it has several')
})

test('P19 a log that is shown in two states is a fault', async () => {
  const chain = sampleChain()
  const all = Object.values(chain.places)
  const early = disclose([chain.places.founded], () => 1)
  const entries = [...early, ...disclose(all.filter((place) => place !== chain.places.founded))]
  assertFault(await verified(chain, entries), 'another state of the log')
})

test('P21 a log of which others had seen more was cut, and that is a fault', async () => {
  const chain = sampleChain()
  const size = chain.places.promoted.index + 1
  chain.vault.say(chain.vault.founder, { type: 'unrelated' })
  const later = chain.vault.say(chain.contributor, { type: 'unrelated' }, { compartment: EVIDENCE_ID })
  const entries = disclose([...Object.values(chain.places), later], (log) =>
    log === chain.vault.founder ? size : log.size(),
  )
  const report = await verified(chain, entries)
  assert.equal(report.ok, false)
  assert.match(faultsOf(report), /had seen 5 entries of the log .* but the package shows 3/u)
})

/** The coordinator is removed after `accepted` entries and goes on writing; what is disclosed, and under which state. */
const removedChain = (
  accepted: number,
): { chain: SampleChain; removed: Place; late: Place; stateOf: (log: SampleLog) => number } => {
  const chain = sampleChain()
  const { vault, coordinator, places } = chain
  const logs = [limitOf(coordinator, accepted)]
  const removed = vault.say(vault.founder, { type: 'member.removed', member: 'member-2', logs })
  const late = vault.admit(coordinator, 'member-4', 'contributor')
  assert.equal(places.admitted3.index, 1)
  return { chain, removed, late, stateOf: (log) => (log === coordinator ? accepted : log.size()) }
}

test('P20 what a removed coordinator did before holds, under the state that was accepted', async () => {
  const { chain, removed, stateOf } = removedChain(2)
  const report = await verified(chain, disclose([...Object.values(chain.places), removed], stateOf))
  assert.equal(faultsOf(report), '')
  const log = report.logs.find(({ member }) => member === 'member-2')
  assert.deepEqual(log?.limit, { size: 2, by: `${idOf(chain.vault.founder)}:${removed.index}` })
})

test('P20 what a removed member wrote after that cannot be shown as good', async () => {
  const { chain, removed, late } = removedChain(2)
  const places = [...Object.values(chain.places), removed]
  const later = await verified(chain, disclose([...places, late]))
  assert.match(faultsOf(later), /written after what is accepted of this log: 2 entries/u)
  assertFault(await verified(chain, disclose(places)), 'not under the state of the log that was accepted')
})

test('P20 an admission that the removal leaves out carries nobody', async () => {
  const { chain, removed, stateOf } = removedChain(1)
  const entries = disclose([...Object.values(chain.places), removed], (log) =>
    log === chain.coordinator ? 2 : stateOf(log),
  )
  assertFault(await verified(chain, entries), 'written after what is accepted of this log: 1 entries')
})

test('P20 a log that the removal of its member does not name is not accepted at all', async () => {
  const chain = sampleChain()
  const { vault, places } = chain
  const removed = vault.say(vault.founder, { type: 'member.removed', member: 'member-3', logs: [] })
  const report = await verified(chain, disclose([...Object.values(places), removed]))
  assertFault(report, 'accepted of this log: 0 entries')
})

test('P20 of two limits of a log the smaller counts', async () => {
  const chain = sampleChain()
  const { vault, places, contributor } = chain
  const device = vault.say(vault.founder, { type: 'device.removed', limit: limitOf(contributor, 1) })
  const member = vault.say(vault.founder, {
    type: 'member.removed',
    member: 'member-3',
    logs: [limitOf(contributor, 2)],
  })
  const report = await verified(chain, disclose([...Object.values(places), device, member]))
  assertFault(report, 'accepted of this log: 1 entries')
})

test('P6 a device that was removed seals nothing', async () => {
  const chain = sampleChain()
  const { vault, places, contributor } = chain
  const removed = vault.say(vault.founder, { type: 'device.removed', limit: limitOf(contributor) })
  const report = await verified(chain, disclose([...Object.values(places), removed]))
  assert.match(faultsOf(report), /package\.note: The device that sealed it was removed/u)
})

test('P15 the report says what it cannot know of removals', async () => {
  const report = await verified(sampleChain())
  assert.ok(
    report.notProven.some((line) => line.startsWith('Removals or changes of roles that the package does not hold')),
  )
  assert.ok(report.notProven.some((line) => line.includes('named by their ids alone')))
})
