import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** Recognises the passphrase that opened the vault, without holding it. */
export interface PassphraseCheck {
  matches: (passphrase: string) => Promise<boolean>
  forget: () => void
}

/**
 * Makes a check that lives as long as the vault is open, for a second browser that wants to come in: the vault's own
 * key files cannot be opened twice.
 *
 * Kept is scrypt (RFC 7914; N = 2^14, r = 8) of the passphrase under a fresh salt, in memory only. Whoever can read this
 * memory can read the keys beside it.
 */
export async function createPassphraseCheck(passphrase: string): Promise<PassphraseCheck> {
  const saltBytes = randomBytes(16)
  const rightBytes = await derive(passphrase, saltBytes)
  return {
    matches: async (given) => timingSafeEqual(await derive(given, saltBytes), rightBytes),
    forget() {
      rightBytes.fill(0)
    },
  }
}

function derive(passphrase: string, saltBytes: Uint8Array): Promise<Buffer> {
  const options = { N: 2 ** 14, r: 8, p: 1, maxmem: 2 ** 26 }
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), saltBytes, 32, options, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
