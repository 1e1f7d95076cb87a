import { toHex } from '@homeward/format'
import { appendEntries } from './append.ts'
import { backupArchive } from './backup-archive.ts'
import { backupState } from './backup-vault.ts'
import { createBlobCommitter } from './blob-commit.ts'
import type { SealedBlob } from './blob-commit.ts'
import { openBlob } from './blob-reader.ts'
import { blobRows, blobsTmpDir } from './blob-store.ts'
import type { CompartmentName } from './compartment.ts'
import { createCustody, systemAfter } from './custody.ts'
import type { After } from './custody.ts'
import { compartmentById, currentPosition, entriesInOrder } from './entries.ts'
import { eraseState } from './erase.ts'
import { writeErasureList } from './erasure-list.ts'
import { exportKeys } from './export-keys.ts'
import { closeState, settleAll } from './close-state.ts'
import { lastBackup } from './last-backup.ts'
import { listLogs, logPage } from './log-page.ts'
import {
  admitMember,
  changeMember,
  clearRequests,
  listMembers,
  ownMember,
  removeDevice,
  removeMember,
} from './members.ts'
import { addPasskey, listPasskeys, removePasskey } from './passkeys.ts'
import { proveEntries, proveEntry } from './proof.ts'
import { isHeldContent, isQuarantined, quarantineState, releaseState } from './quarantine.ts'
import { rehearseOpen } from './rehearsal.ts'
import { sealFiles } from './seal-files.ts'
import { createSealPool } from './seal-pool.ts'
import { SMALL_BYTES, sealSource } from './seal-stream.ts'
import type { PieceSource } from './seal-stream.ts'
import { createSealWatch } from './seal-watch.ts'
import { signText } from './sign-text.ts'
import { changeTeam, listTeams, makeTeam } from './teams.ts'
import { verifyState } from './verify-vault.ts'
import { storageError } from './vault-error.ts'
import { currentKeys, openCompartment, requireContributor, requireOpen, requireWritable } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'
import type { BlobListing, Vault } from './vault.ts'

function* listBlobs(state: VaultState): Generator<BlobListing> {
  for (const row of blobRows(state.db)) {
    const compartment = compartmentById(state, row.compartmentId)?.name ?? null
    yield { blob: row.idHex, compartment, size: row.size }
  }
}

const WHERE = 'the vault'

/** Gives what `work` gives; an error of the disk or of SQLite is told in words. */
const told = <Result>(work: () => Result): Result => {
  try {
    return work()
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** `told` for what is read piece by piece, and has to be waited for. */
async function* toldEachLater<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  try {
    yield* items
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** `told` for what is read piece by piece. */
function* toldEach<Item>(items: Iterable<Item>): Generator<Item> {
  try {
    yield* items
  } catch (error) {
    throw storageError(error, WHERE)
  }
}

/** The interface of an open vault over its state. */
export const vaultFromState = (state: VaultState, timer: After = systemAfter): Vault => {
  const custody = createCustody(state, timer)
  state.pending.add(custody.flush)
  const { indexes } = state.shared
  const committer = createBlobCommitter(state)
  const pool = createSealPool()
  const ended = new AbortController()
  const end = (): void => {
    state.endings.delete(end)
    pool.close()
    ended.abort()
  }
  state.endings.add(end)

  const sealStream = async (name: CompartmentName, source: PieceSource): Promise<SealedBlob> => {
    requireWritable(state)
    requireContributor(state)
    const compartment = openCompartment(state, name)
    const { blobRecipient } = currentKeys(compartment)
    const target = { tmpDir: blobsTmpDir(state.dir), recipient: blobRecipient, watch: createSealWatch() }
    try {
      return await sealSource({ pool, committer, compartment }, source, { target, smallBytes: SMALL_BYTES })
    } catch (error) {
      throw storageError(error, 'the sealed files')
    }
  }

  return {
    id: state.founding.vaultHex,
    dir: state.dir,
    name: state.founding.name,
    now: () => state.now(),
    get member() {
      const { id, name, role } = ownMember(state)
      return { id, name, role }
    },
    get compartments() {
      return [...state.compartments.keys()]
    },
    get rehearsed() {
      return ownMember(state).rehearsed
    },
    device: {
      id: state.device.deviceHex,
      logId: toHex(state.device.log.logId),
      vkey: state.device.log.vkeyText,
    },
    // oxlint-disable-next-line typescript/require-await -- the promise is the contract; the commit itself is synchronous
    append: async (drafts) => appendEntries(state, drafts),
    founding: { logId: state.founding.device.logHex, vkey: state.founding.device.vkey },
    entries: (name, after) => {
      requireOpen(state)
      return toldEachLater(entriesInOrder(state, name, after))
    },
    position: () => told(() => currentPosition(state)),
    sealStream,
    sealFiles: (name, files, options = {}) => sealFiles(state, { pool, committer }, { name, files, options }),
    sealBytes: (name, bytes) => sealStream(name, [bytes]),
    openBlob: (name, idHex) => openBlob(state, name, idHex),
    index: (name) => indexes.open(state, name),
    dropIndex: (name) => {
      indexes.drop(state, name)
    },
    foldInTurn: indexes.inTurn,
    proof: (ref) => told(() => proveEntry(state, ref)),
    prove: (refs) => told(() => proveEntries(state, refs)),
    checkpoint: () => {
      requireOpen(state)
      return state.checkpoint
    },
    sign: (text) => signText(state, text),
    members: () => told(() => listMembers(state)),
    teams: () => told(() => listTeams(state)),
    makeTeam: (team) => told(() => makeTeam(state, team)),
    changeTeam: (id, to) => {
      told(() => {
        changeTeam(state, id, to)
      })
    },
    admit: (code, as) => told(() => admitMember(state, code, as)),
    clearRequests: () => told(() => clearRequests(state)),
    changeMember: (id, to) => {
      told(() => {
        changeMember(state, id, to)
      })
    },
    removeMember: (id) => {
      told(() => {
        removeMember(state, id)
      })
    },
    removeDevice: (log) => {
      told(() => {
        removeDevice(state, log)
      })
    },
    passkeys: () => told(() => listPasskeys(state)),
    addPasskey: (passkey) => addPasskey(state, passkey),
    removePasskey: (id) => told(() => removePasskey(state, id)),
    rehearse: (shares) => rehearseOpen(state, shares),
    logs: () => told(() => listLogs(state)),
    noteCustody: (event) => {
      told(() => {
        custody.note(event)
      })
    },
    flushCustody: () => {
      told(custody.flush)
    },
    log: (page) => told(() => logPage(state, page)),
    erase: (request) => told(() => eraseState(state, request)),
    erasures: () => {
      requireOpen(state)
      return state.roster.erasures
    },
    quarantine: (request) => {
      told(() => {
        quarantineState(state, request)
      })
    },
    release: (request) => {
      told(() => {
        releaseState(state, request)
      })
    },
    quarantines: () => {
      requireOpen(state)
      return state.roster.quarantines
    },
    isHeld: (sha256) => {
      requireOpen(state)
      return isHeldContent(state, sha256)
    },
    isQuarantined: (blob) => {
      requireOpen(state)
      return isQuarantined(state, blob)
    },
    erasureList: () => writeErasureList(state),
    blobs: () => {
      requireOpen(state)
      return toldEach(listBlobs(state))
    },
    verify: (options = {}) => verifyState(state, options),
    backup: (options) => {
      settleAll(state)
      return backupState(state, options)
    },
    backupArchive: (options) => {
      settleAll(state)
      return backupArchive(state, options)
    },
    exportKeys: () => exportKeys(state),
    lastBackup: () => lastBackup(state),
    ended: ended.signal,
    close: () => {
      told(() => {
        closeState(state)
      })
    },
  }
}
