import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import type { CompartmentName } from './compartment.ts'
import type { Founding } from './founding.ts'
import { foldRoster } from './roster.ts'
import type { Roster, RosterEntry } from './roster.ts'
import type { Role } from '@homeward/format'
import type { LogLimit, RosterChange } from './roster-changes.ts'

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill)
const founding: Founding = {
  vaultHex: 'v',
  name: 'Lantern group',
  member: { id: 'f', name: 'Founder', signKey: bytes(1), recipient: bytes(1) },
  device: { id: 'df', vkey: '', logHex: 'lf' },
  compartmentIds: {
    registry: bytes(1),
    evidence: bytes(2),
    testimony: bytes(3),
    assistance: bytes(4),
    roster: bytes(5),
  },
}

const atOf = (day: number): string => new Date(Date.UTC(2030, 0, 1 + day)).toISOString()

/** A world of logs: each `say` is one entry of a log that has seen everything so far, or what is told. */
const world = (): {
  say: (log: string, change: RosterChange, seen?: Record<string, number>) => void
  join: (id: string, role: Role, by?: string) => void
  sizes: () => Record<string, number>
  roster: () => Roster
  logs: Map<string, RosterEntry[]>
} => {
  // The founder's log begins with the keys of the roster and the founding.
  const begun = [0, 1].map((index): RosterEntry => ({ log: 'lf', index, at: atOf(index), seen: {}, changes: [] }))
  const logs = new Map<string, RosterEntry[]>([['lf', begun]])
  const sizes = (): Record<string, number> => Object.fromEntries([...logs].map(([log, { length }]) => [log, length]))
  const say = (log: string, change: RosterChange, seen = sizes()): void => {
    const entries = logs.get(log) ?? []
    const others = Object.fromEntries(Object.entries(seen).filter(([other]) => other !== log))
    logs.set(log, [
      ...entries,
      { log, index: entries.length, at: atOf(entries.length), seen: others, changes: [change] },
    ])
  }
  const join = (id: string, role: Role, by = 'lf'): void => {
    const member = { id, signKey: bytes(9), recipient: bytes(9) }
    say(by, { type: 'member.added', member, role, grants: ['roster', 'registry'] })
    say(`l${id}`, {
      type: 'device.added',
      device: `d${id}`,
      vkey: '',
      log: `l${id}`,
      member: id,
      founder: '',
      isSigned: () => true,
    })
  }
  return { say, join, sizes, logs, roster: () => foldRoster(founding, logs) }
}

const limit = (log: string, size: number): LogLimit => ({ log, size, root: '' })
const removal = (member: string, logs: LogLimit[]): RosterChange => ({ type: 'member.removed', member, logs })
const deviceRemoval = (log: string, size: number): RosterChange => ({
  type: 'device.removed',
  limit: limit(log, size),
})
const added = (id: string, role: Role): RosterChange => ({
  type: 'member.added',
  member: { id, signKey: bytes(9), recipient: bytes(9) },
  role,
  grants: [],
})
const active = (roster: Roster): string[] =>
  [...roster.members.values()].filter(({ isActive }) => isActive).map(({ id }) => id)

test('M3 only coordinators and founders change the roster, and only a founder makes founders', () => {
  const { say, join, roster } = world()
  join('c', 'coordinator')
  join('w', 'contributor')
  say('lw', added('x', 'reader'))
  say('lc', added('y', 'founder'))
  say('lc', added('z', 'reader'))
  say('lw', { type: 'member.changed', member: 'w', role: 'founder' })
  say('lc', { type: 'member.changed', member: 'c', role: 'founder', grants: ['testimony'] })
  say('lc', removal('f', [limit('lf', 4)]))
  assert.deepEqual(active(roster()), ['f', 'c', 'w', 'z'])
  assert.equal(roster().members.get('w')?.role, 'contributor')
  assert.equal(roster().members.get('c')?.role, 'coordinator')
  assert.deepEqual([...(roster().members.get('c')?.grants ?? [])], ['roster', 'registry'])
})

test('M3 a role counts by what its author had merged, whatever others wrote meanwhile', () => {
  const { say, join, roster, sizes } = world()
  join('g', 'founder')
  join('w', 'contributor')
  const known = sizes()
  say('lg', { type: 'member.changed', member: 'f', role: 'coordinator' }, known)
  // The founder makes another one, and does not know yet that they are none any more.
  say('lf', { type: 'member.changed', member: 'w', role: 'founder' }, known)
  assert.deepEqual([roster().members.get('f')?.role, roster().members.get('w')?.role], ['coordinator', 'founder'])
  say('lf', { type: 'member.changed', member: 'w', role: 'reader' })
  assert.equal(roster().members.get('w')?.role, 'founder')
})

test('M3 of two founders who lower each other, neither knowing of it, one stays', () => {
  const { say, join, roster, sizes } = world()
  join('g', 'founder')
  const known = sizes()
  say('lf', { type: 'member.changed', member: 'g', role: 'contributor' }, known)
  say('lg', { type: 'member.changed', member: 'f', role: 'contributor' }, known)
  const roles = [...roster().members.values()].map(({ role }) => role)
  assert.deepEqual(roles.toSorted(), ['contributor', 'founder'])
})

test('M3 whoever two people admitted at the same time has the later role, and another key changes nothing', () => {
  const { say, join, roster, sizes } = world()
  join('c', 'coordinator')
  const known = sizes()
  say('lf', added('x', 'coordinator'), known)
  say('lc', added('x', 'reader'), known)
  assert.deepEqual([roster().members.get('x')?.role, roster().members.get('x')?.shownBy.length], ['coordinator', 2])
  const other = { id: 'x', signKey: bytes(7), recipient: bytes(7) }
  say('lf', { type: 'member.added', member: other, role: 'founder', grants: [] })
  assert.equal(roster().members.get('x')?.role, 'coordinator')
  assert.deepEqual(roster().members.get('x')?.signKey, bytes(9))
})

test('M4 a log counts from its first entry on, when its member signed the device and nobody else has it', () => {
  const { say, join, roster } = world()
  join('a', 'contributor')
  const device = { type: 'device.added', device: 'd', vkey: '', log: 'l2', member: 'a', founder: '' } as const
  say('l2', { ...device, isSigned: () => false })
  assert.deepEqual([...roster().devices.keys()], ['lf', 'la'])
  say('l3', { ...device, log: 'l3', isSigned: (key) => key[0] === 9 })
  say('l4', { ...device, log: 'l3', isSigned: () => true })
  assert.deepEqual([...roster().devices.keys()].toSorted(), ['l3', 'la', 'lf'])
  assert.equal(roster().devices.get('l3')?.member, 'a')
})

test('M6 what a removed member wrote after the accepted size is ignored, whatever it claims to have seen', () => {
  const { say, join, roster } = world()
  join('c', 'coordinator')
  join('w', 'contributor', 'lc')
  say('lc', { type: 'member.changed', member: 'w', name: 'Before' })
  const before = { lf: 1, lc: 3, lw: 1 }
  say('lf', removal('c', [limit('lc', 3)]))
  say('lc', { type: 'member.changed', member: 'w', name: 'After', role: 'coordinator' }, before)
  say('lc', {
    type: 'member.added',
    member: { id: 'x', signKey: bytes(9), recipient: bytes(9) },
    role: 'coordinator',
    grants: [],
  })
  assert.deepEqual(active(roster()), ['f', 'w'])
  assert.equal(roster().members.get('w')?.name, 'Before')
  assert.equal(roster().devices.get('lc')?.limit?.size, 3)
})

test('M6 of two limits of one log the smaller counts, and no later removal takes back in what was left out', () => {
  const { say, join, roster } = world()
  join('c', 'coordinator')
  say('lf', deviceRemoval('lc', 1))
  say('lc', added('x', 'reader'))
  say('lf', removal('c', [limit('lc', 2)]))
  assert.deepEqual(active(roster()), ['f'])
  const { limit: set, log } = roster().devices.get('lc') ?? {}
  assert.deepEqual([log, set?.size, set?.by], ['lc', 1, 'lf:3'])
})

test('M6 what a removed device wrote after the accepted size is ignored, wherever it lies in the order', () => {
  const { say, join, roster } = world()
  join('c', 'coordinator')
  join('w', 'contributor')
  say('lc', { type: 'member.changed', member: 'w', name: 'Before' })
  const before = { lf: 4, lc: 2, lw: 1 }
  // The founder has not seen what the taken device writes; by its own word that comes before the removal.
  say('lc', added('x', 'coordinator'), before)
  say('lc', { type: 'member.changed', member: 'w', name: 'After', role: 'coordinator' }, before)
  say('lf', deviceRemoval('lc', 2), { lc: 2, lw: 1 })
  assert.deepEqual(active(roster()), ['f', 'c', 'w'])
  assert.deepEqual([roster().members.get('w')?.name, roster().members.get('w')?.role], ['Before', 'contributor'])
  const { limit: set } = roster().devices.get('lc') ?? {}
  assert.deepEqual([set?.size, set?.by], [2, 'lf:4'])
})

test('M6 who was admitted by a removed device after the accepted size removes nobody', () => {
  const { say, join, roster } = world()
  join('c', 'coordinator')
  join('x', 'coordinator', 'lc')
  say('lx', removal('f', [limit('lf', 3)]))
  say('lx', deviceRemoval('lf', 3))
  say('lf', deviceRemoval('lc', 1), { lc: 1 })
  assert.deepEqual(active(roster()), ['f', 'c'])
  assert.deepEqual([roster().devices.get('lf')?.limit, roster().devices.has('lx')], [null, false])
})

test('M7 two devices that remove each other both stay, shown as waiting, until a third settles it', () => {
  const { say, join, roster, sizes } = world()
  join('a', 'coordinator')
  join('b', 'coordinator')
  const seen = sizes()
  say('la', deviceRemoval('lb', 1), seen)
  say('lb', deviceRemoval('la', 1), seen)
  const limits = (): (number | undefined)[] => ['la', 'lb'].map((log) => roster().devices.get(log)?.limit?.size)
  assert.deepEqual(limits(), [undefined, undefined])
  assert.deepEqual(
    roster().contested.map(({ author, target, isDevice }) => [author, target, isDevice]),
    [
      ['a', 'b', true],
      ['b', 'a', true],
    ],
  )
  say('lf', deviceRemoval('lb', 1))
  assert.deepEqual([limits(), roster().contested], [[undefined, 1], []])
})

test('M6 M7 a device that is removed removes nobody after the accepted size, and one that takes itself out is out', () => {
  const { say, join, roster } = world()
  join('a', 'coordinator')
  join('b', 'coordinator')
  say('lf', deviceRemoval('la', 1), { la: 1 })
  say('la', removal('b', [limit('lb', 1)]), { lb: 1 })
  assert.deepEqual(active(roster()), ['f', 'a', 'b'])
  say('lb', deviceRemoval('lb', 1))
  say('lb', removal('a', [limit('la', 1)]))
  assert.deepEqual([active(roster()), roster().devices.get('lb')?.limit?.size], [['f', 'a', 'b'], 1])
})

test('M6 what a removed device added beyond its accepted size changes nothing, whatever it claims to have seen', () => {
  const claims = fc.array(fc.record({ kind: fc.nat(4), behind: fc.nat(6) }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(claims, fc.nat(2), (late, early) => {
      const honest = world()
      const attacked = world()
      for (const { say, join, sizes } of [honest, attacked]) {
        join('c', 'coordinator')
        join('d', 'coordinator')
        join('w', 'contributor')
        for (let index = 0; index < early; index += 1)
          say('lc', { type: 'member.changed', member: 'w', name: `Name ${index}` })
        const known = sizes()
        if (attacked.say === say)
          for (const [place, { kind, behind }] of late.entries()) {
            const seen = Object.fromEntries(
              Object.entries(known).map(([log, size]) => [log, Math.max(1, size - behind)]),
            )
            const change: RosterChange =
              kind === 0
                ? added(`x${place}`, 'coordinator')
                : kind === 1
                  ? { type: 'member.changed', member: 'w', role: 'coordinator', name: 'Later' }
                  : kind === 2
                    ? { type: 'recovery.rehearsed', member: 'c' }
                    : kind === 3
                      ? removal('w', [limit('lw', 0)])
                      : { type: 'keys.given', compartment: 'registry', epoch: 2, position: place, members: ['c'] }
            say('lc', change, seen)
          }
        say('ld', { type: 'device.removed', limit: limit('lc', known['lc'] ?? 0) }, known)
      }
      assert.deepEqual(attacked.roster(), honest.roster())
    }),
  )
})

test('M6 nobody who was added after the accepted size removes anybody', () => {
  const { say, join, roster } = world()
  join('c', 'coordinator')
  join('d', 'coordinator')
  say('lf', removal('c', [limit('lc', 1)]), { lc: 1 })
  join('x', 'coordinator', 'lc')
  say('lx', removal('d', [limit('ld', 1)]))
  assert.deepEqual(active(roster()), ['f', 'd'])
  assert.deepEqual(roster().contested, [])
})

test('M7 two who remove each other both stay, shown as waiting, until a third settles it', () => {
  const { say, join, roster, sizes } = world()
  join('a', 'coordinator')
  join('b', 'coordinator')
  const seen = sizes()
  say('la', removal('b', [limit('lb', 1)]), seen)
  say('lb', removal('a', [limit('la', 1)]), seen)
  assert.deepEqual(active(roster()), ['f', 'a', 'b'])
  assert.deepEqual(
    roster().contested.map(({ author, target }) => [author, target]),
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
  )
  say('lf', removal('b', [limit('lb', 1)]))
  assert.deepEqual(active(roster()), ['f', 'a'])
  assert.deepEqual(roster().contested, [])
})

test('M7 a removal that knew of the other one wins over it', () => {
  const { say, join, roster } = world()
  join('a', 'coordinator')
  join('b', 'coordinator')
  say('la', removal('b', [limit('lb', 1)]))
  say('lb', removal('a', [limit('la', 2)]))
  assert.deepEqual(active(roster()), ['f', 'a'])
})

test('M6 M7 the roster does not depend on the order in which logs arrive', () => {
  const acts = fc.array(fc.record({ by: fc.nat(4), on: fc.nat(4), kind: fc.nat(3), behind: fc.nat(3) }), {
    maxLength: 25,
  })
  const grants: CompartmentName[] = ['registry', 'evidence']
  fc.assert(
    fc.property(acts, fc.infiniteStream(fc.nat(1_000_000)), (done, noise) => {
      const { say, join, logs, sizes } = world()
      const ids = ['f', 'a', 'b', 'c', 'd']
      for (const id of ids.slice(1)) join(id, id === 'd' ? 'contributor' : 'coordinator')
      for (const { by, on, kind, behind } of done) {
        const target = ids[on] ?? 'f'
        const seen = Object.fromEntries(Object.entries(sizes()).map(([log, size]) => [log, Math.max(1, size - behind)]))
        const limits = [limit(`l${target}`, seen[`l${target}`] ?? 0)]
        const change: RosterChange =
          kind === 0
            ? removal(target, limits)
            : kind === 1
              ? { type: 'member.changed', member: target, role: 'contributor' }
              : kind === 2
                ? { type: 'member.changed', member: target, grants }
                : { type: 'device.removed', limit: limits[0] ?? limit('lf', 0) }
        say(`l${ids[by] ?? 'f'}`, change, seen)
      }
      const noisy = [...noise.take(logs.size)]
      const shuffled = new Map(
        [...logs]
          .map((log, place) => ({ log, key: noisy[place] ?? 0 }))
          .toSorted((x, y) => x.key - y.key)
          .map(({ log }) => log),
      )
      assert.deepEqual(foldRoster(founding, shuffled), foldRoster(founding, logs))
      // Somebody with full rights is always left: a founder is removed by another founder only.
      assert.equal(foldRoster(founding, logs).members.get('f')?.isActive, true)
    }),
  )
})

test('K8 nobody records a rehearsal for somebody else, and the latest in the order counts', () => {
  const { say, join, roster } = world()
  join('r', 'reader')
  say('lf', { type: 'recovery.rehearsed', member: 'r' })
  assert.equal(roster().members.get('r')?.rehearsed, null)
  say('lr', { type: 'recovery.rehearsed', member: 'r' })
  say('lr', { type: 'recovery.rehearsed', member: 'f' })
  say('lr', { type: 'recovery.rehearsed', member: 'r' })
  assert.equal(roster().members.get('r')?.rehearsed, atOf(3))
  assert.equal(roster().members.get('f')?.rehearsed, null)
})
