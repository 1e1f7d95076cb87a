import { closeSync, fsyncSync, fstatSync, futimesSync, openSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { randomBytes, x25519PublicKey } from '@homeward/format'
import { destroyFile } from './destroy-file.ts'
import { sealDeviceKey } from './device-key.ts'
import { writeTimeless } from './durable-file.ts'
import { keyFileBytes, keysDir, readKeyFiles } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import type { VaultFile } from './vault-file.ts'

const WHERE = 'the key files'
const DEVICE_FILE = /^(?<device>[\da-f]{32})\.device\.age$/u

const same = (bytes: Uint8Array): Uint8Array => randomBytes(bytes.length)

/** A key file of the same look in which the duress slot is the only one that anything opens. */
const emptied = (file: KeyFile): KeyFile => {
  const { passphrase, recovery, passkeys } = file
  return {
    ...file,
    passphrase: {
      kdf: passphrase.kdf,
      saltBytes: same(passphrase.saltBytes),
      sealedBytes: same(passphrase.sealedBytes),
    },
    recovery: {
      setBytes: same(recovery.setBytes),
      saltBytes: same(recovery.saltBytes),
      sealedBytes: same(recovery.sealedBytes),
      checkBytes: recovery.checkBytes === null ? null : same(recovery.checkBytes),
    },
    passkeys: passkeys.map(({ aboutBytes, saltBytes, sealedBytes }) => ({
      aboutBytes: same(aboutBytes),
      saltBytes: same(saltBytes),
      sealedBytes: same(sealedBytes),
    })),
  }
}

const writeOver = (handle: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(handle, bytes, written, bytes.length - written, written)
  }
  fsyncSync(handle)
}

/**
 * Puts `bytes` over those of a file, in their place on the disk, and lets the file keep its times. Two texts of one shape and
 * length, cut anywhere, are again a text of that shape. One of another length is replaced whole, and the old one overwritten.
 */
const overwrite = (path: string, bytes: Uint8Array): void => {
  const handle = openSync(path, 'r+')
  try {
    const { size, atimeMs, mtimeMs } = fstatSync(handle)
    if (size === bytes.length) {
      writeOver(handle, bytes)
      // In seconds: a `Date` would cut what is less than a millisecond, and that would show.
      futimesSync(handle, atimeMs / 1000, mtimeMs / 1000)
    } else {
      writeTimeless(path, bytes, WHERE)
      writeOver(handle, new Uint8Array(size))
    }
  } finally {
    closeSync(handle)
  }
}

/** Whatever goes wrong with one file must neither be told nor spare the next one (rule DU6). */
const quietly = (work: () => void): void => {
  try {
    work()
  } catch {
    // The next use of the duress passphrase tries again.
  }
}

const replace = (path: string, bytes: Uint8Array): void => {
  try {
    overwrite(path, bytes)
  } catch {
    // A file that may not be written in its place may still be replaced.
    writeTimeless(path, bytes, WHERE)
  }
}

/**
 * Destroys what opens this vault on this installation (rule DU6): in every key file all slots but the one for duress, every
 * device key, and what a crash left of them. All of it looks afterwards as it looked before. What that is worth on the disk
 * below is in docs/threat-model.md. Never throws: what was not possible is possible the next time.
 */
export const destroyKeys = (dir: string, vault: VaultFile): void => {
  const folder = keysDir(dir)
  quietly(() => {
    for (const file of readKeyFiles(dir, vault)) {
      quietly(() => {
        replace(join(folder, `${file.memberHex}.json`), keyFileBytes(emptied(file)))
      })
    }
  })
  quietly(() => {
    for (const name of readdirSync(folder)) {
      const deviceHex = DEVICE_FILE.exec(name)?.groups?.['device']
      quietly(() => {
        if (deviceHex !== undefined) {
          const nobody = x25519PublicKey(randomBytes(32))
          replace(join(folder, name), sealDeviceKey({ deviceHex, seed: randomBytes(32) }, nobody, randomBytes))
        } else if (name.endsWith('.new')) {
          destroyFile(join(folder, name))
        }
      })
    }
  })
}
