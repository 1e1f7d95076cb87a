import { mkdirSync, readdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { randomBytes as systemRandom, toHex } from '@homeward/format'
import type { Change } from '@homeward/format'
import { sealChanges } from './append.ts'
import { makeBlobDirs } from './blob-store.ts'
import { COMPARTMENTS, COMPARTMENT_KEY_BYTES, deriveCompartmentKeys, wipeCompartmentKeys } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import type { DeviceKey } from './device-key.ts'
import { DIR_MODE, createPrivately, syncDirectory } from './durable-file.ts'
import { foundingChange, namingChange } from './founding.ts'
import type { Identity } from './identity.ts'
import { indexDir } from './index-db.ts'
import { DEFAULT_KDF, isKdfAtLeast, isUsableKdf } from './kdf.ts'
import type { KdfParams } from './kdf.ts'
import { keysDir } from './key-file.ts'
import { encodeKeysEntry } from './keys-entry.ts'
import { withNewMember } from './new-member.ts'
import { startLog } from './own-log.ts'
import { createVaultDb, vaultDbPath } from './vault-db.ts'
import { VaultError, storageError } from './vault-error.ts'
import { writeVaultFile } from './vault-file.ts'
import type { OpenCompartment } from './vault-state.ts'

type RandomBytes = (length: number) => Uint8Array

/** What a new vault needs. */
export interface CreateOptions {
  /** A folder that does not exist yet, or is empty. */
  dir: string
  /** Name of the organisation. */
  name: string
  memberName: string
  passphrase: string
  /** Costs of the passphrase. Below the floor only for tests: the vault then says so for ever (rule K3). */
  kdf?: KdfParams
  /** For tests; the default is the operating system's generator. The shares are always split with that one. */
  random?: RandomBytes
  now?: () => Date
}

/** What a new vault gives back. `recovery`: three texts, any two recover; they are written nowhere. */
export interface CreatedVault {
  vault: string
  member: string
  recovery: string[]
}

const ID_BYTES = 16
const FIRST_EPOCH = 1

const prepareFolder = (dir: string): void => {
  let taken: string[]
  try {
    mkdirSync(dir, { recursive: true, mode: DIR_MODE })
    taken = readdirSync(dir)
    if (taken.length === 0) {
      createPrivately(vaultDbPath(dir))
      mkdirSync(keysDir(dir), { mode: DIR_MODE })
      mkdirSync(indexDir(dir), { mode: DIR_MODE })
      makeBlobDirs(dir)
    }
  } catch (error) {
    throw storageError(error, `the folder ${dir}`)
  }
  if (taken.includes('homeward.json')) {
    throw new VaultError(
      'VAULT_EXISTS',
      `There is already a vault in the folder ${dir}. Open it, or choose another folder.`,
    )
  }
  if (taken.length > 0) {
    throw new VaultError('VAULT_EXISTS', `The folder ${dir} is not empty. Choose an empty folder for the vault.`)
  }
}

const newCompartments = (random: RandomBytes): { compartment: OpenCompartment; key: Uint8Array }[] =>
  COMPARTMENTS.map((name) => {
    const key = random(COMPARTMENT_KEY_BYTES)
    const current = deriveCompartmentKeys(key)
    const keysByEpoch = new Map([[FIRST_EPOCH, [current]]])
    return { key, compartment: { name, idBytes: random(ID_BYTES), epoch: FIRST_EPOCH, current, keysByEpoch } }
  })

const isRoster = ({ compartment }: { compartment: OpenCompartment }): boolean => compartment.name === 'roster'

/** The first entries (rule V6): roster keys, `vault.founded`, `vault.named`, then the keys of the other compartments. */
const firstEntries = ({
  identity,
  device,
  founded,
  named,
  at,
  random,
}: {
  identity: Identity
  device: DeviceKey
  founded: (ids: Record<CompartmentName, Uint8Array>) => Change
  named: Change
  at: string
  random: RandomBytes
}): Uint8Array[] => {
  const made = newCompartments(random)
  const ids = Object.fromEntries(made.map(({ compartment }) => [compartment.name, compartment.idBytes]))
  const entries: Uint8Array[] = []
  for (const { compartment, key } of [...made.filter(isRoster), ...made.filter((one) => !isRoster(one))]) {
    const keysEntry = { compartmentId: compartment.idBytes, epoch: FIRST_EPOCH, key, previous: [] }
    entries.push(encodeKeysEntry(keysEntry, [identity.recipient], random))
    if (compartment.name === 'roster') {
      for (const change of [founded(ids as Record<CompartmentName, Uint8Array>), named])
        entries.push(
          sealChanges({ compartment, changes: [change], device, index: entries.length, at, seen: {}, random }),
        )
    }
  }
  for (const { compartment, key } of made) {
    key.fill(0)
    wipeCompartmentKeys(compartment.current)
  }
  return entries
}

const writeFirstCommit = (dir: string, device: DeviceKey, entries: readonly Uint8Array[]): void => {
  const db = createVaultDb(dir)
  try {
    startLog(db, device, entries)
  } finally {
    db.close()
  }
}

/**
 * Makes a vault in an empty folder: keys, five compartments, the first commit of the log. `homeward.json` is written
 * last, so that a folder in which this was interrupted is not taken for a vault.
 * @throws VaultError VAULT_EXISTS, PASSPHRASE_EMPTY, KDF_TOO_WEAK (costs that no machine can run), DISK_FULL, IO_ERROR,
 *   NOT_PERMITTED
 */
export const createVault = async (options: CreateOptions): Promise<CreatedVault> => {
  const { name, memberName, passphrase, kdf = DEFAULT_KDF, random = systemRandom, now = () => new Date() } = options
  const dir = resolve(options.dir)
  if (passphrase === '') {
    throw new VaultError('PASSPHRASE_EMPTY', 'The passphrase is empty. Please type one.')
  }
  if (!isUsableKdf(kdf)) {
    throw new VaultError('KDF_TOO_WEAK', 'These costs for the passphrase cannot be used.')
  }
  prepareFolder(dir)
  const vaultHex = toHex(random(ID_BYTES))
  const created = await withNewMember({ dir, vaultHex, passphrase, kdf, random }, (member) => {
    const { memberHex, identity, device, recovery } = member
    const entries = firstEntries({
      identity,
      device,
      founded: (compartmentIds) => foundingChange({ vaultHex, memberHex, identity, device, compartmentIds }),
      named: namingChange({ name, memberHex, memberName }),
      at: now().toISOString(),
      random,
    })
    writeFirstCommit(dir, device, entries)
    syncDirectory(dir)
    writeVaultFile(dir, { vaultHex, kdf, kdfBelowFloor: !isKdfAtLeast(kdf) })
    syncDirectory(dirname(dir))
    return { vault: vaultHex, member: memberHex, recovery }
  })
  return created
}
