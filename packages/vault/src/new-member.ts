import { toHex } from '@homeward/format'
import { newDeviceKey, writeDeviceKey } from './device-key.ts'
import type { DeviceKey } from './device-key.ts'
import { emptyDuressSlot } from './duress-slot.ts'
import { SEED_BYTES, identityFromSeed, wipeIdentity } from './identity.ts'
import type { Identity } from './identity.ts'
import type { KdfParams } from './kdf.ts'
import { wrapByPassphrase, wrapByRecoveryKey, writeKeyFile } from './key-file.ts'
import { RECOVERY_SET_BYTES, splitRecoveryKey } from './recovery-share.ts'

/** The keys of a new member while they are made; `recovery`: three texts, any two recover, written nowhere. */
export interface NewMember {
  memberHex: string
  identity: Identity
  device: DeviceKey
  recovery: string[]
}

const ID_BYTES = 16

/**
 * Makes the keys of a new member and writes the key file and the device key of this installation (rules K2, K4, K7);
 * they are wiped from memory when `work` is done.
 * @throws VaultError PASSPHRASE_EMPTY, DISK_FULL, IO_ERROR, NOT_PERMITTED; and what `work` throws
 */
export const withNewMember = async <Result>(
  {
    dir,
    vaultHex,
    passphrase,
    kdf,
    random,
  }: { dir: string; vaultHex: string; passphrase: string; kdf: KdfParams; random: (length: number) => Uint8Array },
  work: (member: NewMember) => Result,
): Promise<Result> => {
  const memberHex = toHex(random(ID_BYTES))
  const owner = { vaultHex, memberHex }
  const identity = identityFromSeed(random(SEED_BYTES))
  const device = newDeviceKey(random)
  const recoveryKey = random(SEED_BYTES)
  const setBytes = random(RECOVERY_SET_BYTES)
  try {
    const recovery = await splitRecoveryKey(recoveryKey, setBytes)
    const wrapped = await wrapByPassphrase(identity.seed, { owner, passphrase, kdf, random })
    writeDeviceKey(dir, device, identity.recipient, random)
    writeKeyFile(dir, {
      ...owner,
      passphrase: wrapped,
      recovery: wrapByRecoveryKey(identity.seed, { owner, recoveryKey, setBytes, random }),
      passkeys: [],
      duress: emptyDuressSlot(kdf, random),
    })
    return work({ memberHex, identity, device, recovery })
  } finally {
    wipeIdentity(identity)
    device.seed.fill(0)
    recoveryKey.fill(0)
  }
}
