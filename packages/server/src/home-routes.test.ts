import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createVault, rehearseRecovery } from '@homeward/vault'
import { homeSchema } from './schemas/home.ts'
import { fits } from './testing/fits.ts'
import { passphrase, serveVault, unlock } from './testing/served-vault.ts'

test('M9 home says when this member last rehearsed recovery, or that it was never', async (t) => {
  const dir = await mkdtemp(join(tmpdir(), 'homeward-server-'))
  t.after(() => rm(dir, { recursive: true }))
  const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }
  const { recovery } = await createVault({ dir, name: 'Lighthouse', memberName: 'Nermin', passphrase, kdf })
  const rehearsed = async () => {
    const served = await serveVault(t, { vaultDir: dir })
    const home = fits(homeSchema, await (await unlock(served)).call('GET', '/api/home'))
    await served.close()
    return home.rehearsed
  }
  assert.equal(await rehearsed(), null)
  await rehearseRecovery({ dir, shares: recovery.slice(1), now: () => new Date('2030-01-02T10:00:00Z') })
  assert.equal(await rehearsed(), '2030-01-02T10:00:00.000Z')
})
