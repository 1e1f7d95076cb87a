export type CompareErrorCode =
  | 'FINDER_ENDED'
  | 'HASH_MALFORMED'
  | 'HASHER_CLOSED'
  | 'HASHER_FAILED'
  | 'PHOTO_TOO_LARGE'
  | 'PHOTO_UNREADABLE'
  | 'PHOTO_UNSUPPORTED'

/** What this package refuses, and why. The message is for the person who gave the photo or the hash. */
export class CompareError extends Error {
  readonly code: CompareErrorCode

  constructor(code: CompareErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CompareError'
    this.code = code
  }
}
