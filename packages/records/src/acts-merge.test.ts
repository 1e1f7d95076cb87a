import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyIndex, type OpenedEntry } from '@homeward/vault'
import fc from 'fast-check'
import { listActs } from './acts.ts'
import type { RecordChange } from './changes.ts'
import { canonicalJson, sha256, toHex } from '@homeward/format'
import { foldRegistry } from './fold-registry.ts'
import { registrySchema } from './schema.ts'
import { testMembers } from './test-members.ts'

const at = '2030-03-01T08:00:00.000Z'
const now = new Date('2030-03-02T09:00:00Z')
const logs = ['aa', 'bb', 'cc']

const proposed = (act: string) => ({
  type: 'act.proposed' as const,
  act,
  kind: 'erasure' as const,
  subject: `Erase ${act}.`,
  reason: 'asked',
  opens: ['registry' as const],
  until: '2030-03-08T08:00:00.000Z',
})

function digest(act: string, index: number): string {
  return toHex(sha256(canonicalJson({ entry: `aa:${index}`, proposed: proposed(act) })))
}

/** One log a member; what each says is about proposals at known places of the first log. */
const saying = fc.record({
  who: fc.nat(2),
  about: fc.nat(1),
  what: fc.constantFrom('approved', 'refused', 'withdrawn', 'done'),
})

test('R19 the logs of the members, merged in any order, come to the same', async (t) => {
  const { as, ids } = await testMembers(t, { second: { role: 'coordinator' }, helper: { role: 'contributor' } })
  const records = await as('founder')
  const members = [ids['founder']!, ids['second']!, ids['helper']!]
  const proposals = ['act-one', 'act-two'].map((act, index) => ({ act, proposal: digest(act, index) }))
  const entryOf = (who: number, index: number, change: RecordChange): OpenedEntry & { changes: RecordChange[] } => ({
    log: logs[who]!,
    index,
    at,
    seen: {},
    changes: [change],
    compartment: 'registry',
    member: members[who]!,
    isErased: false,
    device: `device-${who}`,
  })
  let approvals = 0
  fc.assert(
    fc.property(
      fc.array(saying, { maxLength: 8 }),
      fc.array(fc.nat(1000), { minLength: 32, maxLength: 32 }),
      (said, dice) => {
        const byLog = logs.map((_, who) =>
          who === 0 ? proposals.map(({ act }, index) => entryOf(0, index, proposed(act))) : [],
        )
        for (const { who, about, what } of said) {
          const { act, proposal } = proposals[about]!
          const change: RecordChange =
            what === 'done'
              ? { type: 'act.done', act, proposal }
              : { type: 'act.answered', act, proposal, answer: what }
          byLog[who]!.push(entryOf(who, byLog[who]!.length, change))
        }
        const fold = (pick: (step: number, open: number) => number) => {
          const db = emptyIndex()
          db.exec(registrySchema)
          const queues = byLog.map((entries) => [...entries])
          for (let step = 0; queues.some((queue) => queue.length > 0); step++) {
            const open = queues.filter((queue) => queue.length > 0)
            const entry = open[pick(step, open.length)]!.shift()!
            foldRegistry(db, entry, entry.changes)()
          }
          const acts = listActs({ ...records, registry: db }, now)
          db.close()
          return acts
        }
        const one = fold(() => 0)
        assert.equal(one.length, 2)
        approvals += one.filter(({ state }) => state === 'approved').length
        for (const { state, answers } of one)
          if (state === 'approved')
            assert.ok(
              answers.some(({ counts, answer, member }) => counts && answer === 'approved' && member === members[1]),
            )
        assert.deepEqual(
          fold((_, open) => open - 1),
          one,
        )
        assert.deepEqual(
          fold((step, open) => dice[step]! % open),
          one,
        )
      },
    ),
    { numRuns: 150, seed: 7 },
  )
  assert.ok(approvals > 20, `${approvals} of the worlds had an approval`)
})
