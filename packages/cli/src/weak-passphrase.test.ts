import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { run, testDir } from './test-cli.ts'
import { refuseWeakPassphrase } from './weak-passphrase.ts'

const words = ['Lighthouse of the North', 'Nermin']

test('X18 what would be tried first is refused, in words that do not repeat it', () => {
  for (const weak of [
    '',
    'olive',
    'aaaaaaaaaaaaaaaaaaaaaaaa',
    'abababababababababababab',
    '123456789012345678901',
    'abcdefghijklmnopqrstuvwxyz',
    'homeward passphrase',
    'Lighthouse-North-2026!',
    'nermin nermin lighthouse 1',
    'password password password',
    '١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩',
  ])
    assert.throws(
      () => {
        refuseWeakPassphrase(weak, words)
      },
      (error: Error & { code?: string }) =>
        error.code === 'PASSPHRASE_WEAK' && (weak === '' || !error.message.includes(weak)),
      weak,
    )
})

test('X18 long ones of any script and kind are taken, spaces and all, up to any length', () => {
  for (const good of [
    'olive tree beside the old well',
    'lamp river olive',
    'دار زەیتوون لە تەنیشت بیرەکە',
    'kP9-vTq2_xL7zRm4',
    'the lighthouse keeper paints two ladders',
    'olive tree '.repeat(40),
  ])
    refuseWeakPassphrase(good, words)
})

test('X18 no vault is made with a weak passphrase', async (t) => {
  const dir = path.join(testDir(t), 'vault')
  const env = { HOMEWARD_PASSPHRASE: 'Garden Market 2026' }
  const ran = await run(['init', dir, '--name', 'Garden Market', '--member', 'Nermin', '--kdf-memory', '64'], env)
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /six words at random/u)
  assert.equal(existsSync(dir), false)
})
