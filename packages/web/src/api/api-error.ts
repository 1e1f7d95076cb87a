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
