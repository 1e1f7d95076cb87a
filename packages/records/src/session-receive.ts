import {
  EMPTY_CHAIN,
  eventHash,
  followChain,
  fromBase64,
  parseEvent,
  sha256,
  toBase64,
  toHex,
  verifyEvent,
  type AnsweredEvent,
  type ChainFault,
  type ChainHead,
  type SessionEvent,
  type SignedEvent,
} from '@homeward/format'
import type { ChangeOf } from './changes.ts'
import { fromColumn } from './column.ts'
import { isSessionErased } from './erase-session.ts'
import { forkHash } from './fold-albums.ts'
import { derivedId } from './ids.ts'
import { phoneKeyring, type PhoneKeyring } from './phones.ts'
import { commit, type Records, type Write } from './records.ts'
import { withSaid, type EventParts } from './said-in-session.ts'
import { sealedTo } from './seal-rows.ts'
import { sealWrite, teamOf } from './sealed-sessions.ts'
import { sessionSubject } from './session-subjects.ts'

/** Why something of a session was not taken: for the phone, which has words for each. */
export type SessionRefusal =
  | { refused: 'PHONE_UNKNOWN' }
  | { refused: 'SESSION_ERASED' }
  | { refused: 'EVENT_REFUSED'; fault: ChainFault; seq: number }
  | { refused: 'SESSION_FORKED'; seq: number }
  | { refused: 'FILE_UNANNOUNCED' }
  | { refused: 'FILE_DIFFERS' }

/** How far a session is here: the next event, the hash of the last, and the files that are stored. */
export interface SessionStand {
  have: number
  prev: string
  files: string[]
}

/** Forks are kept as far as they tell something; a phone that goes on with them fills no log. */
const mostForks = 20

/** How far a session of a phone is. Of one that is not known: nothing. */
export function standOf(records: Records, phone: string, session: string): SessionStand {
  const { next, prev } = headOf(records, phone, session)
  const files = records.registry
    .prepare('SELECT file FROM session_file WHERE session = ? AND phone = ? ORDER BY file')
    .all<{ file: string }>([session, phone])
  return { have: next, prev, files: files.map(({ file }) => file) }
}

/** From what was received, not from the events: some of those may have been erased since (rule R84). */
function headOf({ registry }: Records, phone: string, session: string): ChainHead {
  const row = registry
    .prepare('SELECT have, prev FROM session_received WHERE session = ? AND phone = ? ORDER BY have DESC LIMIT 1')
    .get<{ have: number; prev: string }>([session, phone])
  return row === undefined ? EMPTY_CHAIN : { next: row.have, prev: row.prev }
}

/**
 * Takes events of a session, all of them or none: durable when it resolves. Those that are here already must be the same and change
 * nothing. One call at a time for a session, which the caller sees to.
 * @returns how many events of the session are here now, or why none was taken.
 */
export async function receiveEvents(
  records: Records,
  { phone, session, from, events }: { phone: string; session: string; from: number; events: readonly SignedEvent[] },
): Promise<{ have: number } | SessionRefusal> {
  const keys = phoneKeyring(records, phone)
  if (keys === null) return { refused: 'PHONE_UNKNOWN' }
  if (isSessionErased(records, session)) return { refused: 'SESSION_ERASED' }
  let head = headOf(records, phone, session)
  const had = head.next
  let begunWith: string | null = null
  if (from > had) return { refused: 'EVENT_REFUSED', fault: 'GAP', seq: had }
  const writes: Write[] = []
  for (const [at, event] of events.entries()) {
    const seq = from + at
    if (seq < had) {
      const refusal = await compareKnown(records, { keys, session, seq, event })
      if (refusal !== null) return refusal
      continue
    }
    const step = followChain(head, event, { phone, session, signKey: keys.signKey })
    if ('fault' in step) return { refused: 'EVENT_REFUSED', fault: step.fault, seq }
    head = step.head
    if (step.event.what.type === 'begun') begunWith = step.event.what.album
    writes.push(...writesOf(records, { keys, session, event: step.event, signed: event }))
  }
  if (writes.length === 0) return { have: had }
  await commit(records, [
    ...sealOnArrival(records, { phone, session, album: begunWith }),
    ...writes,
    {
      compartment: 'registry',
      subject: sessionSubject(session),
      changes: [
        {
          type: 'session.received',
          phone,
          session,
          have: head.next,
          prev: head.prev,
          ...(keys.isRevoked ? { late: true as const } : {}),
        },
      ],
    },
  ])
  return { have: head.next }
}

/** The seal of a session whose team seals what it takes; it stands before the events, so that no index ever holds them (rule R100). */
function sealOnArrival(
  records: Records,
  { phone, session, album }: { phone: string; session: string; album: string | null },
): Write[] {
  if (sealedTo(records.registry, session) !== null) return []
  const team =
    album === null
      ? teamOf(records, session)
      : (records.registry
          .prepare('SELECT team FROM album_team WHERE album IN (SELECT id FROM album WHERE id = ? AND phone = ?)')
          .get<{ team: string }>([album, phone])?.team ?? null)
  const isSealing = records.vault.teams().some((one) => one.id === team && one.isSealing)
  return team === null || !isSealing ? [] : [sealWrite(phone, session, team)]
}

/** An event at a place that is taken: the same, one that was erased, or another one, which is kept beside the first. */
async function compareKnown(
  records: Records,
  { keys, session, seq, event }: { keys: PhoneKeyring; session: string; seq: number; event: SignedEvent },
): Promise<SessionRefusal | null> {
  const { phone } = keys
  const known = records.registry
    .prepare('SELECT hash FROM session_event WHERE session = ? AND phone = ? AND seq = ?')
    .get<{ hash: string }>([session, phone, seq])
  if (known === undefined || known.hash === eventHash(event.bytes)) return null
  const isTheirs = verifyEvent(event, keys.signKey) && saysPlace(event, { phone, session, seq })
  if (!isTheirs) return { refused: 'EVENT_REFUSED', fault: 'SIGNATURE', seq }
  const bytes = toBase64(event.bytes)
  const forks = records.registry
    .prepare('SELECT hash FROM session_fork WHERE session = ? AND phone = ?')
    .all<{ hash: string }>([session, phone])
  if (forks.length < mostForks && !forks.some(({ hash }) => hash === forkHash(bytes)))
    await commit(records, [
      {
        compartment: 'registry',
        subject: sessionSubject(session),
        changes: [{ type: 'session.forked', phone, session, seq, bytes, signature: toBase64(event.signature) }],
      },
    ])
  return { refused: 'SESSION_FORKED', seq }
}

function saysPlace({ bytes }: SignedEvent, place: { phone: string; session: string; seq: number }): boolean {
  try {
    const { phone, session, seq } = parseEvent(bytes)
    return phone === place.phone && session === place.session && seq === place.seq
  } catch {
    return false
  }
}

/** The event as it came, and of an answer the statement on the person, under a subject of that person in this session. */
function writesOf(
  records: Records,
  { keys, session, event, signed }: { keys: PhoneKeyring; session: string; event: SessionEvent; signed: SignedEvent },
): Write[] {
  const { phone } = keys
  const { seq, what } = event
  const person = what.type === 'answered' ? personOf(records, phone, what.picture) : null
  const subject = sessionSubject(session, person ?? undefined)
  const kept: ChangeOf<'session.event'> = {
    type: 'session.event',
    phone,
    session,
    seq,
    ...(person === null ? {} : { person }),
    bytes: toBase64(signed.bytes),
    signature: toBase64(signed.signature),
  }
  const write: Write = { compartment: 'registry', subject, changes: [kept] }
  if (what.type !== 'answered' || person === null || keys.isRevoked) return [write]
  const statement = statementOf({ phone, session, seq, person, what })
  // An entry of its own: a package opens the statement, and not the rest of what the phone signed.
  return statement === null ? [write] : [write, { compartment: 'registry', subject, changes: [statement] }]
}

/** Whom a picture shows; only albums of this phone count. */
function personOf({ registry }: Records, phone: string, picture: string): string | null {
  const row = registry
    .prepare(
      'SELECT person FROM album_picture WHERE picture = ? AND album IN (SELECT id FROM album WHERE phone = ?) LIMIT 1',
    )
    .get<{ person: string }>([picture, phone])
  return row?.person ?? null
}

const wordsOfAnswer = {
  recognised: 'Somebody who looked at an album recognised this person.',
  unsure: 'Somebody who looked at an album was not sure whether they know this person.',
  'not-recognised': 'Somebody who looked at an album did not recognise this person.',
} as const

/** Fixed words: what the viewer said in their own is testimony and stands elsewhere. Who would rather not say has said nothing. */
function statementOf({
  phone,
  session,
  seq,
  person,
  what,
}: {
  phone: string
  session: string
  seq: number
  person: string
  what: AnsweredEvent
}): ChangeOf<'statement.made'> | null {
  if (what.answer === 'unsaid') return null
  const { from, to } = what.when ?? {}
  const date = from === undefined ? to : to === undefined || to === from ? from : `${from} – ${to}`
  const place = what.where?.trim() ?? ''
  return {
    type: 'statement.made',
    statement: derivedId('statement', phone, session, String(seq)),
    person,
    kind: 'recognition',
    text: wordsOfAnswer[what.answer],
    by: 'a viewer of an album',
    ...(date === undefined ? {} : { date }),
    ...(place === '' ? {} : { place }),
    answer: what.answer,
    session,
    seq,
  }
}

/**
 * Takes the words or the voice of an answer, exactly as they are, into the compartment of testimonies. The same again changes
 * nothing. One call at a time for a session.
 */
export async function receiveFile(
  records: Records,
  { phone, session, file, bytes }: { phone: string; session: string; file: string; bytes: Uint8Array },
): Promise<{ stored: true } | SessionRefusal> {
  if (isSessionErased(records, session)) return { refused: 'SESSION_ERASED' }
  const { registry } = records
  const isStored = registry
    .prepare('SELECT sha256 FROM session_file WHERE session = ? AND phone = ? AND file = ?')
    .get<{ sha256: string }>([session, phone, file])
  const digest = toHex(sha256(bytes))
  if (isStored !== undefined) return isStored.sha256 === digest ? { stored: true } : { refused: 'FILE_DIFFERS' }
  const announced = announcedFile(records, { phone, session, file })
  if (announced === null) return { refused: 'FILE_UNANNOUNCED' }
  if (announced.size !== bytes.length || announced.sha256 !== digest) return { refused: 'FILE_DIFFERS' }
  const sealed = await records.vault.sealBytes('testimony', bytes)
  const { seq, person } = announced
  await commit(records, [
    {
      compartment: 'registry',
      subject: sessionSubject(session, person ?? undefined),
      changes: [
        {
          type: 'session.filed',
          phone,
          session,
          seq,
          file,
          ...(person === null ? {} : { person }),
          blob: sealed.blob,
          sha256: digest,
          size: bytes.length,
        },
      ],
    },
  ])
  return { stored: true }
}

function announcedFile(
  records: Records,
  { phone, session, file }: { phone: string; session: string; file: string },
): { seq: number; person: string | null; sha256: string; size: number } | null {
  const rows = records.registry
    .prepare(
      "SELECT session, seq, person, entry, what, bytes, signature FROM session_event WHERE session = ? AND phone = ? AND kind = 'answered' ORDER BY seq",
    )
    .all([session, phone]) as unknown as (EventParts & { person: string | null })[]
  for (const row of rows) {
    const { seq, person } = row
    // Nobody is told: it is compared with what the phone sends.
    const { words, voice } = fromColumn<AnsweredEvent>(withSaid(records, row).what)
    const found = [words, voice].find((one) => one?.id === file)
    if (found !== undefined) return { seq, person, sha256: found.sha256, size: found.size }
  }
  return null
}

/** Checks again that every event of a session that is kept was signed by its phone and follows the one before. */
export function chainOf(
  keys: Pick<PhoneKeyring, 'phone' | 'signKey'> | null,
  session: string,
  rows: readonly { seq: number; bytes: string; signature: string }[],
  have: number,
): 'whole' | 'parts-erased' | 'broken' {
  if (keys === null) return 'broken'
  let head: ChainHead = EMPTY_CHAIN
  for (const row of rows) {
    const event = { bytes: fromBase64(row.bytes), signature: fromBase64(row.signature) }
    // Over a hole the link cannot be followed; signature and place still hold.
    const from = row.seq === head.next ? head : { next: row.seq, prev: prevOf(event.bytes) }
    const step = followChain(from, event, { phone: keys.phone, session, signKey: keys.signKey })
    if ('fault' in step) return 'broken'
    head = step.head
  }
  return rows.length === have ? 'whole' : 'parts-erased'
}

function prevOf(bytes: Uint8Array): string {
  try {
    return parseEvent(bytes).prev
  } catch {
    return ''
  }
}
