import { z } from 'zod'
import { id } from './fields.ts'

/** What people decided about two records: changes of the log, and what each of them says of the pair (rule R52). */

const shape = {
  /** The two records; the one whose id is smaller first. */
  a: id,
  b: id,
  note: z.string().min(1).max(2000).exactOptional(),
}
const inOrder = ({ a, b }: { a: string; b: string }): boolean => a < b
const wrongOrder = { message: 'two different records are needed, in order' }

export const pairSchemas = {
  /** They are one person's. */
  'person.merged': z.strictObject({ type: z.literal('person.merged'), ...shape }).refine(inOrder, wrongOrder),
  /** Takes back that they are one person's, and says nothing else. */
  'person.parted': z.strictObject({ type: z.literal('person.parted'), ...shape }).refine(inOrder, wrongOrder),
  /** They are two people's, who may be relatives. */
  'people.distinct': z
    .strictObject({ type: z.literal('people.distinct'), ...shape, relatives: z.literal(true).exactOptional() })
    .refine(inOrder, wrongOrder),
  'people.unsure': z.strictObject({ type: z.literal('people.unsure'), ...shape }).refine(inOrder, wrongOrder),
} as const

export type PairChange = { [K in keyof typeof pairSchemas]: z.infer<(typeof pairSchemas)[K]> }[keyof typeof pairSchemas]

/** What was said of two records; `parted`: an earlier “same” was taken back. */
export type PairVerdict = 'same' | 'distinct' | 'relatives' | 'unsure' | 'parted'

/** Whether a change is about two records. */
export function isPairChange(change: { type: string }): change is PairChange {
  return Object.hasOwn(pairSchemas, change.type)
}

/** What a change says of its pair. */
export function verdictOf(change: PairChange): PairVerdict {
  if (change.type === 'people.distinct') return change.relatives === true ? 'relatives' : 'distinct'
  return ({ 'person.merged': 'same', 'person.parted': 'parted', 'people.unsure': 'unsure' } as const)[change.type]
}

/** The change that says this of two records, in whatever order they are named. */
export function pairChange(one: string, other: string, verdict: PairVerdict, note?: string): PairChange {
  const [a, b] = one < other ? [one, other] : [other, one]
  const said = { a, b, ...(note === undefined || note === '' ? {} : { note }) }
  if (verdict === 'distinct') return { type: 'people.distinct', ...said }
  if (verdict === 'relatives') return { type: 'people.distinct', relatives: true, ...said }
  return {
    type: ({ same: 'person.merged', parted: 'person.parted', unsure: 'people.unsure' } as const)[verdict],
    ...said,
  }
}
