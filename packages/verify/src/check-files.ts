/** The files of a bag: names, bytes, BagIt texts, seal (docs/spec/package.md, P1–P6). */
import {
  bagInfoText,
  bagitText,
  collectBytes,
  crc32,
  createSha256,
  equalBytes,
  fromUtf8,
  manifestText,
  PACKAGE_FILE,
  parseNote,
  parsePackageSeal,
  parseProofPath,
  payloadSha256,
  streamBytes,
  toHex,
  verifyNote,
} from '@homeward/format'
import type { BagFile, MemberChain, PackageHead, PackageSeal } from '@homeward/format'
import type { Bag, BagMember } from './bag.ts'
import type { AddFault } from './report.ts'

// No package that a person can read has a text file this large; whoever sends one wants us to run out of memory.
const MAX_TEXT_BYTES = 512 * 1024 * 1024

/** The words for whatever went wrong while reading. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The bytes of one of the text files; null, and a fault, when it is missing or cannot be read. */
export const readText = async (bag: Bag, path: string, addFault: AddFault): Promise<Uint8Array | null> => {
  const member = bag.files.get(path)
  if (member === undefined || member.source.size > MAX_TEXT_BYTES) {
    addFault(path, member === undefined ? 'The file is missing.' : 'The file is too large to be what it should be.')
    return null
  }
  try {
    return await collectBytes(streamBytes(member.source))
  } catch (error) {
    addFault(path, `It cannot be read: ${wordsOf(error)}`)
    return null
  }
}

const digestOf = async ({ source, crc32: expected }: BagMember): Promise<{ sha256Hex: string; intact: boolean }> => {
  const digest = createSha256()
  let checksum = 0
  for await (const bytes of streamBytes(source)) {
    digest.update(bytes)
    checksum = expected === undefined ? 0 : crc32(bytes, checksum)
  }
  return { sha256Hex: toHex(digest.digest()), intact: expected === undefined || checksum === expected }
}

const FIXED_NAMES: ReadonlySet<string> = new Set(Object.values(PACKAGE_FILE))
// The tag manifest cannot list itself, nor the seal that is made over it.
const UNSEALED: ReadonlySet<string> = new Set([PACKAGE_FILE.tagManifest, PACKAGE_FILE.note])

/** Reads every file once: path, SHA-256 and size by path. Checks names, zip checksums, and payload names (P2). */
export const digestFiles = async (bag: Bag, addFault: AddFault): Promise<Map<string, BagFile>> => {
  const files = new Map<string, BagFile>()
  for (const [path, member] of bag.files) {
    const named = payloadSha256(path)
    if (named === null && parseProofPath(path) === null && !FIXED_NAMES.has(path)) {
      addFault(path, 'No package has a file of this name.')
    }
    try {
      const { sha256Hex, intact } = await digestOf(member)
      if (!intact) {
        addFault(path, 'Its bytes do not have the checksum in the zip.')
      }
      if (named !== null && named !== sha256Hex) {
        addFault(path, 'Its bytes were changed: they do not have the SHA-256 of its name.')
      }
      files.set(path, { path, sha256Hex, size: member.source.size })
    } catch (error) {
      addFault(path, `It cannot be read: ${wordsOf(error)}`)
    }
  }
  return files
}

/** Says which lines of a manifest do not fit the files, so that a changed file is named and not only its list. */
const blameLines = (text: string, files: ReadonlyMap<string, BagFile>, addFault: AddFault): void => {
  for (const line of text.split('\n').slice(0, -1)) {
    const [sha256Hex = '', path = ''] = line.split('  ', 2)
    const file = files.get(path)
    if (file === undefined) {
      addFault(path, 'The file is listed but missing.')
    } else if (file.sha256Hex !== sha256Hex) {
      addFault(path, 'Its bytes are not those that the package lists.')
    }
  }
}

/** Makes one BagIt text again and compares. */
const checkText = async (bag: Bag, path: string, expected: Uint8Array, addFault: AddFault): Promise<void> => {
  const found = await readText(bag, path, addFault)
  if (found !== null && !equalBytes(found, expected)) {
    addFault(path, 'It is not what follows from the other files.')
  }
}

const checkManifest = async (bag: Bag, path: string, listed: readonly BagFile[], addFault: AddFault): Promise<void> => {
  const found = await readText(bag, path, addFault)
  if (found === null || equalBytes(found, manifestText(listed))) {
    return
  }
  addFault(path, 'It is not the list of the files that are there.')
  try {
    blameLines(fromUtf8(found), new Map(listed.map((file) => [file.path, file])), addFault)
  } catch {
    addFault(path, 'It is not valid text.')
  }
}

/** Checks the BagIt texts against the files (P4). `head` may be missing where `records.json` cannot be read. */
export const checkBagTexts = async (
  bag: Bag,
  files: ReadonlyMap<string, BagFile>,
  head: PackageHead | null,
  addFault: AddFault,
): Promise<void> => {
  const payload = [...files.values()].filter(({ path }) => path.startsWith('data/'))
  const tags = [...files.values()].filter(({ path }) => !path.startsWith('data/') && !UNSEALED.has(path))
  await checkText(bag, PACKAGE_FILE.bagit, bagitText(), addFault)
  if (head !== null) {
    await checkText(bag, PACKAGE_FILE.bagInfo, bagInfoText(head.vault, head.id, payload), addFault)
  }
  await checkManifest(bag, PACKAGE_FILE.manifest, payload, addFault)
  await checkManifest(bag, PACKAGE_FILE.tagManifest, tags, addFault)
}

const matchSeal = (
  seal: PackageSeal,
  files: ReadonlyMap<string, BagFile>,
  head: PackageHead | null,
  addFault: AddFault,
): void => {
  if (toHex(seal.tagManifestSha256) !== files.get(PACKAGE_FILE.tagManifest)?.sha256Hex) {
    addFault(PACKAGE_FILE.note, 'The seal is not that of this package: the lists of files differ.')
  }
  if (head !== null && (seal.vaultId !== head.vault || seal.packageId !== head.id)) {
    addFault(PACKAGE_FILE.note, 'The seal names another vault or another package.')
  }
}

/**
 * Checks the seal (P6): one signature, by a device whose owner the package shows and who was not removed.
 * Returns the log of that device; null, and a fault, when it cannot be told.
 */
export const checkSeal = async (
  bag: Bag,
  { files, head, logs }: { files: ReadonlyMap<string, BagFile>; head: PackageHead | null; logs: MemberChain['logs'] },
  addFault: AddFault,
): Promise<string | null> => {
  const note = await readText(bag, PACKAGE_FILE.note, addFault)
  if (note === null) {
    return null
  }
  const fault = (what: string): void => {
    addFault(PACKAGE_FILE.note, what)
  }
  try {
    const { text, signatures } = parseNote(note)
    if (signatures.length !== 1) {
      fault('The seal must have exactly one signature.')
    }
    matchSeal(parsePackageSeal(text), files, head, addFault)
    if (logs.size === 0) {
      fault('Its signature cannot be checked, because no key is known.')
      return null
    }
    const [signer] = verifyNote(
      note,
      [...logs.values()].map(({ key }) => key),
    ).signedBy
    const sealing = [...logs.values()].find(({ key }) => key === signer)
    if (sealing !== undefined && sealing.limit !== null) {
      fault('The device that sealed it was removed from the vault.')
    }
    return sealing?.log ?? null
  } catch (error) {
    fault(wordsOf(error))
    return null
  }
}
