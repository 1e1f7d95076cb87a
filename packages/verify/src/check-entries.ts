/** The disclosed entries and the proofs that they stand in their logs (docs/spec/package.md, P12, P19–P21). */
import {
  fromHex,
  fromUtf8,
  leafHash,
  openEntry,
  parseCheckpoint,
  parseEntryHeader,
  parseProofPath,
  parseTlogProof,
  PROOF_SUFFIX,
  proofPath,
  toHex,
  verifyInclusion,
  verifyNote,
} from '@homeward/format'
import type { ChainEntry, ChainLog, EntryBody, MemberChain } from '@homeward/format'
import type { Bag } from './bag.ts'
import { readText, wordsOf } from './check-files.ts'
import type { AddFault } from './report.ts'

/** A disclosed entry; `body` is null when it could not be opened. */
export interface CheckedEntry {
  ref: string
  logHex: string
  index: number
  /** The path of its files without suffix, for faults. */
  path: string
  entry: Uint8Array
  body: EntryBody | null
  proof: string | null
}

const MESSAGE_KEY_LINE = /^(?<key>[\da-f]{64})\n$/u

const openOne = async (
  bag: Bag,
  { logHex, index }: { logHex: string; index: number },
  addFault: AddFault,
): Promise<CheckedEntry | null> => {
  const path = proofPath({ logHex, index })
  const entry = await readText(bag, path + PROOF_SUFFIX.entry, addFault)
  const keyLine = await readText(bag, path + PROOF_SUFFIX.key, addFault)
  const proofBytes = await readText(bag, path + PROOF_SUFFIX.proof, addFault)
  if (entry === null) {
    return null
  }
  const checked: CheckedEntry = { ref: `${logHex}:${index}`, logHex, index, path, entry, body: null, proof: null }
  try {
    if (proofBytes !== null) {
      checked.proof = fromUtf8(proofBytes)
    }
    if (keyLine !== null) {
      const keyHex = MESSAGE_KEY_LINE.exec(fromUtf8(keyLine))?.groups?.['key']
      if (keyHex === undefined) {
        addFault(path + PROOF_SUFFIX.key, 'It is not a key of 64 hexadecimal digits.')
      } else {
        checked.body = openEntry({ entry, messageKey: fromHex(keyHex), logId: fromHex(logHex), index })
      }
    }
  } catch (error) {
    addFault(path, wordsOf(error))
  }
  return checked
}

/** Opens every entry under `proofs/`, in the order of log and index. */
export const openEntries = async (bag: Bag, addFault: AddFault): Promise<CheckedEntry[]> => {
  const places = new Map<string, { logHex: string; index: number }>()
  for (const path of bag.files.keys()) {
    const place = parseProofPath(path)
    if (place !== null) {
      places.set(proofPath(place), place)
    }
  }
  const sorted = [...places.values()].toSorted((left, right) =>
    left.logHex === right.logHex ? left.index - right.index : left.logHex < right.logHex ? -1 : 1,
  )
  const entries: CheckedEntry[] = []
  for (const place of sorted) {
    const checked = await openOne(bag, place, addFault)
    if (checked !== null) {
      entries.push(checked)
    }
  }
  return entries
}

/** The opened entries as the chain of authority reads them. */
export const chainEntries = (entries: readonly CheckedEntry[]): ChainEntry[] =>
  entries.flatMap(({ ref, logHex, index, entry, body }) => {
    if (body === null) {
      return []
    }
    const compartmentHex = toHex(parseEntryHeader(entry).header.compartmentId)
    return [{ ref, log: logHex, index, compartmentHex, seen: body.seen, changes: body.changes }]
  })

/** A state of a log that its device signed. */
interface SignedState {
  size: bigint
  rootHex: string
}

/** What the checks of the entries established. */
export interface CheckedEntries {
  /** Refs of the entries that are opened and proven, in logs whose owners are. */
  proven: ReadonlySet<string>
  /** By log, how many entries it had in the state that the package shows. */
  sizes: ReadonlyMap<string, number>
}

/** Checks the proof of one entry, each part by itself (P12). Returns the state that its checkpoint signs. */
const checkProof = (
  { entry, index, proof: text }: CheckedEntry,
  { key }: ChainLog,
  fault: (what: string) => void,
): SignedState | null => {
  try {
    const proof = parseTlogProof(text ?? '')
    if (proof.index !== BigInt(index)) {
      fault('Its proof is for another place of the log.')
    }
    if (proof.extra !== undefined) {
      fault('Its proof carries data that nothing signs.')
    }
    const { origin, size, root } = parseCheckpoint(verifyNote(proof.checkpoint, [key]).text)
    if (origin !== key.name) {
      fault('Its proof is for another log.')
    }
    const leaf = leafHash(entry)
    if (!verifyInclusion({ index: proof.index, size, leafHash: leaf, proof: proof.hashes, root })) {
      fault('The log does not hold this entry at this place.')
    }
    return { size, rootHex: toHex(root) }
  } catch (error) {
    fault(wordsOf(error))
    return null
  }
}

/** Whether this state of a log fits the others in the package and the limit that a removal sets (P19, P20). */
const checkState = (
  state: SignedState,
  { log, first }: { log: ChainLog; first: SignedState | undefined },
  fault: (what: string) => void,
): void => {
  const { limit } = log
  if (first !== undefined && (first.size !== state.size || first.rootHex !== state.rootHex)) {
    fault(
      first.size === state.size
        ? 'The log signed two different states of the same size: it was rewritten.'
        : 'Its proof is under another state of the log than that of the others in the package.',
    )
  }
  if (limit !== null && (state.size !== BigInt(limit.size) || state.rootHex !== limit.rootHex)) {
    fault(`Its proof is not under the state of the log that was accepted when its device was removed (${limit.by}).`)
  }
}

/** No entry had seen more of a log than the package shows of it (P21). */
const checkSeen = (
  entries: readonly CheckedEntry[],
  { logs }: MemberChain,
  states: ReadonlyMap<string, SignedState>,
  addFault: AddFault,
): void => {
  for (const { path, body } of entries) {
    for (const [log, seen] of Object.entries(body?.seen ?? {})) {
      const state = states.get(log)
      if (state !== undefined && logs.get(log)?.limit === null && BigInt(seen) > state.size) {
        addFault(path, `Its device had seen ${seen} entries of the log ${log}, but the package shows ${state.size}.`)
      }
    }
  }
}

/** Checks the proofs of all entries, and that the logs belong to whom the chain says (P12, P18 to P21). */
export const checkEntries = (
  entries: readonly CheckedEntry[],
  chain: MemberChain,
  addFault: AddFault,
): CheckedEntries => {
  const holding = new Set<string>()
  const states = new Map<string, SignedState>()
  const compartments = new Set(Object.values(chain.founding?.compartments ?? {}))
  const pathOf = new Map(entries.map(({ ref, path }) => [ref, path]))
  for (const entry of entries) {
    let good = entry.body !== null
    const fault = (what: string): void => {
      good = false
      addFault(entry.path, what)
    }
    const log = chain.logs.get(entry.logHex)
    if (log === undefined) {
      fault('Its proof cannot be checked, because the package does not show whose log this is.')
    } else {
      const state = checkProof(entry, log, fault)
      if (state !== null) {
        checkState(state, { log, first: states.get(entry.logHex) }, fault)
        states.set(entry.logHex, states.get(entry.logHex) ?? state)
      }
    }
    if (entry.body !== null && !compartments.has(toHex(parseEntryHeader(entry.entry).header.compartmentId))) {
      fault('It stands in no compartment of this vault.')
    }
    if (good) {
      holding.add(entry.ref)
    }
  }
  for (const { ref, what } of chain.problems) {
    addFault(ref === null ? 'proofs' : (pathOf.get(ref) ?? ref), what)
    holding.delete(ref ?? '')
  }
  checkSeen(entries, chain, states, addFault)
  const isOwned = (logHex: string): boolean => chain.logs.get(logHex)?.rests.every((ref) => holding.has(ref)) === true
  return {
    proven: new Set(entries.filter(({ ref, logHex }) => holding.has(ref) && isOwned(logHex)).map(({ ref }) => ref)),
    sizes: new Map([...states].map(([log, { size }]) => [log, Number(size)])),
  }
}
