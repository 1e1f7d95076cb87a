import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { keyWord } from './fold-registry.ts'

test('M10 a key of a name is one word of letters and digits, whatever characters it has, and no other key has it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
      assert.match(keyWord(key), /^[0-9a-f]+$/u)
      assert.equal(Buffer.from(keyWord(key), 'hex').toString(), key)
    }),
  )
})
