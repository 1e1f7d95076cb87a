import assert from 'node:assert/strict'
import type { z } from '@hono/zod-openapi'
import type { Answer } from './http.ts'

/** The JSON of an answer that must have succeeded and must have exactly the shape of its schema, nothing more (S26). */
export function fits<T extends z.ZodType>(schema: T, answer: Answer): z.infer<T> {
  assert.equal(answer.status, 200, answer.bodyBytes.toString())
  const json = answer.json()
  const read = schema.parse(json)
  assert.deepEqual(read, json)
  return read
}

/** The code of an answer that must have been refused with this status. */
export function refusedWith(status: number, answer: Answer): string {
  assert.equal(answer.status, status, answer.bodyBytes.toString())
  const { error } = answer.json<{ error: { code: string; message: string } }>()
  assert.match(error.message, /^\p{Lu}.*[.!?]$/su, 'a refusal is a sentence')
  return error.code
}
