import { refusalWords } from '@homeward/intake'
import { ServerError } from './errors.ts'
import type { Session, Sessions } from './sessions.ts'

/**
 * The bytes of a request while they arrive. As long as they do, somebody is there (rule S10).
 *
 * Throws `ServerError` TOO_LARGE, UPLOAD_BROKEN if the connection ends early, and LOCKED if the session does.
 */
export async function* bytesArriving(
  incoming: AsyncIterable<unknown>,
  { session, sessions, mostFileBytes }: { session: Session; sessions: Sessions; mostFileBytes: number },
): AsyncGenerator<Uint8Array> {
  let size = 0
  try {
    for await (const chunk of incoming) {
      const bytes = chunk as Uint8Array
      size += bytes.length
      if (size > mostFileBytes)
        throw new ServerError('TOO_LARGE', refusalWords.say('too-large', { bytes: mostFileBytes }).text)
      if (session.ended.aborted) throw new ServerError('LOCKED', 'The vault was locked while the file was sent.')
      sessions.touch(session)
      yield bytes
    }
  } catch (error) {
    if (error instanceof ServerError) throw error
    throw new ServerError('UPLOAD_BROKEN', refusalWords.say('connection-broke').text, { cause: error })
  }
}
