import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { actWords, listedAs, readSubject, subjectOf, type ActSaid } from './act-words.ts'
import { erasureWords } from './erasure-words.ts'

const subjects: Record<string, ActSaid[]> = {
  'Erase the item source-1.4 and the 3 files in it. Authority: law.': [
    actWords.say('erase-archive', { item: 'source-1.4', files: 3 }),
    actWords.say('authority', { authority: 'law' }),
  ],
  'Lift the quarantine “quarantine-1”.': [actWords.say('lift-quarantine', { quarantine: 'quarantine-1' })],
  'PFIF file for Red office, for tracing a missing person, as far as consent allows.\nPeople (2): person-a, person-b\nItems (0): none':
    [
      actWords.say('pfif-tracing', { recipient: 'Red office' }),
      listedAs('people', ['person-a', 'person-b']),
      listedAs('items', []),
    ],
}

test('R110 what an act is about is made from codes, as it was before there were codes', () => {
  for (const [subject, words] of Object.entries(subjects)) assert.equal(subjectOf(words), subject)
  const ids = Array.from({ length: 103 }, (_one, at) => `item-${at}`)
  const { code, text, values } = listedAs('items', ids)
  assert.deepEqual([code, values['count'], values['more']], ['items-and-more', '103', '3'])
  assert.ok(text.startsWith('Items (103): item-0, item-1,') && text.endsWith(', item-99 and 3 more'), text)
})

test('R111 a subject that stands in the log is read back; one that is not wholly of the list is not', () => {
  for (const [subject, words] of Object.entries(subjects)) assert.deepEqual(readSubject(subject), words)
  for (const subject of [
    'Erase everybody.',
    'Lift the quarantine “quarantine-1”.\nErase everybody.',
    'Erase the person person-a. Authority: law.',
    '',
  ])
    assert.equal(readSubject(subject), null)
})

test('R111 whoever a package is for, what is read of its subject makes exactly that subject', () => {
  const recipient = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('A, for the media, as far as consent allows.', 'B. Authority: law.', 'C\nWithout keys.'),
  )
  fc.assert(
    fc.property(recipient, (name) => {
      const subject = subjectOf([actWords.say('package-media', { recipient: name }), listedAs('people', ['person-a'])])
      const words = readSubject(subject)
      if (words !== null) assert.equal(subjectOf(words), subject)
      if (!name.includes('\n')) assert.equal(words?.[0]?.code, 'package-media')
    }),
  )
})

test('R110 every sentence about an erasure is told from the others', () => {
  for (const code of erasureWords.codes) {
    const { text } = erasureWords.say(code as 'names', { n: 2 })
    assert.equal(erasureWords.read(text).code, code)
  }
})
