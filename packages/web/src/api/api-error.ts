import { clientTexts } from '../texts/client.ts'
import { errorSentence } from '../texts/errors.ts'
import type { RefusedRequest } from './types.ts'

/** What the server answered instead of what was asked; `message` is a sentence for the person who reads it. */
export class ApiError extends Error {
  /** The server's code, or one of our own: UNREACHABLE, NOT_UNDERSTOOD, CANCELLED. */
  readonly code: string
  /** HTTP status; 0 if no answer came. */
  readonly status: number
  /** How long the server asks to wait before trying again. */
  readonly retryAfterMs: number | null

  constructor(code: string, message: string, status: number, retryAfterMs: number | null = null) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

interface ErrorBody {
  error?: Partial<RefusedRequest>
  retryAfterMs?: unknown
}

/** Turns an answer that is not a success into an ApiError; `body` is the answer's text. */
export const errorFromAnswer = (status: number, body: string): ApiError => {
  try {
    const parsed = JSON.parse(body) as ErrorBody
    const { code, message, said } = parsed.error ?? {}
    const { retryAfterMs } = parsed
    if (typeof code === 'string' && typeof message === 'string') {
      return new ApiError(
        code,
        errorSentence({ code, message, ...(said === undefined ? {} : { said }) }),
        status,
        typeof retryAfterMs === 'number' ? retryAfterMs : null,
      )
    }
  } catch {
    // Not JSON: the sentence below says so.
  }
  return new ApiError('NOT_UNDERSTOOD', clientTexts.notUnderstood(status), status)
}
