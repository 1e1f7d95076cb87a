/** What can go wrong in records, as a closed list. */
export type RecordsErrorCode = 'NOT_FOUND' | 'INVALID' | 'CONSENT_MISSING' | 'PHOTO_UNREADABLE'

/** An error whose message tells the user what they can do. */
export class RecordsError extends Error {
  readonly code: RecordsErrorCode
  constructor(code: RecordsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordsError'
    this.code = code
  }
}
