import { z } from 'zod'
import { albumChangeSchemas } from './album-changes.ts'
import { capacities, consentLanguages, consentScopes, packagePurposes, purposes } from './consent-words.ts'
import {
  day,
  entryRef,
  fieldNames,
  fieldValue,
  hex32,
  id,
  locatedValue,
  photoValue,
  reconciledValue,
  shortText,
  text,
} from './fields.ts'
import { pairSchemas } from './pair-changes.ts'

/** The change types of this package, checked when they are written and again when they are read. Rules R… of docs/spec/records.md. */

/** What one member proposes and another one approves (rule R17). A kind comes with the code that does it. */
const actKinds = ['bulk-export', 'erasure', 'album-minors', 'informant', 'quarantine', 'testimony'] as const

/** The words that somebody allowed or refused something on: the version of a text, or the name of a form on paper. */
const consentText = z.strictObject({
  version: z.string().min(1).max(200),
  language: z.enum(consentLanguages).exactOptional(),
  words: z.string().min(1).max(4000).exactOptional(),
})

/** What the custody log says that somebody did, or that was refused to them. */
export const custodyDeeds = [
  'denied',
  'exported',
  'listed',
  'locked',
  'opened',
  'refused',
  'searched',
  'unlocked',
] as const

export const changeSchemas = {
  'person.registered': z.strictObject({
    type: z.literal('person.registered'),
    person: id,
    /** The table in which the person came. */
    register: id.exactOptional(),
    values: z.array(fieldValue).min(1),
  }),
  'person.changed': z.strictObject({
    type: z.literal('person.changed'),
    person: id,
    values: z.array(fieldValue).min(1),
  }),
  'person.reconciled': reconciledValue,
  ...pairSchemas,
  'statement.made': z
    .strictObject({
      type: z.literal('statement.made'),
      statement: id,
      person: id,
      kind: z.enum(['photo-found', 'seen-alive', 'name', 'place', 'status', 'recognition', 'other']),
      text,
      by: shortText,
      date: shortText.exactOptional(),
      place: shortText.exactOptional(),
      /** What the words of the place are taken to mean (rule R67). */
      located: locatedValue.exactOptional(),
      lead: id.exactOptional(),
      item: id.exactOptional(),
      /** Of a recognition: what was answered, and which event of which session says so (rule R79). */
      answer: z.enum(['recognised', 'unsure', 'not-recognised']).exactOptional(),
      session: z
        .string()
        .regex(/^[0-9a-f]{32}$/u)
        .exactOptional(),
      seq: z.int().nonnegative().exactOptional(),
    })
    .refine(({ place, located }) => located === undefined || place !== undefined, {
      message: 'a place stands beside the words that name it',
      path: ['located'],
    }),
  /** Somebody says that a record is wrong: about one value, or (without `field`) about the whole of it (rule R37). */
  'challenge.made': z.strictObject({
    type: z.literal('challenge.made'),
    challenge: id,
    person: id,
    field: z.enum(fieldNames).exactOptional(),
    id: id.exactOptional(),
    /** The entry in which the value was said. */
    about: entryRef.exactOptional(),
    by: shortText,
    capacity: z.enum(['self', 'family', 'representative', 'other']),
    /** What they say instead. */
    text,
    date: shortText.exactOptional(),
  }),
  'challenge.answered': z.strictObject({
    type: z.literal('challenge.answered'),
    challenge: id,
    outcome: z.enum(['corrected', 'kept', 'withdrawn', 'reopened']),
    why: z.string().min(1).max(2000),
  }),
  'consent.given': z.strictObject({
    type: z.literal('consent.given'),
    consent: id,
    person: id,
    givenBy: shortText,
    /** In vaults of earlier versions nobody was asked for it, nor for the text. */
    capacity: z.enum(capacities).exactOptional(),
    text: consentText.exactOptional(),
    scopes: z.array(z.enum(consentScopes)).min(1),
    purposes: z.array(z.enum(purposes)).min(1),
    recipients: z.array(shortText),
    until: day.exactOptional(),
    note: z.string().max(2000).exactOptional(),
  }),
  'consent.withdrawn': z.strictObject({
    type: z.literal('consent.withdrawn'),
    consent: id,
    /** Who took it back, and in what capacity. */
    by: shortText.exactOptional(),
    capacity: z.enum(capacities).exactOptional(),
    reason: z.string().max(2000).exactOptional(),
  }),
  /** Somebody was asked and said no: it stops what others have allowed for these purposes (rule R42). */
  'consent.refused': z.strictObject({
    type: z.literal('consent.refused'),
    refusal: id,
    person: id,
    givenBy: shortText,
    capacity: z.enum(capacities),
    purposes: z.array(z.enum(purposes)).min(1),
    text: consentText.exactOptional(),
    note: z.string().max(2000).exactOptional(),
  }),
  'register.imported': z.strictObject({
    type: z.literal('register.imported'),
    register: id,
    file: photoValue.omit({ caption: true, taken: true }),
    mapping: z.record(z.string(), z.string()),
    rows: z.strictObject({
      in: z.int(),
      stored: z.int(),
      refused: z.int(),
      added: z.int().exactOptional(),
      same: z.int().exactOptional(),
    }),
    /** Whose list it is: identifiers are unique within it (rule R59). */
    list: shortText.exactOptional(),
    /** SHA-256 over its headings: a table with the same ones is read alike (rule R61). */
    header: hex32.exactOptional(),
    /** From which part of the file and how it was read. */
    read: z
      .strictObject({
        kind: z.enum(['csv', 'xlsx', 'pfif']),
        sheet: z.string().max(500).exactOptional(),
        encoding: z.string().max(40).exactOptional(),
      })
      .exactOptional(),
  }),
  /** That a row of a table said something about somebody; `digest` is over what it said of one part, and goes with that part (rule R60). */
  'row.imported': z.strictObject({
    type: z.literal('row.imported'),
    person: id,
    register: id,
    part: z.enum(['names', 'details']),
    digest: hex32,
  }),
  /** The organisation's own certificate authority (rule R46): an entry under a key of its own, destroyed when another takes its place. */
  'authority.made': z.strictObject({
    type: z.literal('authority.made'),
    authority: id,
    rootB64: z.base64().max(4000),
    issuerB64: z.base64().max(4000),
    issuerKeyB64: z.base64().max(1000),
    names: z.array(shortText).min(1).max(50),
    shownAs: shortText,
    until: z.iso.datetime(),
  }),
  /** What a package proves about a source, and so the only change in its entry: no name, no informant (rule R15). */
  'source.received': z.strictObject({
    type: z.literal('source.received'),
    source: id,
    how: shortText,
    itemsCount: z.int().nonnegative(),
    itemsRoot: hex32,
    list: z.strictObject({ blob: hex32, sha256: hex32, size: z.int() }),
    refused: z.int().nonnegative(),
  }),
  'source.described': z.strictObject({
    type: z.literal('source.described'),
    source: id,
    name: shortText,
    from: z.string().max(500).exactOptional(),
    note: z.string().max(20_000).exactOptional(),
    legalBasis: z.string().max(2000).exactOptional(),
  }),
  /** Who handed a source over is protected: it names nobody (rule R47). */
  'source.protected': z.strictObject({ type: z.literal('source.protected'), source: id, informant: id }),
  /** Their name, the only change in its entry, under a key of its own. No index holds it. */
  'informant.named': z.strictObject({
    type: z.literal('informant.named'),
    informant: id,
    name: z.string().min(1).max(500),
  }),
  'lead.decided': z.strictObject({
    type: z.literal('lead.decided'),
    lead: id,
    person: id,
    personPhoto: id,
    photoSha256: hex32,
    itemSha256: hex32,
    item: id,
    decision: z.enum(['confirmed', 'refused', 'unsure']),
    /** As it was written once: since then a note is an entry of its own (rule R40). */
    note: z.string().max(20_000).exactOptional(),
  }),
  /** A remark on the last decision about this lead in the same log: it never leaves with the decision (rule R40). */
  'lead.noted': z.strictObject({
    type: z.literal('lead.noted'),
    lead: id,
    note: z.string().min(1).max(20_000),
  }),
  'package.made': z.strictObject({
    type: z.literal('package.made'),
    package: id,
    /** Records of PFIF instead of a package (rule R62). */
    form: z.literal('pfif').exactOptional(),
    recipient: shortText,
    purpose: z.enum(packagePurposes),
    blob: hex32,
    sha256: hex32,
    size: z.int(),
    items: z.array(id),
    consents: z.array(id),
    persons: z.array(id),
    withheld: z.int(),
  }),
  'act.proposed': z.strictObject({
    type: z.literal('act.proposed'),
    act: id,
    kind: z.enum(actKinds),
    /** What exactly is to be done; an approval serves this text and no other (rule R18). */
    subject: text,
    reason: z.string().min(1).max(2000),
    opens: z.array(z.enum(['registry', 'evidence'])).min(1),
    /** Which team took what it is about (rule R101). */
    team: id.exactOptional(),
    until: z.iso.datetime(),
    /** Said when nobody else could have approved it (rule R22). */
    alone: z.literal(true).exactOptional(),
    /** What the subject stands for in full, where that is too long to be read. */
    request: z.strictObject({ blob: hex32, sha256: hex32, size: z.int() }).exactOptional(),
  }),
  'act.answered': z.strictObject({
    type: z.literal('act.answered'),
    act: id,
    /** SHA-256 over the words and the place of the proposal (rule R18). */
    proposal: hex32,
    answer: z.enum(['approved', 'refused', 'withdrawn']),
    note: z.string().min(1).max(2000).exactOptional(),
  }),
  /** Written by the vault itself, whatever the role: see its custody.ts. */
  'custody.noted': z.strictObject({
    type: z.literal('custody.noted'),
    events: z
      .array(
        z.strictObject({
          did: z.enum(custodyDeeds),
          of: z.string().min(1).max(40),
          id: z.string().min(1).max(200).exactOptional(),
          text: z.string().max(1000).exactOptional(),
          at: z.iso.datetime(),
          last: z.iso.datetime(),
          times: z.int().positive(),
        }),
      )
      .min(1),
  }),
  /** Who was told of what is in quarantine (rule R89): never what is in it. */
  'quarantine.noted': z.strictObject({
    type: z.literal('quarantine.noted'),
    quarantine: id,
    told: shortText,
    day,
    reference: z.string().min(1).max(200).exactOptional(),
    note: z.string().min(1).max(2000).exactOptional(),
  }),
  'act.done': z.strictObject({ type: z.literal('act.done'), act: id, proposal: hex32 }),
  ...albumChangeSchemas,
} as const

type Schemas = typeof changeSchemas
/** Every change that this package writes and understands. */
export type RecordChange = { [K in keyof Schemas]: z.infer<Schemas[K]> }[keyof Schemas]
export type ChangeOf<K extends keyof Schemas> = z.infer<Schemas[K]>

/**
 * Reads a change from the log. Returns null for a type that this version does not know (kept in the log, counted by the
 * fold, never an error) and for one that does not fit its own schema.
 */
export function readChange(change: { type: string }): RecordChange | null {
  if (!Object.hasOwn(changeSchemas, change.type)) return null
  const result = changeSchemas[change.type as keyof Schemas].safeParse(change)
  return result.success ? result.data : null
}
