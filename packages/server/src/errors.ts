/** What the server itself can refuse, as a closed list. Errors of the packages below keep their own codes. */
export type ServerErrorCode =
  | 'ADDRESS_NOT_LOCAL'
  | 'AUTHORITY_EXISTS'
  | 'COMPARTMENT_CLOSED'
  | 'CONTACT_NEEDED'
  | 'CONTACT_REFUSED'
  | 'CROSS_ORIGIN'
  | 'CSRF_REFUSED'
  | 'FAULT'
  | 'HOST_REFUSED'
  | 'IMPORT_EMPTY'
  | 'INPUT_INVALID'
  | 'JOB_RUNNING'
  | 'LENGTH_MISSING'
  | 'LOCKED'
  | 'NOT_FOUND'
  | 'NO_ALBUM'
  | 'PASSKEY_UNKNOWN'
  | 'PASSPHRASE_WEAK'
  | 'PASSPHRASE_WRONG'
  | 'PATH_TAKEN'
  | 'PHONES_OFF'
  | 'ROLE_FORBIDS'
  | 'TLS_UNUSABLE'
  | 'TOO_LARGE'
  | 'TOO_MANY'
  | 'TOO_MANY_REQUESTS'
  | 'TOO_MANY_TRIES'
  | 'UPLOAD_BROKEN'
  | 'VAULT_LOCKED'

/** A refusal whose message tells the person at the screen what they can do. */
export class ServerError extends Error {
  readonly code: ServerErrorCode
  readonly retryAfterMs: number | null
  constructor(code: ServerErrorCode, message: string, options?: ErrorOptions & { retryAfterMs?: number }) {
    super(message, options)
    this.name = 'ServerError'
    this.code = code
    this.retryAfterMs = options?.retryAfterMs ?? null
  }
}
