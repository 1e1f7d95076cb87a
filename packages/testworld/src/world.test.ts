import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { TestworldError } from './testworld-error.ts'
import { generateWorld } from './world.ts'

test('TW1 a world is the same on every machine', () => {
  const json = JSON.stringify(generateWorld({ seed: 1, people: 40, messages: 1000 }))
  assert.equal(
    createHash('sha256').update(json).digest('hex'),
    'b6ce145be0cfe1733cc61e7dcdec123a745edddc092370a7f9b55c96459070bb',
  )
})

test('TW1 another seed is another world', () => {
  const [one, two] = [1, 2].map((seed) => generateWorld({ seed, people: 40, messages: 1000 }))
  assert.notDeepEqual(one!.people[0]!.name, two!.people[0]!.name)
})

test('TW1 a world is plain data', () => {
  const world = generateWorld({ seed: 1, people: 40, messages: 1000 })
  assert.deepEqual(JSON.parse(JSON.stringify(world)), world)
})

test('TW4 pictures are planted of people who have one, and no chat is too short for them', () => {
  for (const [people, messages] of [
    [0, 0],
    [1, 1],
    [5, 12],
    [60, 2000],
    [800, 300],
  ] as const) {
    const world = generateWorld({ seed: 5, people, messages })
    assert.equal(world.people.length, people)
    const withPhoto = new Set(world.people.flatMap((person) => (person.photo === null ? [] : [person.id])))
    for (const { person } of world.telegram.pictures) assert.ok(person === null || withPhoto.has(person))
    assert.ok(world.telegram.pictures.length <= messages / 3)
  }
})

test('TW11 options out of range are refused in words', () => {
  for (const people of [-1, 0.5, 1e9, Number.NaN]) {
    assert.throws(
      () => generateWorld({ seed: 1, people, messages: 1 }),
      (error) => error instanceof TestworldError && error.code === 'OPTION_INVALID' && /people/u.test(error.message),
    )
  }
  assert.throws(() => generateWorld({ seed: 1, people: 1, messages: 1.5 }), TestworldError)
})
