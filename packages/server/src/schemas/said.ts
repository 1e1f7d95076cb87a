import { readingWords, refusalWords, tableWords } from '@homeward/intake'
import { actWords, erasureWords, invalidWords, withheldWords } from '@homeward/records'
import { checkPlaces, checkWords } from '@homeward/vault'
import { z } from '@hono/zod-openapi'
import { phoneWords } from '../phones/phone-words.ts'

/**
 * A sentence of a closed list (rule S72): its code and what stands in its gaps, for pages in other languages, and the English that they make.
 */
const saidOf = <Code extends string>(codes: readonly Code[]) =>
  z.object({ code: z.enum(codes), values: z.record(z.string(), z.string()), text: z.string() })

/** One that was read from what is sealed: the code is null for words of no list that this version has. */
const readOf = <Code extends string>(codes: readonly Code[]) => {
  const said = saidOf(codes)
  return said.extend({ code: said.shape.code.nullable() })
}

export const erasureSaidSchema = saidOf(erasureWords.codes).openapi('ErasureSaid')
export const refusalSaidSchema = readOf(refusalWords.codes).openapi('RefusalSaid')
export const withheldSaidSchema = readOf(withheldWords.codes).openapi('WithheldSaid')
export const tableSaidSchema = readOf(tableWords.codes).openapi('TableSaid')
export const readingSaidSchema = readOf(readingWords.codes).openapi('ReadingSaid')
export const phoneSaidSchema = readOf(phoneWords.codes).openapi('PhoneSaid')
export const checkPlaceSchema = readOf(checkPlaces.codes).openapi('CheckPlace')
export const checkSaidSchema = readOf(checkWords.codes).openapi('CheckSaid')
/** Of what was not taken as it was said; the code is null for sentences of no list. */
export const invalidSaidSchema = readOf(invalidWords.codes).openapi('InvalidSaid')
export const actSaidSchema = saidOf(actWords.codes).openapi('ActSaid')
