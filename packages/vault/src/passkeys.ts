import { randomBytes as systemRandom, toHex } from '@homeward/format'
import { identityFromSeed } from './identity.ts'
import type { Identity } from './identity.ts'
import { readKeyFiles, unwrapByPassphrase, writeKeyFile } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { readAbout, unwrapByPasskey, wrapByPasskey } from './passkey.ts'
import type { PasskeyAbout } from './passkey.ts'
import { VaultError } from './vault-error.ts'
import { readVaultFile } from './vault-file.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

const MOST_PASSKEYS = 16

/** A passkey of the member who asks. `id` names it in the key file. */
export type PasskeyView = PasskeyAbout & { id: string }

/** A passkey to be added: what its PRF gave, and what its owner wants to know of it. */
export interface NewPasskey extends Omit<PasskeyAbout, 'at'> {
  prfBytes: Uint8Array
}

const ownKeyFile = ({ dir, member }: VaultState): KeyFile => {
  const file = readKeyFiles(dir, readVaultFile(dir)).find(({ memberHex }) => memberHex === member)
  if (file === undefined) {
    throw new VaultError('VAULT_DAMAGED', 'Your key file is missing. Put back a copy of the folder keys.')
  }
  return file
}

/**
 * The identity that a passkey opens, by the output of its PRF (rule K20).
 * @throws VaultError PASSKEY_UNKNOWN
 */
export const openByPasskey = (
  files: readonly KeyFile[],
  prfBytes: Uint8Array,
): { file: KeyFile; identity: Identity } => {
  for (const file of files) {
    for (const wrap of file.passkeys) {
      const seed = unwrapByPasskey(file, wrap, prfBytes)
      if (seed !== null) {
        return { file, identity: identityFromSeed(seed) }
      }
    }
  }
  throw new VaultError(
    'PASSKEY_UNKNOWN',
    'This passkey does not open this vault: it belongs to another vault, or it was removed. Use the passphrase.',
  )
}

/** The own passkeys, oldest first. One that was changed by somebody else is listed without a name, to be removed. */
export const listPasskeys = (state: VaultState): PasskeyView[] => {
  requireOpen(state)
  const file = ownKeyFile(state)
  return file.passkeys.map((wrap) => ({
    id: toHex(wrap.saltBytes),
    ...(readAbout(file, wrap, state.identity.seed) ?? { name: '', mark: '', at: '', credential: '' }),
  }))
}

/**
 * Adds a passkey as another way to open the vault. The passphrase is asked for again, so that nobody adds one to a session
 * that was left alone.
 * @throws VaultError PASSPHRASE_WRONG, PASSPHRASE_EMPTY, PASSKEY_UNUSABLE, VAULT_CLOSED, DISK_FULL, IO_ERROR
 */
export const addPasskey = async (
  state: VaultState,
  { passphrase, prfBytes, ...about }: NewPasskey & { passphrase: string },
): Promise<PasskeyView[]> => {
  requireOpen(state)
  const seed = await unwrapByPassphrase(ownKeyFile(state), passphrase)
  if (seed === null) {
    throw new VaultError(
      'PASSPHRASE_WRONG',
      'This is not your passphrase. Check the keyboard language and capital letters.',
    )
  }
  try {
    requireOpen(state)
    // Read again: another browser of this member may have changed it while the passphrase was tried.
    const file = ownKeyFile(state)
    if (file.passkeys.length >= MOST_PASSKEYS) {
      throw new VaultError(
        'PASSKEY_UNUSABLE',
        `${MOST_PASSKEYS} passkeys are enough. Remove one that is no longer used.`,
      )
    }
    const added = { ...about, at: state.now().toISOString() }
    const wrap = wrapByPasskey(seed, { owner: file, prfBytes, about: added, random: systemRandom })
    writeKeyFile(state.dir, { ...file, passkeys: [...file.passkeys, wrap] })
  } finally {
    seed.fill(0)
  }
  return listPasskeys(state)
}

/** Removes an own passkey; it opens nothing any more, except older copies of the key file. @throws VaultError DISK_FULL, IO_ERROR */
export const removePasskey = (state: VaultState, id: string): PasskeyView[] => {
  requireOpen(state)
  const file = ownKeyFile(state)
  const passkeys = file.passkeys.filter(({ saltBytes }) => toHex(saltBytes) !== id)
  if (passkeys.length < file.passkeys.length) {
    writeKeyFile(state.dir, { ...file, passkeys })
  }
  return listPasskeys(state)
}
