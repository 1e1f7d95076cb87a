import assert from 'node:assert/strict'
import { test } from 'node:test'
import { captions, sentences } from './sentences.ts'
import { writeWhatsappText } from './whatsapp-export.ts'
import { generateWorld } from './world.ts'
import type { WhatsappChat, WhatsappDialect } from './world-types.ts'

const world = generateWorld({ seed: 11, people: 40, messages: 100 })
const chatOf = (dialect: WhatsappDialect): WhatsappChat => world.whatsapp.find((chat) => chat.dialect === dialect)!

/** Headers as public fixtures of real exports have them. */
const headers: Record<WhatsappDialect, RegExp> = {
  'android-english': /^\d\d\/\d\d\/\d{4}, \d\d:\d\d - (?<rest>.*)$/u,
  'android-arabic': /^\u200F[٠-٩]{1,2}\/[٠-٩]{1,2}\/[٠-٩]{4}، [٠-٩]{1,2}:[٠-٩]{2} [صم] - (?<rest>.*)$/u,
  'ios-english': /^\u200E?\[\d{1,2}\/\d{1,2}\/\d\d, \d{1,2}:\d\d:\d\d\u202F[AP]M\] (?<rest>.*)$/u,
  'ios-arabic':
    /^\u200F?\[[٠-٩]{1,2}\u200F\/[٠-٩]{1,2}\u200F\/[٠-٩]{4}، [٠-٩]{1,2}:[٠-٩]{2}:[٠-٩]{2}\u00A0[صم]\] (?<rest>.*)$/u,
  undecidable: /^\d{1,2}\/\d{1,2}\/\d\d, \d\d:\d\d - (?<rest>.*)$/u,
}

for (const dialect of Object.keys(headers) as WhatsappDialect[]) {
  const chat = chatOf(dialect)
  const { text, counts, pictureNames } = writeWhatsappText('11', chat)
  const lines = text.split(dialect === 'ios-english' ? '\r\n' : '\n')

  test(`TW8 ${dialect}: every header has the one form`, () => {
    const flat = lines.flatMap((line) => line.split('\n'))
    assert.equal(flat.filter((line) => headers[dialect].test(line)).length, chat.messages)
    assert.equal(flat.at(-1), '')
  })

  test(`TW4 ${dialect}: the counts add up and every picture is named once`, () => {
    assert.equal(counts.lines, chat.messages)
    assert.equal(counts.messages + counts.notices, counts.lines)
    assert.equal(counts.pictures, chat.pictures.length)
    assert.equal(new Set(pictureNames).size, chat.pictures.length)
    for (const name of pictureNames) assert.equal(text.split(name).length, 2)
    assert.equal(text.match(/\d\.jpg/gu)?.length ?? 0, counts.pictures + counts.missing)
  })

  test(`TW5 ${dialect}: continuation lines stand in the tables`, () => {
    const known = [...Object.values(sentences).flat(), ...Object.values(captions).flat()]
    const rest = lines.flatMap((line) => line.split('\n')).filter((line) => line !== '' && !headers[dialect].test(line))
    for (const line of rest) {
      let left = line
      for (const sentence of known) left = left.replaceAll(sentence, '')
      assert.match(left, /^[ \u200E\u200F]*(?:<[^<>]+>)?$/u)
    }
  })
}

test('TW8 what the app wrote on an iPhone begins with a mark, what a person wrote does not', () => {
  const lines = writeWhatsappText('11', chatOf('ios-english')).text.split('\r\n').slice(0, -1)
  const generated = /: (?:.+ )?\u200E/u
  for (const line of lines) assert.equal(line.startsWith('\u200E'), generated.test(line), line)
})

test('TW8 a number stands in place of a name nobody saved', () => {
  assert.match(
    writeWhatsappText('11', chatOf('ios-english')).text,
    /\] \u202A\+000\u00A000\u00A00000\u00A0003\u202C: /u,
  )
})

test('TW8 undecidable dates read both ways, in order both ways', () => {
  const { text } = writeWhatsappText('11', chatOf('undecidable'))
  const dates = [...text.matchAll(/^(\d{1,2})\/(\d{1,2})\/15, (\d\d):(\d\d) - /gmu)].map((match) =>
    match.slice(1).map(Number),
  )
  for (const order of [
    ([first, second, hour, minute]: number[]) => Date.UTC(2015, second! - 1, first, hour, minute),
    ([first, second, hour, minute]: number[]) => Date.UTC(2015, first! - 1, second, hour, minute),
  ]) {
    const times = dates.map(order)
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    )
  }
  assert.ok(dates.every(([first, second]) => first! <= 12 && second! <= 12))
  assert.ok(new Set(dates.map(([first]) => first)).size > 5)
})

test('TW8 dates of the other chats can be decided', () => {
  for (const dialect of ['android-english', 'ios-english'] as const) {
    const { text } = writeWhatsappText('11', chatOf(dialect))
    assert.ok(
      [...text.matchAll(/(\d{1,2})\/(\d{1,2})\/(?:20)?15/gu)].some(
        (match) => Number(match[1]) > 12 || Number(match[2]) > 12,
      ),
    )
  }
})
