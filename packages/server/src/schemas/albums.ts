import { leftOutReasons } from '@homeward/records'
import { z } from '@hono/zod-openapi'
import { reasonSchema } from './acts.ts'
import { countSchema, idSchema, lineSchema, maybe, originShape } from './common.ts'
import { withheldSaidSchema } from './said.ts'

const hex16Schema = z.string().regex(/^[\da-f]{32}$/u)
export const albumParamsSchema = z.object({ id: hex16Schema })

const kindSchema = z.enum(['recognition', 'family'])
const yearSchema = z.int().min(1850).max(2200)

/** Whom an album is to show: picked by hand, or by a filter; exactly one of the two. */
const choiceShape = {
  kind: kindSchema,
  phone: hex16Schema,
  people: maybe(z.array(idSchema).max(20_000)),
  filter: maybe(
    z.object({
      sex: maybe(z.enum(['female', 'male'])),
      bornFrom: maybe(yearSchema),
      bornTo: maybe(yearSchema),
      place: maybe(z.string().trim().min(1).max(200)),
    }),
  ),
  showNames: z.boolean(),
  /** Those who are or may be under the organisation's age too: then a second person has to agree. */
  withUnderAge: z.boolean(),
}
export const albumChoiceSchema = z.object(choiceShape).openapi('AlbumChoice')
const newAlbumShape = {
  ...choiceShape,
  title: z.string().trim().min(1).max(200),
  until: z.iso.datetime(),
  /** Which of the own teams holds the sessions; needed of whoever is in several. */
  team: maybe(idSchema),
}
export const newAlbumSchema = z.object(newAlbumShape).openapi('NewAlbum')
export const newAlbumProposalSchema = z.object({ ...newAlbumShape, reason: reasonSchema }).openapi('NewAlbumProposal')

const leftOutSchema = z.object({
  person: z.string(),
  name: z.string().nullable(),
  why: z.enum(leftOutReasons),
  /** What consent says, where that is why. */
  reason: withheldSaidSchema.nullable(),
})

/** What an album would hold: chosen = shown + left out. */
export const albumPlanSchema = z
  .object({
    chosen: countSchema,
    shown: z.array(
      z.object({
        person: z.string(),
        name: z.string().nullable(),
        photos: z.array(z.string()),
        mayBeNamed: z.boolean(),
        isUnderAge: z.boolean(),
      }),
    ),
    leftOut: z.array(leftOutSchema),
    pictures: countSchema,
    age: countSchema,
  })
  .openapi('AlbumPlan')

export const albumReceiptSchema = z
  .object({
    album: z.string(),
    chosen: countSchema,
    people: countSchema,
    pictures: countSchema,
    leftOut: z.array(leftOutSchema),
  })
  .openapi('AlbumReceipt')

const albumShape = {
  ...originShape,
  id: z.string(),
  kind: kindSchema,
  title: z.string(),
  phone: z.string(),
  phoneName: z.string(),
  until: z.string(),
  showNames: z.boolean(),
  consentText: z.string(),
  person: z.string().nullable(),
  act: z.string().nullable(),
  state: z.enum(['current', 'expired', 'replaced', 'ended', 'phone-revoked']),
  pictures: countSchema,
  sessions: countSchema,
}
export const albumWithPeopleSchema = z
  .object({
    ...albumShape,
    people: z.array(z.object({ person: z.string(), name: z.string().nullable(), pictures: countSchema })),
  })
  .openapi('AlbumWithPeople')

const phoneSchema = z
  .object({
    ...originShape,
    id: z.string(),
    name: z.string(),
    revoked: z.object({ ...originShape, reason: z.string().nullable() }).nullable(),
    album: z.string().nullable(),
    /** When it was here last since the server was started, by the clock of this computer. */
    lastContact: z.string().nullable(),
  })
  .openapi('Phone')

export const albumsShowingSchema = z.object({ albums: z.array(z.object(albumShape)) }).openapi('AlbumsShowing')

export const albumsSchema = z
  .object({
    albums: z.array(z.object(albumShape)),
    phones: z.array(phoneSchema),
    /** The organisation's age. */
    age: countSchema,
    /** Where phones reach the album; null while they cannot. */
    phoneUrl: z.string().nullable(),
    /** Whether the member of this session may take in sessions of phones: they need testimony too. */
    mayAnswer: z.boolean(),
  })
  .openapi('Albums')

export const endSchema = z.object({ reason: maybe(reasonSchema) }).openapi('AlbumEnd')
export const ageSchema = z.object({ years: z.int().min(0).max(30) }).openapi('AlbumAge')

/** A phone that is being paired. `url` is what the QR code says. */
export const invitationSchema = z
  .object({
    invitation: z.string(),
    state: z.enum(['open', 'committed', 'compare', 'paired', 'refused', 'spoiled', 'over']),
    untilMs: countSchema,
    url: z.string(),
    /** The six digits, when the phone shows them too. */
    code: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .openapi('Invitation')
export const sameSchema = z.object({ name: lineSchema }).openapi('PhoneName')
