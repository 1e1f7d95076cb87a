import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { openRecords, type Records } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'

/** An empty vault with one member, removed after the test. `now` is the clock of its device. */
export async function emptyVault(t: TestContext, now = () => new Date()): Promise<Records> {
  const parent = await mkdtemp(join(tmpdir(), 'homeward-people-'))
  const dir = join(parent, 'vault')
  const passphrase = 'a test passphrase'
  await createVault({
    dir,
    name: 'Test vault',
    memberName: 'Member',
    passphrase,
    kdf: { memoryKiB: 8, passes: 1, lanes: 1 },
  })
  const records = await openRecords(await openVault({ dir, passphrase, now }))
  t.after(async () => {
    records.vault.close()
    await rm(parent, { recursive: true })
  })
  return records
}
