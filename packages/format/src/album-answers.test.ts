import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completedAnswers } from './album-answers.ts'
import type { SessionEventKind } from './album-types.ts'

const [one, two] = ['1'.repeat(32), '2'.repeat(32)]
const pressed = (picture: string, answer: 'recognised' | 'unsure' = 'recognised'): SessionEventKind => ({
  type: 'answered',
  picture,
  answer,
})
const told = (picture: string, where = 'near the mill'): SessionEventKind => ({
  type: 'answered',
  picture,
  answer: 'recognised',
  where,
})
const shown = (picture: string): SessionEventKind => ({ type: 'shown', picture })
const completedIn = (...kinds: SessionEventKind[]): [number, number][] => [
  ...completedAnswers(kinds.map((what, seq) => ({ seq, what }))),
]

test('AL62 what is told after an answer completes it, over a break too', () => {
  assert.deepEqual(completedIn(shown(one), pressed(one), told(one)), [[1, 2]])
  const [paused, resumed]: SessionEventKind[] = [{ type: 'paused' }, { type: 'resumed' }]
  assert.deepEqual(completedIn(pressed(one), paused ?? shown(one), resumed ?? shown(one), told(one)), [[0, 3]])
})

test('AL62 another answer, another picture and a second look are answers of their own', () => {
  assert.deepEqual(completedIn(pressed(one, 'unsure'), told(one)), [])
  assert.deepEqual(completedIn(pressed(one), told(two)), [])
  assert.deepEqual(completedIn(pressed(one), shown(two), shown(one), pressed(one)), [])
})

test('AL62 what was told is never taken for a part of what was told later', () => {
  assert.deepEqual(completedIn(told(one), told(one, 'at the well')), [])
  assert.deepEqual(completedIn(pressed(one), told(one), pressed(one), told(one, 'at the well')), [
    [0, 1],
    [2, 3],
  ])
})
