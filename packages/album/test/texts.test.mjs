import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import PO from 'pofile'

const src = path.join(import.meta.dirname, '..', 'src')
const english = JSON.parse(readFileSync(path.join(src, 'locales', 'en.json'), 'utf8'))
const languages = ['ar', 'ckb', 'kmr']
const translated = (language) => PO.parse(readFileSync(path.join(src, 'locales', `${language}.po`), 'utf8')).items

/** The values that a message needs, whatever it does with them. */
const valuesOf = (message) => {
  const walk = (tokens) =>
    (Array.isArray(tokens) ? tokens : []).flatMap((token) => {
      if (!Array.isArray(token)) return []
      const [name, , choices] = token
      return [name, ...Object.values(typeof choices === 'object' && choices !== null ? choices : {}).flatMap(walk)]
    })
  return new Set(walk(compileMessage(message)))
}

test('AL58 every text is there in every language, with the same values', () => {
  for (const language of languages) {
    const items = translated(language)
    assert.deepEqual(
      items.map(({ msgctxt }) => msgctxt),
      Object.keys(english),
      language,
    )
    for (const { msgctxt, msgid, msgstr } of items) {
      assert.equal(msgid, english[msgctxt], `${language} ${msgctxt} was translated from another English text`)
      assert.ok(msgstr[0].trim() !== '', `${language} ${msgctxt} is not translated`)
      assert.deepEqual(valuesOf(msgstr[0]), valuesOf(msgid), `${language} ${msgctxt}`)
    }
  }
})

test('AL58 every key that the app names has a text, and every text is used', () => {
  const files = readdirSync(src, { recursive: true, withFileTypes: true }).filter(
    ({ name }) => /\.tsx?$/u.test(name) && !name.endsWith('.d.ts'),
  )
  const code = files.map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8')).join('\n')
  const named = new Set([...code.matchAll(/['`]([a-z]\w*(?:\.\w+)?)['`]/gu)].map(([, key]) => key))
  const unused = Object.keys(english).filter((key) => !named.has(key) && !key.startsWith('month.'))
  assert.deepEqual(unused, [])
  const asked = [...code.matchAll(/\bt\(\s*'([^']+)'/gu)].map(([, key]) => key)
  assert.ok(asked.length > 100)
  assert.deepEqual(
    asked.filter((key) => !Object.hasOwn(english, key)),
    [],
  )
})

test('AL58 no words for people stand outside the catalogues', () => {
  const found = []
  for (const { parentPath, name } of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (!name.endsWith('.tsx')) continue
    const code = readFileSync(path.join(parentPath, name), 'utf8')
    for (const [line] of code.matchAll(/>\s*[A-Z][a-z]+(?: [a-z]+)+[^<{]*<|(?:title|label|alt|hint)="[^"]+"/gu))
      found.push(`${name}: ${line}`)
  }
  assert.deepEqual(found, [])
})
