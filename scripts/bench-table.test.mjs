import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMet, tableOf } from './bench-table.mjs'

test('design §10 a target speaks of the ratio, in either direction', () => {
  assert.equal(isMet({ name: 'a', value: 5, ratio: 0.81, target: '>= 0.8' }), true)
  assert.equal(isMet({ name: 'a', value: 5, ratio: 0.79, target: '≥ 0.8' }), false)
  assert.equal(isMet({ name: 'a', value: 5, ratio: 1.3, target: '<= 1.3' }), true)
  assert.equal(isMet({ name: 'a', value: 5, ratio: 4, target: '< 4' }), false)
  assert.equal(isMet({ name: 'a', value: 5, ratio: 7.9, target: 8 }), false)
})

test('design §10 a target speaks of the value where there is no ratio', () => {
  assert.equal(isMet({ name: 'memory', value: 499, unit: 'MiB', target: '< 500' }), true)
  assert.equal(isMet({ name: 'memory', value: 501, unit: 'MiB', ratio: null, target: '< 500' }), false)
})

test('design §10 what was not measured is neither met nor missed', () => {
  assert.equal(isMet({ name: 'a', value: null, ratio: null, target: '>= 3' }), null)
  assert.match(tableOf([{ name: 'a', value: null, ratio: null, target: '>= 3' }]), /not measured/u)
})

test('design §10 a target that cannot be read is a fault, not a pass', () => {
  assert.throws(() => isMet({ name: 'a', value: 1, ratio: 1, target: 'fast' }), /not understood/u)
})

test('design §10 the table shows every row with its verdict', () => {
  const table = tableOf([
    { name: 'sealing', value: 512.4, unit: 'MB/s', peer: 'SHA-256', ratio: 0.912, target: '>= 0.8' },
    { name: 'lookup', value: 2, unit: 'µs', peer: 'linear scan', ratio: 3.1, target: '>= 8' },
  ])
  assert.match(table, /\| sealing +\| +512 \| MB\/s \| SHA-256 +\| 0\.912 \| >= 0\.8 \| met +\|/u)
  assert.match(table, /\| lookup .* \| MISSED \|/u)
})
