/** Why an import could not go on; what a single file or message suffers is a refusal or an anomaly, never this. */
export type IntakeErrorCode =
  | 'ARCHIVE_DAMAGED'
  | 'ARCHIVE_MEMBER_DAMAGED'
  | 'CANCELLED'
  | 'DISK_FAILED'
  | 'DISK_FULL'
  | 'NOTHING_TO_IMPORT'
  | 'READING_STOPPED'

/** A file that was not taken, and why, in words. */
export interface Refused {
  path: string
  reason: string
}

/** An error whose message tells the person at the screen what happened and what they can do. */
export class IntakeError extends Error {
  readonly code: IntakeErrorCode
  /** The files that were refused, with NOTHING_TO_IMPORT. */
  readonly refused: readonly Refused[]

  constructor(code: IntakeErrorCode, message: string, options: ErrorOptions & { refused?: readonly Refused[] } = {}) {
    super(message, options)
    this.name = 'IntakeError'
    this.code = code
    this.refused = options.refused ?? []
  }
}
