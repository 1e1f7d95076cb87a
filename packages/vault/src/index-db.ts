import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { Database } from '@signalapp/sqlcipher'

import { equalBytes, sha256, toHex } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { DIR_MODE, createPrivately } from './durable-file.ts'
import { createTurns } from './turns.ts'
import type { Turns } from './turns.ts'
import { VaultError, storageError, systemCode } from './vault-error.ts'
import { currentKeys, openCompartment, requireOpen } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** The open indexes of a vault: one handle each, shared by the members who opened it (rules V13, V30). */
export interface IndexPool {
  /** The index of a compartment that this member opens. @throws VaultError COMPARTMENT_CLOSED, INDEX_DAMAGED, VAULT_CLOSED */
  open: (state: VaultState, name: CompartmentName) => Database
  /** Closes an index for everybody and removes it. */
  drop: (state: VaultState, name: CompartmentName) => void
  /** Closes the indexes that nobody but this member had open. */
  leave: (state: VaultState) => void
  /** Runs what folds into an index; one at a time, whoever asks. */
  inTurn: <Result>(name: CompartmentName, task: () => Promise<Result>) => Promise<Result>
}

interface OpenIndex {
  db: Database
  /** Under which key the file is encrypted: only who holds that key too is given the handle. */
  keyHash: Uint8Array
  holders: Set<VaultState>
}

/** The folder of the indexes. */
export const indexDir = (dir: string): string => join(dir, 'index')

const indexPath = (dir: string, name: CompartmentName): string => join(indexDir(dir), `${name}.db`)

const indexDamaged = (name: CompartmentName, error: unknown): unknown => {
  const code = systemCode(error)
  const isDamage = code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_ERROR'
  return isDamage
    ? new VaultError(
        'INDEX_DAMAGED',
        `The index of the compartment “${name}” cannot be read. Nothing is lost: it is built again from the vault.`,
        { cause: error },
      )
    : storageError(error, 'the index')
}

const keyPragma = (indexKey: Uint8Array): string => `"x'${toHex(indexKey)}'"`

const openWith = (path: string, indexKey: Uint8Array): Database => {
  let db: Database | undefined
  try {
    // Whoever throws away all indexes throws away the folder.
    mkdirSync(dirname(path), { recursive: true, mode: DIR_MODE })
    createPrivately(path)
    db = new Database(path, { cacheStatements: true })
    // Otherwise SQLCipher writes to standard error about what is told as INDEX_DAMAGED.
    db.pragma('cipher_log_level = NONE')
    db.pragma(`key = ${keyPragma(indexKey)}`)
    // Sorting must never spill plain rows into a temporary file.
    db.pragma('temp_store = MEMORY')
    db.pragma('journal_mode = WAL')
    // An index is rebuilt from the vault; losing its last commits in a crash is harmless, damage is not.
    db.pragma('synchronous = NORMAL')
    db.pragma('foreign_keys = ON')
    // The first read that needs the key: a wrong key or a damaged first page shows here.
    db.prepare('SELECT count(*) FROM sqlite_schema', { pluck: true }).get([])
    return db
  } catch (error) {
    db?.close()
    throw error
  }
}

/** Opens an index that an older key of the compartment encrypts, and encrypts it anew; `null` when none of them does. */
const openOlder = (path: string, { current, keysByEpoch }: OpenCompartment): Database | null => {
  for (const { indexKey } of [...keysByEpoch.values()].flat().filter((keys) => keys !== current)) {
    try {
      const db = openWith(path, indexKey)
      db.pragma('wal_checkpoint(TRUNCATE)')
      db.pragma(`rekey = ${keyPragma(current.indexKey)}`)
      db.close()
      return openWith(path, current.indexKey)
    } catch {
      // Not this key either; or it broke off, and then the index is built again.
    }
  }
  return null
}

const openIndex = (state: VaultState, name: CompartmentName): Database => {
  const compartment = openCompartment(state, name)
  const path = indexPath(state.dir, name)
  try {
    return openWith(path, currentKeys(compartment).indexKey)
  } catch (error) {
    const told = indexDamaged(name, error)
    const older = told instanceof VaultError && told.code === 'INDEX_DAMAGED' ? openOlder(path, compartment) : null
    if (older !== null) {
      return older
    }
    throw told
  }
}

/**
 * An index in memory that stays empty: what a member has of a compartment that is closed to them, so that every count and
 * relation over it is nothing.
 */
export const emptyIndex = (): Database => new Database(':memory:', { cacheStatements: true })

const holdsKey = ({ keysByEpoch }: OpenCompartment, keyHash: Uint8Array): boolean =>
  [...keysByEpoch.values()].flat().some(({ indexKey }) => equalBytes(sha256(indexKey), keyHash))

/** The indexes of a vault that is open in this process, each opened when somebody first asks for it. */
export const createIndexPool = (): IndexPool => {
  const openByName = new Map<CompartmentName, OpenIndex>()
  const turnsByName = new Map<CompartmentName, Turns>()

  const openFor = (state: VaultState, name: CompartmentName): OpenIndex => {
    const compartment = openCompartment(state, name)
    const known = openByName.get(name)
    if (known === undefined) {
      const opened = {
        db: openIndex(state, name),
        keyHash: sha256(currentKeys(compartment).indexKey),
        holders: new Set<VaultState>(),
      }
      openByName.set(name, opened)
      return opened
    }
    // Every query comes by here: whoever was given this handle once is not asked again.
    if (!known.holders.has(state) && !holdsKey(compartment, known.keyHash)) {
      throw new VaultError('COMPARTMENT_CLOSED', `You have no key of the index of the compartment “${name}”.`)
    }
    return known
  }
  return {
    open: (state, name) => {
      requireOpen(state)
      const { db, holders } = openFor(state, name)
      holders.add(state)
      return db
    },
    drop: (state, name) => {
      requireOpen(state)
      openCompartment(state, name)
      openByName.get(name)?.db.close()
      openByName.delete(name)
      try {
        for (const suffix of ['', '-wal', '-shm', '-journal']) {
          rmSync(`${indexPath(state.dir, name)}${suffix}`, { force: true })
        }
      } catch (error) {
        throw storageError(error, 'the index')
      }
    },
    leave: (state) => {
      for (const [name, { db, holders }] of openByName) {
        holders.delete(state)
        if (holders.size === 0) {
          db.close()
          openByName.delete(name)
        }
      }
    },
    inTurn: (name, task) => {
      const turns = turnsByName.get(name) ?? createTurns()
      turnsByName.set(name, turns)
      return turns(task)
    },
  }
}
