import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

import { syncDirectory } from './durable-file.ts'
import { systemCode } from './vault-error.ts'

const ZEROS = new Uint8Array(1_048_576)

const overwrite = (path: string): void => {
  const handle = openSync(path, 'r+')
  try {
    const { size } = statSync(path)
    for (let written = 0; written < size;) {
      written += writeSync(handle, ZEROS, 0, Math.min(ZEROS.length, size - written), written)
    }
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Overwrites a file with zeros, syncs, and removes it. A file that cannot be overwritten is removed all the same; one
 * that is not there is no error. What overwriting means on the disk below is in docs/threat-model.md.
 * @returns whether it was overwritten; `null` when there was none
 * @throws what the system says when the file cannot be removed
 */
export const destroyFile = (path: string): boolean | null => {
  let isOverwritten = true
  try {
    overwrite(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') {
      return null
    }
    isOverwritten = false
  }
  rmSync(path, { force: true })
  syncDirectory(dirname(path))
  return isOverwritten
}
