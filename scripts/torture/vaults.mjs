/** Small vaults for the torture run: cheap passphrases, content that repeats nowhere. */
import { createVault } from '@homeward/vault'

export const passphrase = 'seven quiet lanterns'
export const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }

export const makeVault = (dir) => createVault({ dir, name: 'Lantern group', memberName: 'First', passphrase, kdf })

/** `length` bytes that are the same for the same seed. */
export const patternBytes = (length, seed = 1) => {
  const bytes = new Uint8Array(length)
  let state = Math.imul(seed, 2_654_435_761)
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}

export const listOf = async (items) => {
  const list = []
  for await (const item of items) list.push(item)
  return list
}
