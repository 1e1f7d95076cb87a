import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

import { Database } from '@signalapp/sqlcipher'

import { toHex } from '@homeward/format'
import type { CompartmentName } from './compartment.ts'
import { DIR_MODE, createPrivately } from './durable-file.ts'
import { VaultError, storageError, systemCode } from './vault-error.ts'
import { currentKeys, openCompartment, requireOpen } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** The open indexes of a vault. */
export interface IndexSet {
  index: (name: CompartmentName) => Database
  drop: (name: CompartmentName) => void
  close: () => void
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

/** The indexes of a vault, each opened when it is first asked for (rule V13). */
export const createIndexSet = (state: VaultState): IndexSet => {
  const openByName = new Map<CompartmentName, Database>()
  const closeOne = (name: CompartmentName): void => {
    openByName.get(name)?.close()
    openByName.delete(name)
  }
  return {
    index: (name) => {
      requireOpen(state)
      const db = openByName.get(name) ?? openIndex(state, name)
      openByName.set(name, db)
      return db
    },
    drop: (name) => {
      requireOpen(state)
      closeOne(name)
      try {
        for (const suffix of ['', '-wal', '-shm', '-journal']) {
          rmSync(`${indexPath(state.dir, name)}${suffix}`, { force: true })
        }
      } catch (error) {
        throw storageError(error, 'the index')
      }
    },
    close: () => {
      for (const name of openByName.keys()) {
        closeOne(name)
      }
    },
  }
}
