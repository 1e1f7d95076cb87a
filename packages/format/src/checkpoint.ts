/** Checkpoints: what a log signs (c2sp.org/tlog-checkpoint v1.0.0). */
import { fromBase64, toBase64 } from './bytes.ts'
import { FormatError } from './format-error.ts'

/** The claim of a log: at `size` entries its root was `root`. */
export interface Checkpoint {
  origin: string
  size: bigint
  root: Uint8Array
  /** Extension lines; Homeward writes none. */
  extensions: string[]
}

const MAX_SIZE = 0xff_ff_ff_ff_ff_ff_ff_ffn
const DECIMAL = /^(?:0|[1-9]\d{0,19})$/u

const fault = (message: string): FormatError => new FormatError('CHECKPOINT_INVALID', message)

/**
 * Reads a decimal number without leading zeros, up to 2^64 - 1, as C2SP texts write sizes and indices.
 * @returns null for anything else.
 */
export const parseDecimal = (text: string): bigint | null => {
  if (!DECIMAL.test(text)) {
    return null
  }
  const value = BigInt(text)
  return value > MAX_SIZE ? null : value
}

/** The text that is signed, without extension lines. */
export const formatCheckpoint = (origin: string, size: number | bigint, root: Uint8Array): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`

/**
 * Reads the text of a checkpoint, that is: the text of its note. Whether somebody signed it is not looked at.
 * @throws FormatError CHECKPOINT_INVALID
 */
export const parseCheckpoint = (text: string): Checkpoint => {
  const [origin, sizeText, rootB64, ...rest] = text.split('\n')
  const extensions = rest.slice(0, -1)
  if (origin === undefined || origin === '' || sizeText === undefined || rootB64 === undefined) {
    throw fault('The checkpoint has not the three lines that it needs.')
  }
  if (rest.at(-1) !== '' || extensions.includes('')) {
    throw fault('The checkpoint has an empty line, or does not end with a line feed.')
  }
  const size = parseDecimal(sizeText)
  if (size === null) {
    throw fault('The size in the checkpoint is not a plain decimal number.')
  }
  let root: Uint8Array
  try {
    root = fromBase64(rootB64)
  } catch {
    throw fault('The root hash in the checkpoint is not canonical base64.')
  }
  if (root.length !== 32) {
    throw fault('The root hash in the checkpoint has not 32 bytes.')
  }
  return { origin, size, root, extensions }
}
