import { completedAnswers, concatBytes, parseEvent, toBase64 } from '@homeward/format'
import type { AnswerFile, SignedEvent } from '@homeward/format'
import { summaryOf } from '../session/session.ts'
import type { Session } from '../session/session.ts'
import { readEvents } from '../store/open-phone.ts'
import type { OpenPhone } from '../store/open-phone.ts'
import { recordName } from '../store/phone-state.ts'
import type { Arrived, PhoneRecord, SessionSummary } from '../store/phone-state.ts'
import { readSealed, writeSealed } from '../store/sealed.ts'
import type { Sealed, SealedWrite } from '../store/sealed.ts'
import { ContactError, getJson, post, putBytes } from './office-api.ts'

const MOST_EVENTS = 200
// The body may have 1 MiB; base64 makes a third more of it.
const MOST_BYTES = 700_000

/** What came of sending. `refused` holds the office's words for what it did not take: that stays on the phone. */
export interface Sent {
  record: PhoneRecord
  answers: number
  files: number
  refused: string[]
}

/** As many events as one request may hold, from the first on. */
const batchOf = (events: readonly SignedEvent[]): SignedEvent[] => {
  const batch: SignedEvent[] = []
  let size = 0
  for (const event of events) {
    size += event.bytes.length + 200
    if (batch.length > 0 && (batch.length === MOST_EVENTS || size > MOST_BYTES)) break
    batch.push(event)
  }
  return batch
}

const arrivedIn = (answer: Record<string, unknown>): Arrived => {
  const { have, files } = answer
  if (typeof have !== 'number' || !Number.isSafeInteger(have) || have < 0) throw new ContactError('stranger', 'have')
  return { have, files: Array.isArray(files) ? files.filter((file) => typeof file === 'string') : [] }
}

/** The bytes of a file that an answer announced, from the pieces as they were sealed; null when one is gone. */
const fileBytes = async (sealed: Sealed, { id, size }: AnswerFile): Promise<Uint8Array | null> => {
  const pieces: Uint8Array[] = []
  let length = 0
  while (length < size) {
    const piece = await readSealed(sealed, recordName.chunk(id, pieces.length))
    if (piece === null || piece.length === 0) return null
    pieces.push(piece)
    length += piece.length
  }
  return length === size ? concatBytes(...pieces) : null
}

const sendEvents = async (token: string, session: string, events: SignedEvent[], from: number): Promise<number> => {
  let have = from
  while (have < events.length) {
    const batch = batchOf(events.slice(have))
    const body = {
      from: have,
      events: batch.map(({ bytes, signature }) => ({ bytes: toBase64(bytes), signature: toBase64(signature) })),
    }
    const answer = arrivedIn(await post(`sessions/${session}/events`, body, token))
    // What does not move on would be sent for ever.
    if (answer.have <= have) throw new ContactError('stranger', 'have')
    have = answer.have
  }
  return have
}

const pieceNames = async (sealed: Sealed, file: AnswerFile): Promise<SealedWrite[]> => {
  const writes: SealedWrite[] = []
  for (let length = 0; length < file.size;) {
    const name = recordName.chunk(file.id, writes.length)
    const piece = await readSealed(sealed, name)
    if (piece === null || piece.length === 0) break
    length += piece.length
    writes.push({ name, value: null })
  }
  return writes
}

/** Removes everything that a session said from the phone; `summary` is what stays of it. */
const removeSession = async (
  sealed: Sealed,
  record: PhoneRecord,
  session: Session,
  { events, summary }: { events: readonly SignedEvent[]; summary: readonly SessionSummary[] },
): Promise<PhoneRecord> => {
  const left: PhoneRecord = {
    ...record,
    sessions: record.sessions.filter((id) => id !== session.id),
    sent: [...record.sent, ...summary].slice(-50),
  }
  const files = await Promise.all(session.files.map((file) => pieceNames(sealed, file)))
  await writeSealed(sealed, [
    { name: recordName.phone, value: left },
    ...events.map((_event, seq) => ({ name: recordName.event(session.id, seq), value: null })),
    { name: recordName.arrived(session.id), value: null },
    { name: recordName.draft(session.id), value: null },
    ...files.flat(),
  ])
  return left
}

/**
 * Sends what the office does not have of every session, and asks first what that is: so a contact that was cut off goes on
 * where it stopped, and what is sent twice changes nothing. A refusal of one session keeps none of the others.
 * @throws ContactError when the contact itself ends; what had arrived by then has arrived.
 */
export const sendSessions = async (open: OpenPhone, token: string): Promise<Sent> => {
  const sent: Sent = { record: open.record, answers: 0, files: 0, refused: [] }
  for (const session of open.sessions) {
    try {
      await sendSession(open.sealed, session, token, sent)
    } catch (error) {
      if (!(error instanceof ContactError) || error.fault !== 'refused') throw error
      sent.refused.push(error.code)
      // Erased at the office, by people and in its log: then it is erased here too (AL26).
      if (error.code === 'SESSION_ERASED') {
        const events = await readEvents(open.sealed, session.id)
        sent.record = await removeSession(open.sealed, sent.record, session, { events, summary: [] })
      }
    }
  }
  return sent
}

const sendSession = async (sealed: Sealed, session: Session, token: string, sent: Sent): Promise<void> => {
  const events = await readEvents(sealed, session.id)
  const known = arrivedIn(await getJson(`sessions/${session.id}`, token))
  const have = await sendEvents(token, session.id, events, known.have)
  sent.answers += countAnswers(events, known.have)
  await writeSealed(sealed, [{ name: recordName.arrived(session.id), value: { have, files: known.files } }])
  const stored = new Set(known.files)
  let isWhole = true
  for (const file of session.files) {
    if (!stored.has(file.id)) {
      const bytes = await fileBytes(sealed, file)
      if (bytes === null) {
        sent.refused.push('FILE_LOST')
        isWhole = false
      } else {
        await putBytes(`sessions/${session.id}/files/${file.id}`, bytes, token)
        stored.add(file.id)
        sent.files += 1
      }
    }
  }
  await writeSealed(sealed, [{ name: recordName.arrived(session.id), value: { have, files: [...stored] } }])
  if (session.how !== null && isWhole)
    sent.record = await removeSession(sealed, sent.record, session, { events, summary: [summaryOf(session)] })
}

/** How many answers the events from `from` on hold. What was only told of an answer that had arrived before is none (AL62). */
const countAnswers = (events: readonly SignedEvent[], from: number): number => {
  const read = events.map(({ bytes }) => parseEvent(bytes))
  const completing = new Set(completedAnswers(read).values())
  return read.filter(({ seq, what }) => seq >= from && what.type === 'answered' && !completing.has(seq)).length
}
