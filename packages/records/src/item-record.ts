import { z } from 'zod'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/u)

/**
 * What the log says about one file of a source. Its canonical JSON is a leaf of the source's item tree (rule P5 of
 * docs/spec/package.md), so one item can be proven without showing the others; `salt` keeps a neighbour's leaf from being guessed.
 */
export const itemRecord = z.strictObject({
  index: z.int().nonnegative(),
  path: z.string(),
  /** The path's raw bytes in base64, where they are not valid UTF-8 or differ from `path`. */
  pathB64: z.string().exactOptional(),
  size: z.int().nonnegative(),
  sha256: hex32,
  mediaType: z.string(),
  salt: z.string(),
  /** The blob that holds these bytes; members of an archive have `container` and `member` instead. */
  blob: hex32.exactOptional(),
  container: z.int().nonnegative().exactOptional(),
  member: z
    .strictObject({
      offset: z.int().nonnegative(),
      compressedSize: z.int().nonnegative(),
      method: z.union([z.literal(0), z.literal(8)]),
    })
    .exactOptional(),
})
export type ItemRecord = z.infer<typeof itemRecord>

/** A file that was not taken, as the source's list keeps it. */
export const refusedRecord = z.strictObject({ refused: z.string(), path: z.string() })
export type RefusedRecord = z.infer<typeof refusedRecord>

/** What a list keeps of an item that was erased: its place and the leaf that its line was (rule R28). */
const erasedRecord = z.strictObject({ erased: hex32, index: z.int().nonnegative() })

/** One line of a source's list. */
export const listLine = z.union([itemRecord, refusedRecord, erasedRecord])
