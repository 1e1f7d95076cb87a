/** The disclosed entries and the key that signed their log (docs/spec/package.md, P12–P14; docs/spec/entry.md, E10–E12). */
import {
  deviceLog,
  deviceStatement,
  ed25519Verify,
  fromBase64,
  fromHex,
  fromUtf8,
  leafHash,
  openEntry,
  parseCheckpoint,
  parseEntryHeader,
  parseProofPath,
  parseTlogProof,
  parseVkey,
  PROOF_SUFFIX,
  proofPath,
  toHex,
  verifyInclusion,
  verifyNote,
} from '@homeward/format'
import type { Change, EntryBody, Vkey } from '@homeward/format'
import type { Bag } from './bag.ts'
import { readText, wordsOf } from './check-files.ts'
import { foundingShape } from './package-shapes.ts'
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

/** Who signs the log, as the founding entry has it. */
export interface Founding {
  vault: string
  member: string
  logHex: string
  vkeyText: string
  key: Vkey
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

interface FoundingChange {
  vault: string
  member: { id: string; signKey: string }
  device: { id: string; vkey: string }
  compartments: { roster: string }
  deviceSig: string
}

const foundingsIn = (entries: readonly CheckedEntry[]): { entry: CheckedEntry; change: Change }[] =>
  entries.flatMap((entry) =>
    (entry.body?.changes ?? []).filter(({ type }) => type === 'vault.founded').map((change) => ({ entry, change })),
  )

/** Finds the key of the log in the founding entry (P13). Null, and a fault, when there is none to rely on. */
export const findFounding = (entries: readonly CheckedEntry[], addFault: AddFault): Founding | null => {
  const [first, second] = foundingsIn(entries)
  if (first === undefined || second !== undefined) {
    addFault(
      'proofs',
      `The package must disclose one founding entry; it has ${first === undefined ? 'none' : 'several'}.`,
    )
    return null
  }
  const problems = foundingShape(first.change, 'vault.founded')
  if (problems.length > 0) {
    for (const problem of problems) {
      addFault(first.entry.path, problem)
    }
    return null
  }
  const { vault, member, device, compartments, deviceSig } = first.change as unknown as FoundingChange
  try {
    if (toHex(parseEntryHeader(first.entry.entry).header.compartmentId) !== compartments.roster) {
      addFault(first.entry.path, 'The founding entry does not stand in the compartment that it calls the roster.')
    }
    const key = parseVkey(device.vkey)
    const log = deviceLog(key.publicKey)
    const logHex = toHex(log.logId)
    if (log.vkeyText !== device.vkey || logHex !== first.entry.logHex) {
      addFault(first.entry.path, 'The key in the founding entry is not that of this log.')
    }
    if (!ed25519Verify(fromBase64(member.signKey), deviceStatement(device.vkey), fromBase64(deviceSig))) {
      addFault(first.entry.path, 'The member did not sign that the device is theirs.')
    }
    return { vault, member: member.id, logHex, vkeyText: device.vkey, key }
  } catch (error) {
    addFault(first.entry.path, wordsOf(error))
    return null
  }
}

/** Checks the proof of one entry, each part by itself (P12). Returns the size and root that its checkpoint signs. */
const checkProof = (
  { entry, index, logHex, proof: text }: CheckedEntry,
  founding: Founding,
  fault: (what: string) => void,
): { size: bigint; rootHex: string } | null => {
  try {
    const proof = parseTlogProof(text ?? '')
    if (proof.index !== BigInt(index)) {
      fault('Its proof is for another place of the log.')
    }
    if (proof.extra !== undefined) {
      fault('Its proof carries data that nothing signs.')
    }
    const { origin, size, root } = parseCheckpoint(verifyNote(proof.checkpoint, [founding.key]).text)
    if (origin !== founding.key.name || logHex !== founding.logHex) {
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

/** Checks the proofs of all entries (P12). Returns the refs of those that are opened and proven. */
export const checkEntries = (
  entries: readonly CheckedEntry[],
  founding: Founding | null,
  addFault: AddFault,
): Set<string> => {
  const proven = new Set<string>()
  const rootBySize = new Map<bigint, string>()
  for (const entry of entries) {
    let good = entry.body !== null
    const fault = (what: string): void => {
      good = false
      addFault(entry.path, what)
    }
    if (founding === null) {
      fault('Its proof cannot be checked, because the key of the log is not known.')
    } else {
      const signed = checkProof(entry, founding, fault)
      if (signed !== null && (rootBySize.get(signed.size) ?? signed.rootHex) !== signed.rootHex) {
        fault('The log signed two different states of the same size: it was rewritten.')
      }
      if (signed !== null) {
        rootBySize.set(signed.size, signed.rootHex)
      }
    }
    if (good) {
      proven.add(entry.ref)
    }
  }
  return proven
}
