import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { TdesktopValue } from './tdesktop-json.ts'
import { emptyList, quoteTdesktop, writeTdesktop } from './tdesktop-json.ts'

test('TW6 control characters are quoted as Telegram Desktop quotes them', () => {
  // Read off SerializeString in tdesktop's export_output_json.cpp.
  assert.equal(quoteTdesktop('a\u0007b\u001Bc\u0000'), String.raw`"a\x07b\x1Bc\x00"`)
  assert.equal(quoteTdesktop('"\\\n\r\t\u2028\u2029'), String.raw`"\"\\\n\r\t\u2028\u2029"`)
  assert.equal(quoteTdesktop('قطة 🐈 ê \u007F\u0085'), '"قطة 🐈 ê \u007F\u0085"')
})

test('TW6 a string without control characters is JSON', () => {
  const anything = fc.string({ unit: 'binary' }).filter((text) => !/\p{Cc}/u.test(text))
  fc.assert(fc.property(anything, (text) => JSON.parse(quoteTdesktop(text)) === text))
})

test('TW6 nesting is indented by one space a level and absent members are left out', () => {
  const value: TdesktopValue = {
    id: 1,
    gone: undefined,
    name: null,
    list: ['a', { b: true }],
    none: emptyList,
    empty: [],
  }
  assert.equal(
    writeTdesktop(value, 1),
    '{\n  "id": 1,\n  "name": null,\n  "list": [\n   "a",\n   {\n    "b": true\n   }\n  ],\n  "none": [],\n  "empty": [\n  ]\n }',
  )
})
