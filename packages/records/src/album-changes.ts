import { z } from 'zod'
import { hex32, id, shortText } from './fields.ts'

/** The change types of albums, phones and recognition sessions. Rules R73–R85 of docs/spec/records.md. */

/** Ids that a phone knows too: random, and nothing else. */
const hex16 = z.string().regex(/^[0-9a-f]{32}$/u)
const base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/u)
const signature = base64(88)
/** The bytes of an event, at most 44 KiB of them (AL14). */
const eventBytes = base64(60_076)
const reason = z.string().min(1).max(2000).exactOptional()

export const albumChangeSchemas = {
  /** A phone that was compared with the desk. `officeSeed` signs what the office says to this phone (AL4). */
  'phone.paired': z.strictObject({
    type: z.literal('phone.paired'),
    phone: hex16,
    name: shortText,
    signKey: hex32,
    recipient: hex32,
    officeSeed: hex32,
  }),
  'phone.revoked': z.strictObject({ type: z.literal('phone.revoked'), phone: hex16, reason }),
  /** Nobody who is or may be younger is shown without a second person (rule R76). */
  'album.age-set': z.strictObject({ type: z.literal('album.age-set'), years: z.int().min(0).max(30) }),
  'album.made': z.strictObject({
    type: z.literal('album.made'),
    album: hex16,
    kind: z.enum(['recognition', 'family']),
    title: z.string().min(1).max(200),
    phone: hex16,
    until: z.iso.datetime(),
    showNames: z.boolean(),
    consentText: z.string().min(1).max(60),
    /** Of a family album: whose file it is. */
    person: id.exactOptional(),
    /** By which a second person agreed to those who may be under age. */
    act: id.exactOptional(),
  }),
  /**
   * That a person is in an album, with the small picture that was made of a photo (H5: `photo` says of which). It lies sealed as the
   * phone gets it (AL18), under a key of its own that is used for nothing else.
   */
  'album.pictured': z.strictObject({
    type: z.literal('album.pictured'),
    album: hex16,
    picture: hex16,
    person: id,
    photo: id,
    key: hex32,
    blob: hex32,
    sha256: hex32,
    size: z.int().positive(),
    width: z.int().positive(),
    height: z.int().positive(),
    /** A second person agreed although they are or may be under age. */
    agreed: z.literal(true).exactOptional(),
  }),
  /** By which team the sessions are held that are held with this album (rule R98). */
  'album.team': z.strictObject({ type: z.literal('album.team'), album: hex16, team: id }),
  'album.ended': z.strictObject({ type: z.literal('album.ended'), album: hex16, reason }),
  /** One event of a session, exactly as the phone signed it. */
  'session.event': z.strictObject({
    type: z.literal('session.event'),
    phone: hex16,
    session: hex16,
    seq: z.int().nonnegative(),
    /** Whom the picture of an answer shows: the phone does not know it. */
    person: id.exactOptional(),
    bytes: eventBytes,
    signature,
  }),
  /** How far a session has come in with this commit: it stays when an event of it was erased. */
  'session.received': z.strictObject({
    type: z.literal('session.received'),
    phone: hex16,
    session: hex16,
    have: z.int().positive(),
    /** SHA-256 of the last event. */
    prev: hex32,
    /** It came after the phone was revoked, and counts for nothing (rule R80). */
    late: z.literal(true).exactOptional(),
  }),
  /** The words or the voice of an answer, sealed in the compartment of testimonies. */
  'session.filed': z.strictObject({
    type: z.literal('session.filed'),
    phone: hex16,
    session: hex16,
    seq: z.int().nonnegative(),
    file: hex16,
    person: id.exactOptional(),
    blob: hex32,
    sha256: hex32,
    size: z.int().positive(),
  }),
  /** What was said in a session is sealed to the team that took it (rule R99). */
  'session.sealed': z.strictObject({ type: z.literal('session.sealed'), phone: hex16, session: hex16, team: id }),
  /** Another event of the same phone at a place that is taken: kept, and never counted. */
  'session.forked': z.strictObject({
    type: z.literal('session.forked'),
    phone: hex16,
    session: hex16,
    seq: z.int().nonnegative(),
    bytes: eventBytes,
    signature,
  }),
} as const
