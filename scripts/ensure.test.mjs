import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isInstalled } from './ensure.mjs'

const lockJson = JSON.stringify({
  packages: {
    '': { name: 'root' },
    'packages/one': { version: '1.0.0' },
    'node_modules/@homeward/one': { resolved: 'packages/one', link: true },
    'node_modules/plain': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/elsewhere': { version: '1.0.0', integrity: 'sha512-b', optional: true },
  },
})

function installed(packages) {
  return JSON.stringify({ packages: { 'node_modules/@homeward/one': { link: true }, ...packages } })
}

test('design §8 packages count as installed when every one is there as the lock file says', () => {
  assert.equal(
    isInstalled(lockJson, installed({ 'node_modules/plain': { version: '1.0.0', integrity: 'sha512-a' } })),
    true,
  )
})

test('design §8 nothing, another version, other bytes or a missing package is not installed', () => {
  assert.equal(isInstalled(lockJson, null), false)
  assert.equal(isInstalled(lockJson, installed({})), false)
  for (const plain of [
    { version: '1.0.1', integrity: 'sha512-a' },
    { version: '1.0.0', integrity: 'sha512-c' },
  ]) {
    assert.equal(isInstalled(lockJson, installed({ 'node_modules/plain': plain })), false)
  }
})
