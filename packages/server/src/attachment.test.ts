import assert from 'node:assert/strict'
import { validateHeaderValue } from 'node:http'
import { test } from 'node:test'
import fc from 'fast-check'
import { attachmentHeaders } from './attachment.ts'

const anyName = fc.string({ unit: 'binary', maxLength: 300 })

test('S24 any name stays within its header and comes back as it was', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      const disposition = attachmentHeaders(name, 'image/png', 1)['content-disposition'] ?? ''
      validateHeaderValue('content-disposition', disposition)
      const [, ascii, encoded] =
        /^attachment; filename="([\w.() -]*)"; filename\*=UTF-8''([\w.%~-]*)$/u.exec(disposition) ?? []
      assert.ok(ascii !== undefined && encoded !== undefined, disposition)
      assert.equal(decodeURIComponent(encoded), name)
    }),
  )
})

test('S24 a lone surrogate in a name breaks nothing', () => {
  assert.match(
    attachmentHeaders('a\uD800b', 'image/png', 1)['content-disposition'] ?? '',
    /filename\*=UTF-8''a%EF%BF%BDb$/u,
  )
})

const typeOf = (mediaType: string) => attachmentHeaders('a', mediaType, 1)['content-type']

test('S24 what is no media type is sent as bytes', () => {
  assert.equal(typeOf('image/svg+xml'), 'image/svg+xml')
  for (const wrong of ['', 'text/html; charset=x', 'text', 'a/b\r\nSet-Cookie: c', '*/*', `a/${'b'.repeat(101)}`])
    assert.equal(typeOf(wrong), 'application/octet-stream', wrong)
})
