import type { SessionEventKind } from '@homeward/format'
import { setOpen, stageNow } from '../phone.ts'
import type { SealedWrite } from '../store/sealed.ts'
import { runningSession, writeEvent } from './write-event.ts'

let last: Promise<void> = Promise.resolve()

const write = async (what: SessionEventKind, beside: readonly SealedWrite[]): Promise<void> => {
  const stage = stageNow()
  if (stage.at !== 'open') throw new Error('The phone is locked.')
  const session = what.type === 'begun' ? null : runningSession(stage.open)
  if (session === null && what.type !== 'begun') throw new Error('No session is running.')
  setOpen(await writeEvent(stage.open, session, what, beside))
}

/**
 * Adds an event to the session that runs, or begins one; one after the other, in the order in which they are asked for.
 * Resolves when it is durable. Rejects when the phone was locked meanwhile, or could not store it: then nothing was answered.
 */
export const append = (what: SessionEventKind, beside: readonly SealedWrite[] = []): Promise<void> => {
  const asked = last.then(() => write(what, beside))
  last = asked.catch(() => undefined)
  return asked
}
