import { closeSync, fsync, futimesSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { promisify } from 'node:util'

import { hmacSha256, toHex } from '@homeward/format'
import { hasBlob, insertBlob, markSealing, placeBlob } from './blob-store.ts'
import type { SealedContent } from './blob-writer.ts'
import { isHeldContent } from './quarantine.ts'
import { sealWords } from './seal-refusals.ts'
import { transaction } from './vault-db.ts'
import { VaultError, storageError } from './vault-error.ts'
import { currentKeys, noteFailure, requireWritable } from './vault-state.ts'
import type { OpenCompartment, VaultState } from './vault-state.ts'

/** A blob that is durable. `duplicate`: the same content was already in the compartment. */
export interface SealedBlob {
  blob: string
  sha256: string
  size: number
  duplicate: boolean
}

/** Turns sealed content into blobs, many at a time. */
export interface BlobCommitter {
  /** Durable when it resolves. Takes over the temporary file, whatever happens. */
  commit: (compartment: OpenCompartment, content: SealedContent) => Promise<SealedBlob>
}

interface Waiting {
  compartment: OpenCompartment
  content: SealedContent
  idHex: string
  done: (blob: SealedBlob) => void
  failed: (error: unknown) => void
}

const WHERE = 'the sealed files'
const syncFile = promisify(fsync)

const result = ({ content, idHex }: Pick<Waiting, 'content' | 'idHex'>, duplicate: boolean): SealedBlob => ({
  blob: idHex,
  sha256: toHex(content.sha256Bytes),
  size: content.size,
  duplicate,
})

const syncDirectories = async (paths: Iterable<string>): Promise<void> => {
  if (process.platform !== 'win32') {
    await Promise.all(
      [...new Set(paths)].map(async (path) => {
        const directory = await open(path)
        try {
          await directory.sync()
        } finally {
          await directory.close()
        }
      }),
    )
  }
}

/**
 * The committer of an open vault. The order is: fsync of the file, rename to its place, fsync of the directory, row in
 * the blob table, answer (rule B6). Whatever arrives while one group is under way forms the next.
 */
export const createBlobCommitter = (state: VaultState): BlobCommitter => {
  let waiting: Waiting[] = []
  let flushing: Promise<void> | undefined
  const { sealing, blobTurns } = state.shared

  const flushGroup = async (group: readonly Waiting[]): Promise<void> => {
    const fresh = new Map<string, Waiting>()
    for (const item of group) {
      if (!fresh.has(item.idHex) && !hasBlob(state.db, item.idHex)) {
        fresh.set(item.idHex, item)
      }
    }
    const renamed: string[] = []
    for (const { idHex, content } of fresh.values()) {
      if ('path' in content.place) {
        renamed.push(...placeBlob(state.dir, idHex, content.place.path))
      }
    }
    await syncDirectories(renamed)
    requireWritable(state)
    transaction(state.db, () => {
      for (const { idHex, compartment, content } of fresh.values()) {
        insertBlob(state.db, {
          idHex,
          compartmentId: compartment.idBytes,
          epoch: compartment.epoch,
          size: content.sealedSize,
          inlineBytes: 'inlineBytes' in content.place ? content.place.inlineBytes : null,
        })
      }
    })
    for (const item of group) {
      const duplicate = fresh.get(item.idHex) !== item
      if (duplicate && 'path' in item.content.place) {
        rmSync(item.content.place.path, { force: true })
      }
      item.done(result(item, duplicate))
    }
  }

  const flushAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting
      waiting = []
      try {
        await blobTurns(() => flushGroup(group))
      } catch (error) {
        sealing.hasFailed = true
        for (const item of group) {
          item.failed(error)
        }
      }
    }
    flushing = undefined
  }

  const enqueue = (item: Pick<Waiting, 'compartment' | 'content' | 'idHex'>): Promise<SealedBlob> =>
    new Promise<SealedBlob>((done, failed) => {
      waiting.push({ ...item, done, failed })
      flushing ??= flushAll()
    })

  /** Syncs and closes the file of a content that is not known yet; throws away that of one that is. */
  const makeDurable = async (
    compartment: OpenCompartment,
    { place, sha256Bytes }: SealedContent,
  ): Promise<{ idHex: string; isKnown: boolean }> => {
    const file = 'handle' in place ? place : null
    try {
      requireWritable(state)
      if (isHeldContent(state, toHex(sha256Bytes))) {
        throw new VaultError('QUARANTINED', sealWords.say('quarantined').text)
      }
      const idHex = toHex(hmacSha256(currentKeys(compartment).blobIdKey, sha256Bytes))
      const isKnown = hasBlob(state.db, idHex)
      if (file !== null && isKnown) {
        rmSync(file.path, { force: true })
      }
      if (file !== null && !isKnown) {
        if (!sealing.isMarked) {
          markSealing(state.dir)
          sealing.isMarked = true
        }
        // Every blob has the same time, so that a seized disk does not tell when it was sealed (H6).
        futimesSync(file.handle, 0, 0)
        await syncFile(file.handle)
      }
      return { idHex, isKnown }
    } finally {
      if (file !== null) {
        closeSync(file.handle)
      }
    }
  }

  return {
    commit: async (compartment, content) => {
      sealing.underWay += 1
      try {
        const { idHex, isKnown } = await makeDurable(compartment, content)
        return isKnown ? result({ content, idHex }, true) : await enqueue({ compartment, content, idHex })
      } catch (error) {
        if ('path' in content.place) {
          rmSync(content.place.path, { force: true })
        }
        throw noteFailure(state, storageError(error, WHERE))
      } finally {
        sealing.underWay -= 1
      }
    },
  }
}
