import { capacities, consentLanguages, consentScopes, packagePurposes, purposes } from '@homeward/records'
import { z } from '@hono/zod-openapi'
import { daySchema, lineSchema, maybe, originShape, textSchema } from './common.ts'

export const consentScopeSchema = z.enum(consentScopes)
export const packagePurposeSchema = z.enum(packagePurposes)
const purposeSchema = z.enum(purposes)
const capacitySchema = z.enum(capacities)
const languageSchema = z.enum(consentLanguages)

/** What somebody allowed or refused something on. */
const consentTextShape = { version: z.string(), language: maybe(languageSchema), words: maybe(z.string()) }

export const consentSchema = z
  .object({
    ...originShape,
    id: z.string(),
    person: z.string(),
    givenBy: z.string(),
    /** Absent where an earlier version did not ask. */
    capacity: maybe(capacitySchema),
    text: maybe(z.object(consentTextShape)),
    scopes: z.array(consentScopeSchema),
    purposes: z.array(purposeSchema),
    recipients: z.array(z.string()),
    until: maybe(z.string()),
    note: maybe(z.string()),
    withdrawn: maybe(
      z.object({ ...originShape, by: maybe(z.string()), capacity: maybe(capacitySchema), reason: maybe(z.string()) }),
    ),
    /** Those of its purposes that were refused since (rule R42). */
    refused: z.array(purposeSchema),
  })
  .openapi('Consent')

export const refusalSchema = z
  .object({
    ...originShape,
    id: z.string(),
    person: z.string(),
    givenBy: z.string(),
    capacity: capacitySchema,
    purposes: z.array(purposeSchema),
    text: maybe(z.object(consentTextShape)),
    note: maybe(z.string()),
  })
  .openapi('Refusal')

const whoShape = { givenBy: lineSchema, capacity: capacitySchema }
const whatShape = {
  scopes: z.array(consentScopeSchema).min(1),
  recipients: z.array(lineSchema).max(100),
  until: maybe(daySchema),
}
/** A form on paper by its name, or words of this program by their version. */
const newTextSchema = z.object({ version: z.string().trim().min(1).max(200), language: maybe(languageSchema) })

export const newConsentSchema = z
  .object({
    ...whoShape,
    ...whatShape,
    purposes: z.array(purposeSchema).min(1),
    text: maybe(newTextSchema),
    note: maybe(textSchema.max(2000)),
  })
  .openapi('NewConsent')

export const newRefusalSchema = z
  .object({
    ...whoShape,
    purposes: z.array(purposeSchema).min(1),
    text: maybe(newTextSchema),
    note: maybe(textSchema.max(2000)),
  })
  .openapi('NewRefusal')

/** What somebody answered to the words of this program, purpose by purpose. */
export const consentAnswersSchema = z
  .object({
    ...whoShape,
    ...whatShape,
    version: z.string().min(1).max(200),
    language: languageSchema,
    note: maybe(textSchema.max(2000)),
    answers: z.array(z.object({ purpose: purposeSchema, answer: z.enum(['yes', 'no']) })).min(1),
  })
  .openapi('ConsentAnswers')

export const withdrawalSchema = z
  .object({ by: maybe(lineSchema), capacity: maybe(capacitySchema), reason: maybe(textSchema.max(2000)) })
  .openapi('Withdrawal')

const handedOutKindSchema = z.enum(['package', 'album'])

/** What a withdrawal stops, or has stopped (rule R44). */
export const consentEffectsSchema = z
  .object({
    consent: z.string(),
    stops: z.array(z.object({ purpose: purposeSchema, scopes: z.array(consentScopeSchema) })),
    /** What other consents allow all the same; without recipients, for any. */
    stays: z.array(z.object({ purpose: purposeSchema, scope: consentScopeSchema, recipients: z.array(z.string()) })),
    handedOut: z.array(
      z.object({
        kind: handedOutKindSchema,
        id: z.string(),
        recipient: z.string(),
        purpose: purposeSchema,
        at: z.string(),
      }),
    ),
    /** What of the above this member may not see. */
    hidden: z.array(handedOutKindSchema),
    /** Parts of it that were erased, and when the last time (rule R128). */
    erased: z.array(z.object({ scope: consentScopeSchema, at: z.string() })),
    /** Whether erasing what it alone allowed would destroy anything now. */
    erasable: z.boolean(),
  })
  .openapi('ConsentEffects')

const wordingSchema = z.object({
  name: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  madeBy: z.enum(['author', 'machine']),
  purposes: z.record(purposeSchema, z.object({ question: z.string(), words: z.string() })),
  about: z.string(),
  parts: z.record(consentScopeSchema, z.string()),
  free: z.string(),
  yes: z.string(),
  no: z.string(),
  notNow: z.string(),
  aloud: z.string(),
  quiet: z.string(),
  back: z.string(),
  thanks: z.string(),
  said: z.string(),
  handBack: z.string(),
})

/** The words that somebody who is asked now reads, in every language that there are words in. */
export const consentWordsSchema = z
  .object({ version: z.string(), languages: z.record(languageSchema, wordingSchema) })
  .openapi('ConsentWords')
