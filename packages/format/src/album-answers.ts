/** Which events of a session are one answer (docs/spec/album.md, AL62). */
import type { AnsweredEvent, SessionEventKind } from './album-types.ts'

/** Whether an answer is only the press of a button: nothing was told beside it. */
const tellsNothing = ({ where, when, words, voice }: AnsweredEvent): boolean =>
  [where, when, words, voice].every((part) => part === undefined)

/**
 * Which answers of a session the next one completes, so that the two are one answer: the same answer about the same picture, with
 * nothing between them but breaks, and nothing told before. What came between, an answer that differs, and one that had told
 * something already begin an answer of their own.
 * @param events of one session of one phone, in their order; some may be missing. Signatures and chain are not looked at.
 * @returns the number of the event that was completed, and that of the one that completes it.
 */
export function completedAnswers(
  events: Iterable<{ seq: number; what: SessionEventKind }>,
): ReadonlyMap<number, number> {
  const completed = new Map<number, number>()
  let open: { seq: number; what: AnsweredEvent } | null = null
  for (const { seq, what } of events) {
    if (what.type === 'paused' || what.type === 'resumed') continue
    if (what.type !== 'answered') {
      open = null
      continue
    }
    if (open !== null && open.what.picture === what.picture && open.what.answer === what.answer)
      completed.set(open.seq, seq)
    open = tellsNothing(what) ? { seq, what } : null
  }
  return completed
}
