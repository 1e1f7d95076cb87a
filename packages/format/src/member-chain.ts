/** Whose log it is: the chain from the founding of a vault to a device (docs/spec/package.md, P13 and P18 to P21). */
import { keyOf, readDevice, takeFact } from './chain-steps.ts'
import type { KnownLog, KnownMember, Reading } from './chain-steps.ts'
import type { ChainEntry, ChainLimit, ChainLog, ChainMember, MemberChain } from './chain-types.ts'
import { readRosterFact } from './roster-facts.ts'
import type { RosterFact } from './roster-facts.ts'
import { rosterOrder } from './roster-order.ts'

interface StatedFact {
  entry: ChainEntry
  fact: RosterFact
}

type Founded = StatedFact & { fact: RosterFact & { type: 'vault.founded' } }
type Problem = Reading['problem']

/** The facts that the entries state, in the order in which they count. */
const factsIn = (entries: readonly ChainEntry[], problem: Problem): StatedFact[] =>
  rosterOrder(entries).flatMap((entry) =>
    entry.changes.flatMap((change) => {
      const fact = readRosterFact(change)
      if (typeof fact === 'string') {
        problem(entry, fact)
      }
      return fact === null || typeof fact === 'string' ? [] : [{ entry, fact }]
    }),
  )

const isFounded = (stated: StatedFact): stated is Founded => stated.fact.type === 'vault.founded'

/** Begins a chain with the founding. `null`, and a problem, when there is none to rely on. */
const begin = ({ entry, fact }: Founded, problem: Problem): Reading | null => {
  const signKey = keyOf(fact.signKey)
  const read = signKey === null ? null : readDevice(fact, { entry, signKey, problem })
  if (signKey === null || read === null) {
    if (signKey === null) {
      problem(entry, 'The key of the founder is malformed.')
    }
    return null
  }
  const { vault, compartments, member, device } = fact
  const log: KnownLog = { ...read, member, device, limit: null, entry: entry.ref }
  return {
    founding: { vault, compartments, log: read.log, entry: entry.ref, signKey: fact.signKey },
    logs: new Map([[read.log, log]]),
    members: new Map([[member, { id: member, signKey, addedBy: null, roles: [{ entry, role: 'founder' }] }]]),
    removals: [],
    problem,
  }
}

/**
 * How much of a log is accepted: of several limits the smallest, of several of one size the first by the name of its entry; a log that a
 * removal of its member leaves out, not at all.
 */
const limitOf = ({ removals }: Reading, { log, member }: KnownLog): ChainLimit | null => {
  const limits = removals.flatMap(({ entry, member: removed, logs }) => {
    const stated = logs.find((limit) => limit.log === log)
    if (stated !== undefined) {
      return [{ size: stated.size, rootHex: stated.rootHex, by: entry.ref }]
    }
    return removed === member ? [{ size: 0, rootHex: '', by: entry.ref }] : []
  })
  return limits.toSorted((left, right) => left.size - right.size || (left.by < right.by ? -1 : 1))[0] ?? null
}

const logOfRef = (ref: string): string => ref.split(':')[0] ?? ''

/** All entries on which a log rests: those that say whose it is, and those on which their logs rest. */
const restsOf = ({ members }: Reading, logs: ReadonlyMap<string, KnownLog>, first: KnownLog): string[] => {
  const rests = new Set<string>()
  const visited = new Set<string>()
  const waiting: KnownLog[] = [first]
  for (let log = waiting.pop(); log !== undefined; log = waiting.pop()) {
    visited.add(log.log)
    const roles = members.get(log.member)?.roles ?? []
    const refs = [log.entry, ...roles.map(({ entry }) => entry.ref), ...(log.limit === null ? [] : [log.limit.by])]
    for (const ref of refs) {
      rests.add(ref)
      const next = logs.get(logOfRef(ref))
      if (next !== undefined && !visited.has(next.log)) {
        waiting.push(next)
      }
    }
  }
  return [...rests]
}

const shown = ({ id, addedBy, roles }: KnownMember): ChainMember => ({
  id,
  addedBy,
  role: roles.at(-1)?.role ?? '',
  entry: roles[0]?.entry.ref ?? '',
})

const finish = (reading: Reading, entries: readonly ChainEntry[]): Pick<MemberChain, 'logs' | 'members'> => {
  const limited = new Map([...reading.logs].map(([id, log]) => [id, { ...log, limit: limitOf(reading, log) }]))
  for (const entry of entries) {
    const limit = limited.get(entry.log)?.limit
    if (limit !== undefined && limit !== null && entry.index >= limit.size) {
      reading.problem(
        entry,
        `It was written after what is accepted of this log: ${limit.size} entries, says ${limit.by}.`,
      )
    }
  }
  const logs = [...limited.values()].map((log): [string, ChainLog] => [
    log.log,
    { ...log, rests: restsOf(reading, limited, log) },
  ])
  return {
    logs: new Map(logs),
    members: new Map([...reading.members].map(([id, member]) => [id, shown(member)])),
  }
}

/**
 * Reads out of disclosed entries whose logs they are: founding, admissions, roles, devices, removals. Each change counts
 * when its author had the authority (M3); a removal that is not among the entries is not known.
 * What does not hold is a problem, and is left out. That the entries stand in their logs is for the caller to check.
 */
export const readMemberChain = (entries: readonly ChainEntry[]): MemberChain => {
  const problems: MemberChain['problems'] = []
  const problem: Problem = ({ ref }, what) => {
    problems.push({ ref, what })
  }
  const facts = factsIn(entries, problem)
  const [founded, second] = facts.filter(isFounded)
  if (founded === undefined || second !== undefined) {
    const found = founded === undefined ? 'none' : 'several'
    problems.push({ ref: null, what: `The package must disclose one founding entry; it has ${found}.` })
    return { founding: null, logs: new Map(), members: new Map(), problems }
  }
  const { compartments } = founded.fact
  for (const entry of new Set(facts.map((stated) => stated.entry))) {
    if (entry.compartmentHex !== compartments['roster']) {
      problem(entry, 'It does not stand in the compartment that the founding calls the roster.')
    }
  }
  const reading = begin(founded, problem)
  if (reading === null) {
    return { founding: null, logs: new Map(), members: new Map(), problems }
  }
  for (const { entry, fact: stated } of facts) {
    takeFact(reading, entry, stated)
  }
  const { vault, log, entry } = reading.founding
  return { founding: { vault, compartments, log, entry }, ...finish(reading, entries), problems }
}
