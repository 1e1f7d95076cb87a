import { z } from '@hono/zod-openapi'
import { countSchema } from './common.ts'

const roleSchema = z.enum(['given', 'father', 'grandfather', 'family'])
const fitSchema = z.enum([
  'same',
  'same-sounds',
  'other-script',
  'spelling',
  'vowels',
  'begins',
  'close',
  'alike',
  'other',
  'missing',
])

const partShape = {
  part: roleSchema,
  a: z.string().nullable(),
  b: z.string().nullable(),
  atA: countSchema.nullable(),
  atB: countSchema.nullable(),
  fit: fitSchema,
  distance: z.number().nullable(),
  bits: z.number(),
  rarity: z.enum(['very-common', 'common', 'usual', 'uncommon']).nullable(),
}

/** Which word stands against which, and how they fit: codes, which a page tells in its own language (rule M13). */
export const namePartSchema = z.object(partShape).openapi('NamePart')
/** One word of a query and what it met (rule M14). */
export const searchPartSchema = z
  .object({ ...partShape, field: z.enum(['name', 'mother', 'place', 'identifier']) })
  .openapi('SearchPart')
