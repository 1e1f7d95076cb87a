import { actWords, erasureWords } from '@homeward/records'
import { z } from '@hono/zod-openapi'

/**
 * A sentence of a closed list (rule S72): its code and what stands in its gaps, for pages in other languages, and the English that they make.
 * The code is null for words of no list that this version has, as in what an older one sealed.
 */
const saidOf = <Code extends string>(codes: readonly Code[]) =>
  z.object({ code: z.enum(codes).nullable(), values: z.record(z.string(), z.string()), text: z.string() })

export const erasureSaidSchema = saidOf(erasureWords.codes).openapi('ErasureSaid')
export const actSaidSchema = saidOf(actWords.codes).openapi('ActSaid')
