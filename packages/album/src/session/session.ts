import { followChain, EMPTY_CHAIN } from '@homeward/format'
import type { AnsweredEvent, AnswerFile, BegunEvent, ChainHead, SessionEvent, SignedEvent } from '@homeward/format'
import type { SessionSummary } from '../store/phone-state.ts'

/** A session, as its events tell it. Nothing of it is stored beside them. */
export interface Session {
  id: string
  begun: BegunEvent
  beganMs: number
  head: ChainHead
  /** The last answer about each picture. */
  answers: ReadonlyMap<string, AnsweredEvent>
  /** Every file that any answer announced. */
  files: readonly AnswerFile[]
  /** The picture that is on the screen, or was last. */
  shown: string | null
  isPaused: boolean
  how: 'finished' | 'stopped' | null
}

/** The session after one more event. The event must be the next of its chain. */
export const afterEvent = (
  session: Session | null,
  { session: id, at, what }: SessionEvent,
  head: ChainHead,
): Session => {
  if (what.type === 'begun') {
    const began = { begun: what, beganMs: Date.parse(at), answers: new Map(), files: [], shown: null }
    return { id, ...began, head, isPaused: false, how: null }
  }
  if (session === null) throw new Error('A session begins with its beginning.')
  switch (what.type) {
    case 'shown': {
      return { ...session, head, shown: what.picture }
    }
    case 'answered': {
      const files = [what.words, what.voice].filter((file) => file !== undefined)
      return {
        ...session,
        head,
        answers: new Map(session.answers).set(what.picture, what),
        files: [...session.files, ...files],
      }
    }
    case 'paused': {
      // In a break no picture is on the screen.
      return { ...session, head, isPaused: true, shown: null }
    }
    case 'resumed': {
      return { ...session, head, isPaused: false }
    }
    default: {
      return { ...session, head, how: what.how }
    }
  }
}

/** Where a chain stops being readable, if it does: nothing after it is looked at, and nothing of it is thrown away. */
export interface Replayed {
  session: Session | null
  isWhole: boolean
}

/** Reads the events of a session in their order, checking signature and chain of each. */
export const replay = (
  events: readonly SignedEvent[],
  phone: { phone: string; signKey: Uint8Array },
  id: string,
): Replayed => {
  let head = EMPTY_CHAIN
  let session: Session | null = null
  for (const event of events) {
    const followed = followChain(head, event, { ...phone, session: id })
    if ('fault' in followed) return { session, isWhole: false }
    head = followed.head
    session = afterEvent(session, followed.event, head)
  }
  return { session, isWhole: session !== null }
}

/** The first picture that has no answer yet, in the order of the session, but for those passed over; null when there is none. */
export const nextPicture = ({ begun, answers }: Session, skipped: readonly string[]): string | null =>
  begun.order.find((picture) => !answers.has(picture) && !skipped.includes(picture)) ?? null

/** The session in short. */
export const summaryOf = ({ id, beganMs, begun, answers, files, how }: Session): SessionSummary => ({
  session: id,
  beganMs,
  answered: answers.size,
  of: begun.order.length,
  recordings: files.filter(({ type }) => type.startsWith('audio/')).length,
  how,
})
