/** What the tests of erasing share: a vault with two people, one of whom is to be erased. */
import type { EraseRequest } from './erase.ts'
import { listOf, patternBytes } from './test-vault.ts'
import type { Vault } from './vault.ts'

/** Sizes of a sealed file of its own, and of one that stands in the database. */
export const LARGE = 90_000
const SMALL = 3000

/** A change that says something. */
export const note = (text: string): { type: string; text: string } => ({ type: 'test.note', text })

/** Two people of whom one is to be erased, each with a text, a small and a large sealed file. */
export const fillTwo = async (vault: Vault): Promise<EraseRequest> => {
  await vault.append(
    ['a', 'b'].map((one) => ({ compartment: 'registry', subject: `person-${one}`, changes: [note(`about ${one}`)] })),
  )
  const [small, large] = [
    await vault.sealBytes('registry', patternBytes(SMALL, 1)),
    await vault.sealBytes('registry', patternBytes(LARGE, 2)),
  ]
  await vault.sealBytes('registry', patternBytes(SMALL, 3))
  await vault.sealBytes('registry', patternBytes(LARGE, 4))
  return {
    erasure: 'erasure-1',
    subjects: [{ compartment: 'registry', subject: 'person-a' }],
    blobs: [small, large].map(({ blob }) => ({ compartment: 'registry', blob })),
    authority: 'person',
    act: 'act-1',
  }
}

/** The texts of the registry; `null` for what was erased. */
export const textsIn = async (vault: Vault): Promise<unknown[]> =>
  (await listOf(vault.entries('registry'))).map(({ changes, isErased }) => (isErased ? null : changes[0]?.['text']))
