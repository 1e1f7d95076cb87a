import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { readMemberChain, toHex } from '@homeward/format'
import type { ChainEntry, Change } from '@homeward/format'
import { COMPARTMENTS } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import { deviceKeyFromSeed } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import { foundingChange } from './founding.ts'
import type { Founding } from './founding.ts'
import { identityFromSeed } from './identity.ts'
import type { Identity } from './identity.ts'
import { chainOf } from './proof-chain.ts'
import { foldRoster } from './roster.ts'
import type { Roster, RosterEntry } from './roster.ts'
import {
  deviceAdded,
  deviceRemoved,
  memberAdded,
  memberChanged,
  memberRemoved,
  readRosterChange,
} from './roster-changes.ts'
import type { LogLimit, RosterChange } from './roster-changes.ts'
import type { VaultState } from './vault-state.ts'

interface Person {
  id: string
  identity: Identity
  device: DeviceKey
  log: string
  /** How much of each log this person's device has. */
  seen: Record<string, number>
}

interface Written {
  log: string
  index: number
  seen: Record<string, number>
  change: Change
}

const PEOPLE = 5
const people = Array.from({ length: PEOPLE }, (_, place): Omit<Person, 'seen'> => {
  const identity = identityFromSeed(new Uint8Array(32).fill(place + 1))
  const device = deviceKeyFromSeed(`d${place}`, new Uint8Array(32).fill(place + 101))
  return { id: `m${place}`, identity, device, log: toHex(device.log.logId) }
})
const compartmentIds = Object.fromEntries(
  COMPARTMENTS.map((name, place) => [name, new Uint8Array(16).fill(place + 1)]),
) as Record<CompartmentName, Uint8Array>
const first = people[0]!
const founding: Founding = {
  vaultHex: 'aa',
  name: 'Lantern group',
  member: { id: first.id, name: 'First', signKey: first.identity.signKey, recipient: first.identity.recipient },
  device: { id: 'd0', vkey: first.device.log.vkeyText, logHex: first.log },
  compartmentIds,
}

const rosterOf = (entries: readonly Written[]): Roster => {
  const byLog = new Map<string, RosterEntry[]>()
  for (const { log, index, seen, change } of entries) {
    const read = readRosterChange(change)
    const changes: RosterChange[] = read === null ? [] : [read]
    byLog.set(log, [...(byLog.get(log) ?? []), { log, index, at: '2030-01-01T00:00:00.000Z', seen, changes }])
  }
  return foldRoster(founding, byLog)
}

const act = fc.record({ by: fc.nat(PEOPLE - 1), on: fc.nat(PEOPLE - 1), kind: fc.nat(5), behind: fc.nat(2) })
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

/**
 * Takes back what a device cannot have merged yet (rule E7): entries that say that their device had merged what is not here. `before` is what
 * was merged already, with all that it rests on.
 */
const closed = (
  written: readonly Written[],
  seen: Record<string, number>,
  before: Readonly<Record<string, number>>,
): Record<string, number> => {
  const early = written.find(
    (entry) =>
      entry.index >= (before[entry.log] ?? 0) &&
      entry.index < (seen[entry.log] ?? 0) &&
      Object.entries(entry.seen).some(([log, size]) => size > (seen[log] ?? 0)),
  )
  return early === undefined ? seen : closed(written, { ...seen, [early.log]: early.index }, before)
}

/** What once failed: a role was changed by somebody whose admission the changed one had not merged. */
const admissionNotMerged: Act[] = (
  [
    [0, 4, 2, 0],
    [4, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [4, 3, 2, 0],
    [1, 0, 0, 0],
    [1, 0, 0, 0],
    [1, 0, 0, 0],
    [0, 0, 0, 1],
    [3, 0, 0, 0],
    [3, 0, 0, 0],
    [1, 0, 0, 0],
    [3, 0, 1, 0],
    [0, 0, 0, 1],
    [0, 1, 0, 1],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
    [1, 0, 0, 0],
  ] as const
).map(([by, on, kind, behind]) => ({ by, on, kind, behind }))

/** What once failed: a founder whom another one had lowered meanwhile made a third, who lowered them again. */
const loweredMeanwhile: Act[] = (
  [
    [0, 1, 2, 1],
    [1, 3, 1, 0],
    [1, 2, 1, 2],
    [0, 2, 2, 0],
    [2, 3, 4, 0],
    [1, 0, 1, 2],
    [2, 0, 1, 1],
  ] as const
).map(([by, on, kind, behind]) => ({ by, on, kind, behind }))

/** What honest devices write: each does what its own roster allows, and some are behind. */
const honestWorld = (acts: readonly Act[]): Written[] => {
  const written: Written[] = []
  const all = people.map((person): Person => ({ ...person, seen: {} }))
  const sizeOf = (log: string): number => (written.findLast((entry) => entry.log === log)?.index ?? -1) + 1
  const write = ({ log, seen }: Person, change: Change): void => {
    const others = Object.fromEntries(Object.entries(seen).filter(([other, size]) => other !== log && size > 0))
    written.push({ log, index: sizeOf(log), seen: others, change })
  }
  // The keys of the roster stand before the founding.
  written.push({ log: first.log, index: 0, seen: {}, change: { type: 'none' } })
  write(
    all[0]!,
    foundingChange({
      vaultHex: founding.vaultHex,
      memberHex: first.id,
      identity: first.identity,
      device: first.device,
      compartmentIds,
    }),
  )
  for (const { by, on, kind, behind } of acts) {
    const author = all[by]!
    const target = all[on]!
    const sizes = all.map(({ log }): [string, number] => {
      const size = log === author.log ? sizeOf(log) : sizeOf(log) - behind
      return [log, Math.max(author.seen[log] ?? 0, size)]
    })
    author.seen = closed(written, Object.fromEntries(sizes), author.seen)
    const view = rosterOf(written.filter(({ log, index }) => index < (author.seen[log] ?? 0)))
    const self = view.members.get(author.id)
    const other = view.members.get(target.id)
    const limitOf = (log: string): LogLimit => ({ log, size: author.seen[log] ?? 0, root: 'aa' })
    const isLimited = view.devices.get(author.log)?.limit !== null && view.devices.has(author.log)
    if (self?.isActive !== true || isLimited) {
      continue
    }
    if (!view.devices.has(author.log)) {
      write(
        author,
        deviceAdded(author.device, {
          member: author.id,
          identity: author.identity,
          founder: founding.member.signKey,
        }),
      )
      continue
    }
    const role = (['contributor', 'coordinator', 'founder'] as const)[kind % 3] ?? 'contributor'
    const mayManage =
      ['coordinator', 'founder'].includes(self.role) &&
      (self.role === 'founder' || (role !== 'founder' && other?.role !== 'founder'))
    if (!mayManage || author === target) {
      continue
    }
    if (other === undefined) {
      const { signKey, recipient } = target.identity
      write(author, memberAdded({ id: target.id, signKey, recipient }, { role, grants: ['roster'] }))
    } else if (kind < 3 && other.isActive) {
      write(author, memberChanged(target.id, { role }))
    } else if (kind === 3 && other.isActive) {
      const logs = [...view.devices.values()].filter(({ member }) => member === target.id).map(({ log }) => log)
      write(author, memberRemoved(target.id, logs.map(limitOf)))
    } else if (kind === 4 && view.devices.get(target.log)?.limit === null) {
      write(author, deviceRemoved(limitOf(target.log)))
    }
  }
  return written
}

test('P18 P20 whatever honest devices wrote, the chain of each log of the roster is one that an outsider follows', () => {
  let followed = 0
  let limited = 0
  fc.assert(
    fc.property(fc.array(act, { minLength: 25, maxLength: 45 }), (acts) => {
      const written = honestWorld(acts)
      const roster = rosterOf(written)
      const byRef = new Map(written.map((entry) => [`${entry.log}:${entry.index}`, entry]))
      for (const device of roster.devices.values()) {
        const refs = chainOf({ roster, founding } as VaultState, [device.log])
        const isRefused = refs.some((ref) => {
          const [log = '', index = ''] = ref.split(':')
          return Number(index) >= (roster.devices.get(log)?.limit?.size ?? Number.POSITIVE_INFINITY)
        })
        // What stands beyond a limit is refused when it is to be proved (P20).
        if (!isRefused) {
          const entries = refs.map((ref): ChainEntry => {
            const { log, index, seen, change } = byRef.get(ref)!
            return { ref, log, index, seen, changes: [change], compartmentHex: toHex(compartmentIds.roster) }
          })
          const { problems, logs } = readMemberChain(entries)
          assert.deepEqual(problems, [])
          const found = logs.get(device.log)
          assert.equal(found?.member, device.member)
          const { limit } = device
          assert.deepEqual(found.limit, limit === null ? null : { size: limit.size, rootHex: 'aa', by: limit.by })
          followed += 1
          limited += limit === null ? 0 : 1
        }
      }
    }),
    { numRuns: 100, examples: [[admissionNotMerged], [loweredMeanwhile]] },
  )
  assert.ok(followed > 100 && limited > 0, `${followed} chains, ${limited} of them limited`)
})
