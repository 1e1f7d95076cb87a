/** What can go wrong in records, as a closed list. */
export type RecordsErrorCode =
  | 'NOT_FOUND'
  | 'INVALID'
  | 'CONSENT_MISSING'
  | 'PHOTO_UNREADABLE'
  /** The register that a record came from let it be kept until a day, which is over. */
  | 'OVERDUE'
  /** It is for coordinators and founders. */
  | 'ROLE_FORBIDS'
  /** It needs a second person, and nothing was proposed yet. */
  | 'SECOND_PERSON_NEEDED'
  /** It was proposed and is not approved yet. */
  | 'ACT_WAITING'
  /** It was refused, withdrawn or done, or its time is over. */
  | 'ACT_OVER'
  /** The act is about something else than what is to be done. */
  | 'ACT_DIFFERS'
  /** This member may not propose, answer or do it. */
  | 'ACT_FORBIDDEN'

/** An error whose message tells the user what they can do. */
export class RecordsError extends Error {
  readonly code: RecordsErrorCode
  constructor(code: RecordsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordsError'
    this.code = code
  }
}
