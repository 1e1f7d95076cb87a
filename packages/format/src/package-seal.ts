/** What a device signs to seal a package (docs/spec/package.md, P6). */
import { fromBase64, toBase64 } from './bytes.ts'
import { FormatError } from './format-error.ts'

/** What the seal names: all of the package follows from the digest of its tag manifest. */
export interface PackageSeal {
  vaultId: string
  packageId: string
  /** SHA-256 of `tagmanifest-sha256.txt`. */
  tagManifestSha256: Uint8Array
}

const HEADER = 'homeward-package/1'

/** The text of `package.note`, to be signed by the device key. */
export const formatPackageSeal = ({ vaultId, packageId, tagManifestSha256 }: PackageSeal): string =>
  `${HEADER}\n${vaultId}\n${packageId}\n${toBase64(tagManifestSha256)}\n`

/**
 * Reads the text of `package.note`.
 * @throws FormatError PACKAGE_INVALID
 */
export const parsePackageSeal = (text: string): PackageSeal => {
  const [header, vaultId, packageId, digestB64, end, ...more] = text.split('\n')
  if (header !== HEADER) {
    throw new FormatError(
      'PACKAGE_INVALID',
      'The seal is not that of a package of version 1. A newer program may read it.',
    )
  }
  const named = vaultId !== undefined && vaultId !== '' && packageId !== undefined && packageId !== ''
  if (!named || digestB64 === undefined || end !== '' || more.length > 0) {
    throw new FormatError('PACKAGE_INVALID', 'The seal of the package is malformed.')
  }
  try {
    return { vaultId, packageId, tagManifestSha256: fromBase64(digestB64) }
  } catch {
    throw new FormatError('PACKAGE_INVALID', 'The digest in the seal of the package is not canonical base64.')
  }
}
