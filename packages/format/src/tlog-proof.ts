/** Offline proofs that an entry is in a log (c2sp.org/tlog-proof@v1). */
import { fromBase64, toBase64 } from './bytes.ts'
import { parseCheckpoint, parseDecimal } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { FormatError } from './format-error.ts'
import { verifyNote } from './note.ts'
import type { Vkey } from './note.ts'
import { verifyInclusion } from './tree-verify.ts'

/** A proof taken apart: `checkpoint` is the signed note, verbatim. */
export interface TlogProof {
  index: bigint
  hashes: Uint8Array[]
  checkpoint: string
  /** Data that nothing authenticates; absent when the proof has no `extra` line. */
  extra?: Uint8Array
}

const HEADER = 'c2sp.org/tlog-proof@v1'
// A path is as long as the tree is high.
const MAX_HASHES = 64

const fault = (message: string): FormatError => new FormatError('PROOF_INVALID', message)

/** The text of a proof. `index` is that of the entry in its log. */
export const formatTlogProof = (proof: {
  index: number | bigint
  hashes: readonly Uint8Array[]
  checkpoint: string
  extra?: Uint8Array
}): string => {
  const lines = [HEADER]
  if (proof.extra !== undefined) {
    lines.push(`extra ${toBase64(proof.extra)}`)
  }
  lines.push(`index ${proof.index}`, ...proof.hashes.map(toBase64), '')
  return `${lines.join('\n')}\n${proof.checkpoint}`
}

const parseBase64 = (base64: string): Uint8Array => {
  try {
    return fromBase64(base64)
  } catch {
    throw fault('The proof holds text that is not canonical base64.')
  }
}

const parseHash = (base64: string): Uint8Array => {
  const hash = parseBase64(base64)
  if (hash.length !== 32) {
    throw fault('A hash of the proof has not 32 bytes.')
  }
  return hash
}

/**
 * Takes a proof apart. Nothing is verified, not even that the checkpoint is one.
 * @throws FormatError PROOF_INVALID
 */
export const parseTlogProof = (text: string): TlogProof => {
  const split = text.indexOf('\n\n')
  if (split === -1) {
    throw fault('The proof has no checkpoint.')
  }
  const checkpoint = text.slice(split + 2)
  const [header, ...lines] = text.slice(0, split).split('\n')
  if (header !== HEADER) {
    throw fault('The text is not a log proof of version 1.')
  }
  const extraB64 = lines[0]?.startsWith('extra ') ? lines.shift()?.slice('extra '.length) : undefined
  const indexLine = lines.shift() ?? ''
  const index = indexLine.startsWith('index ') ? parseDecimal(indexLine.slice('index '.length)) : null
  if (index === null) {
    throw fault('The proof has no valid index line.')
  }
  if (lines.length > MAX_HASHES) {
    throw fault('The proof has more hashes than a tree can be high.')
  }
  const proof = { index, hashes: lines.map(parseHash), checkpoint }
  return extraB64 === undefined ? proof : { ...proof, extra: parseBase64(extraB64) }
}

/**
 * Verifies a proof: the checkpoint is signed by `key`, names it as its origin, and the leaf is in its tree.
 * Signatures of other keys (witnesses) are ignored.
 * @returns the index of the leaf and the checkpoint.
 * @throws FormatError PROOF_INVALID, NOTE_INVALID or CHECKPOINT_INVALID
 */
export const verifyTlogProof = (
  text: string,
  leaf: Uint8Array,
  key: Vkey,
): { index: bigint; checkpoint: Checkpoint } => {
  const { index, hashes, checkpoint: note } = parseTlogProof(text)
  const checkpoint = parseCheckpoint(verifyNote(note, [key]).text)
  if (checkpoint.origin !== key.name) {
    throw fault('The checkpoint in the proof is of another log.')
  }
  if (!verifyInclusion({ index, size: checkpoint.size, leafHash: leaf, proof: hashes, root: checkpoint.root })) {
    throw fault('The entry is not in the log at the place that the proof names.')
  }
  return { index, checkpoint }
}
