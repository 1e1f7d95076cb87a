import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressBytes, isPermitted, maskBytes, readPermitted } from './host-names.ts'

test('S51 an authority is for full names, single addresses and private networks, and for nothing wider', () => {
  for (const text of [
    'office.example',
    'Album.Office.Example',
    'localhost',
    '203.0.113.7',
    '192.168.1.0/24',
    'fd12::/64',
  ])
    assert.doesNotThrow(() => readPermitted(text), text)
  const wide = [
    'org',
    '*.example',
    'example.',
    '',
    'a b.example',
    '0.0.0.0/0',
    '8.8.0.0/16',
    '10.0.0.0/4',
    '::/0',
    '1.2.3',
  ]
  const odd = [
    '192.168.1.0/33',
    '192.168.1.0/24/1',
    '192.168.1.0/x',
    'http://office.example',
    '256.1.1.1',
    'fe80::1%eth0',
  ]
  for (const text of [...wide, ...odd]) assert.throws(() => readPermitted(text), { code: 'INPUT_INVALID' }, text)
})

test('S51 what an authority may name is what it was made for and what lies within', () => {
  const permitted = ['office.example', '192.168.1.0/24', '203.0.113.7', 'fd12:3:4::/48'].map(readPermitted)
  for (const host of ['office.example', 'album.OFFICE.example', '192.168.1.255', '203.0.113.7', 'fd12:3:4:9::1'])
    assert.ok(isPermitted(permitted, host), host)
  for (const host of [
    'notoffice.example',
    'example',
    '192.168.2.1',
    '203.0.113.8',
    'fd12:3:5::1',
    '192.168.1.1.example',
  ])
    assert.ok(!isPermitted(permitted, host), host)
})

test('S51 addresses and masks are the bytes that certificates take', () => {
  assert.deepEqual(addressBytes('1.2.3.255'), Uint8Array.of(1, 2, 3, 255))
  assert.deepEqual(addressBytes('fe80::1')?.at(0), 0xfe)
  assert.deepEqual(addressBytes('::'), new Uint8Array(16))
  assert.deepEqual(addressBytes('2001:db8:1:2:3:4:5:6')?.slice(12), Uint8Array.of(0, 5, 0, 6))
  assert.deepEqual(addressBytes('::ffff:1.2.3.4')?.slice(10), Uint8Array.of(255, 255, 1, 2, 3, 4))
  assert.equal(addressBytes('office.example'), null)
  assert.deepEqual(maskBytes(4, 20), Uint8Array.of(255, 255, 240, 0))
  assert.deepEqual(maskBytes(4, 0), Uint8Array.of(0, 0, 0, 0))
  assert.deepEqual(maskBytes(4, 32), Uint8Array.of(255, 255, 255, 255))
})
