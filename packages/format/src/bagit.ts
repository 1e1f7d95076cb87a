/** The BagIt 1.0 texts of a package (RFC 8493), in the one form that their content determines. */
import { utf8 } from './bytes.ts'

/** A file of the bag: path below the top folder, SHA-256, size in bytes. */
export interface BagFile {
  path: string
  sha256Hex: string
  size: number
}

const byPath = (left: { path: string }, right: { path: string }): number =>
  left.path < right.path ? -1 : Number(left.path > right.path)

/** Sorted by path, as every list of a package is. Paths are ASCII, so this is the order of their bytes. */
export const sortByPath = <T extends { path: string }>(files: readonly T[]): T[] => files.toSorted(byPath)

/** `bagit.txt`. */
export const bagitText = (): Uint8Array => utf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')

/** `manifest-sha256.txt` or `tagmanifest-sha256.txt` over these files. */
export const manifestText = (files: readonly BagFile[]): Uint8Array =>
  utf8(
    sortByPath(files)
      .map(({ sha256Hex, path }) => `${sha256Hex}  ${path}\n`)
      .join(''),
  )

/** `bag-info.txt` of a package with these payload files. */
export const bagInfoText = (vaultId: string, packageId: string, payload: readonly BagFile[]): Uint8Array => {
  let bytes = 0
  for (const { size } of payload) {
    bytes += size
  }
  return utf8(
    `Bag-Software-Agent: Homeward\nExternal-Identifier: ${vaultId}/${packageId}\nPayload-Oxum: ${bytes}.${payload.length}\n`,
  )
}
