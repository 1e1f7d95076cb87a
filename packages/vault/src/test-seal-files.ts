/** What the tests of sealing files share: files, and what they have to be when they are sealed. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { sha256, toHex } from '@homeward/format'
import type { SealOutcome } from './seal-files.ts'
import { collect, patternBytes } from './test-vault.ts'
import type { Vault } from './vault.ts'

/** Files of these sizes, each with a content of its own. */
export const writeFiles = (dir: string, sizes: readonly number[]): { path: string; bytes: Uint8Array }[] =>
  sizes.map((size, place) => {
    const file = { path: join(dir, `file-${place}`), bytes: patternBytes(size, place + 1) }
    writeFileSync(file.path, file.bytes)
    return file
  })

/** It was sealed, and opens as these bytes. */
export const assertSealed = async (
  vault: Vault,
  outcome: SealOutcome | undefined,
  bytes: Uint8Array,
): Promise<void> => {
  assert.ok(outcome !== undefined && 'blob' in outcome, JSON.stringify(outcome))
  assert.deepEqual([outcome.size, outcome.sha256], [bytes.length, toHex(sha256(bytes))])
  const reader = await vault.openBlob('evidence', outcome.blob)
  assert.equal(Buffer.compare(await collect(reader.stream()), bytes), 0)
}
