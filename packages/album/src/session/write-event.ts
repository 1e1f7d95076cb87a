import { EMPTY_CHAIN, eventHash, randomBytes, signEvent, toHex } from '@homeward/format'
import type { SessionEvent, SessionEventKind } from '@homeward/format'
import { packEvent, signerOf } from '../store/open-phone.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import { recordName } from '../store/phone-state.ts'
import type { PhoneRecord } from '../store/phone-state.ts'
import { writeSealed } from '../store/sealed.ts'
import type { SealedWrite } from '../store/sealed.ts'
import { afterEvent } from './session.ts'
import type { Session } from './session.ts'

const stamped = (record: PhoneRecord, nowMs: number): PhoneRecord => ({
  ...record,
  highestMs: Math.max(record.highestMs, nowMs + record.offsetMs),
})

/**
 * Signs an event as the next of a session, or as the first of a new one, and seals it. Resolves when it is durable, with
 * everything in `beside`, all or nothing: only then may the page go on (AL54).
 */
export const writeEvent = async (
  open: OpenPhone,
  session: Session | null,
  what: SessionEventKind,
  beside: readonly SealedWrite[] = [],
): Promise<OpenPhone> => {
  const nowMs = Date.now()
  const { phone, signSeed } = signerOf(open.record)
  const head = session?.head ?? EMPTY_CHAIN
  const id = session?.id ?? toHex(randomBytes(16))
  const at = new Date(nowMs).toISOString()
  const event: SessionEvent = { v: 1, phone, session: id, seq: head.next, prev: head.prev, at, what }
  const signed = signEvent(event, signSeed)
  const kept = stamped(open.record, nowMs)
  const record = session === null ? { ...kept, sessions: [...kept.sessions, id] } : kept
  await writeSealed(open.sealed, [
    { name: recordName.event(id, head.next), value: packEvent(signed) },
    { name: recordName.phone, value: record },
    ...beside,
  ])
  const after = afterEvent(session, event, { next: head.next + 1, prev: eventHash(signed.bytes) })
  const sessions =
    session === null ? [...open.sessions, after] : open.sessions.map((each) => (each.id === id ? after : each))
  return { ...open, record, sessions }
}

/** The session that is not over, if there is one. */
export const runningSession = ({ sessions }: OpenPhone): Session | null =>
  sessions.findLast(({ how }) => how === null) ?? null
