import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inventPeople } from './people.ts'
import { inventAlbumAnswers } from './album-answers.ts'
import { consentPurposes } from './people-texts.ts'
import type { Person } from './world-types.ts'

const people = inventPeople('7', 400)
const byId = new Map(people.map((person) => [person.id, person]))
const first = (person: Person): boolean => person.samePersonAs === null

test('TW3 the people of a smaller world are the first of a larger one', () => {
  const smaller = inventPeople('7', 130)
  const known = new Set(smaller.map((person) => person.id))
  const beginning = people
    .slice(0, 130)
    .map((person) => ({ ...person, kin: person.kin.filter((kin) => known.has(kin.person)) }))
  assert.deepEqual(smaller, beginning)
})

test('TW10 brothers and sisters share father, grandfather and place', () => {
  let pairs = 0
  for (const person of people.filter(first)) {
    for (const { relation, person: otherId } of person.kin) {
      const other = byId.get(otherId)!
      assert.equal(other.family, person.family)
      if (relation !== 'brother' && relation !== 'sister') continue
      pairs += 1
      const [, father, grandfather] = person.spellings.kurmanji[0]!.split(' ')
      const [, otherFather, otherGrandfather] = other.spellings.kurmanji[0]!.split(' ')
      assert.deepEqual([otherFather, otherGrandfather], [father, grandfather])
      assert.equal(other.lastSeenDate, person.lastSeenDate)
    }
  }
  assert.ok(pairs > 50)
})

test('TW10 kin name each other', () => {
  const answers: Record<string, string[]> = {
    father: ['son', 'daughter'],
    mother: ['son', 'daughter'],
    son: ['father', 'mother'],
    daughter: ['father', 'mother'],
    brother: ['brother', 'sister'],
    sister: ['brother', 'sister'],
    husband: ['wife'],
    wife: ['husband'],
  }
  for (const person of people) {
    for (const { relation, person: otherId } of person.kin) {
      const back = byId.get(otherId)!.kin.find((kin) => kin.person === person.id)
      assert.ok(answers[relation]!.includes(back!.relation), `${person.id} ${relation} ${otherId}`)
    }
  }
})

test('TW10 a child is born after its parents', () => {
  for (const person of people) {
    for (const { relation, person: otherId } of person.kin) {
      if (relation !== 'father' && relation !== 'mother') continue
      assert.ok(person.birthYear - byId.get(otherId)!.birthYear >= 11, person.id)
    }
  }
})

test('TW10 some people are registered twice, in another script and without kin', () => {
  const again = people.filter((person) => person.samePersonAs !== null)
  assert.ok(again.length >= 8 && again.length <= people.length / 10)
  for (const person of again) {
    const original = byId.get(person.samePersonAs!)!
    assert.notEqual(person.script, original.script)
    assert.notEqual(person.name, original.name)
    assert.equal(person.sex, original.sex)
    assert.ok(Math.abs(person.birthYear - original.birthYear) <= 1)
    assert.equal(person.spellings.arabic[0], original.spellings.arabic[0])
  }
})

const share = (holds: (person: Person) => boolean): number => people.filter(holds).length / people.length

test('TW10 women and men, children and adults, with and without photo all occur', () => {
  assert.ok(Math.abs(share((person) => person.sex === 'female') - 0.5) < 0.1)
  assert.ok(Math.abs(share((person) => person.photo === null) - 0.25) < 0.07)
  assert.ok(share((person) => person.birthYear > 2000) > 0.1)
  assert.ok(share((person) => person.birthYear < 1990) > 0.1)
  assert.ok(share((person) => person.heritage === 'kurdish') > 0.4)
  for (const script of ['arabic', 'sorani', 'kurmanji', 'latin'] as const) {
    assert.ok(share((person) => person.script === script) > 0.05, script)
  }
})

test('H1 a person has no field beyond those of the families file', () => {
  const fields = new Set(people.flatMap((person) => Object.keys(person)))
  const allowed =
    'id family heritage samePersonAs sex birthYear birthYearTo name script spellings written father grandfather mother origin lastSeenPlace lastSeenDate circumstances kin consent photo'
  assert.deepEqual([...fields].toSorted(), allowed.split(' ').toSorted())
})

test('TW16 parents who are there answer for their children, once each and alike in a family; many were not asked', () => {
  const answers = inventAlbumAnswers('1', people)
  assert.deepEqual(answers, inventAlbumAnswers('1', people))
  assert.equal(new Set(answers.map(({ person }) => person)).size, answers.length)
  const byFamily = new Map<string, Set<string>>()
  for (const { person, givenBy, answer } of answers) {
    const about = byId.get(person)
    assert.ok(about !== undefined && about.samePersonAs === null && about.birthYear >= 1970, person)
    const parent = givenBy.includes('mother') ? 'mother' : 'father'
    assert.ok(givenBy.endsWith(about[parent]), person)
    const relations = about.kin.map(({ relation }) => relation)
    assert.ok(!relations.some((one) => [parent, 'son', 'daughter'].includes(one)), `${person} ${relations.join()}`)
    byFamily.set(about.family, (byFamily.get(about.family) ?? new Set()).add(answer))
  }
  assert.ok([...byFamily.values()].every((said) => said.size === 1))
  const shareOf = (answer: string): number => answers.filter((one) => one.answer === answer).length / people.length
  assert.ok(shareOf('yes') > 0.25 && shareOf('no') > 0.02 && shareOf('yes') + shareOf('no') < 0.7)
})

test('TW10 a family that allowed something allowed tracing', () => {
  const purposes = new Set<string>(consentPurposes)
  for (const { consent, id } of people) {
    assert.ok(consent.every((purpose) => purposes.has(purpose)))
    assert.ok(consent.length === 0 || consent[0] === 'tracing', id)
  }
  assert.ok(people.some((person) => person.consent.length === 0))
})
