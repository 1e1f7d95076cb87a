/** Every way in which bytes can fail to be what this package expects. */
export type FormatErrorCode =
  | 'AGE_ARMOR'
  | 'AGE_HEADER'
  | 'AGE_HMAC'
  | 'AGE_NO_MATCH'
  | 'AGE_PAYLOAD'
  | 'ALBUM_INVALID'
  | 'CHECKPOINT_INVALID'
  | 'ENTRY_INVALID'
  | 'ENTRY_TOO_LARGE'
  | 'ENTRY_UNREADABLE'
  | 'KEY_INVALID'
  | 'NOTE_INVALID'
  | 'NOT_CANONICAL'
  | 'PACKAGE_INVALID'
  | 'PADDING_INVALID'
  | 'PROOF_INVALID'
  | 'TREE_INVALID'
  | 'VALUE_INVALID'
  | 'ZIP_INVALID'

/** The one error of this package: `code` says which rule was broken, `message` says it in words. */
export class FormatError extends Error {
  readonly code: FormatErrorCode

  constructor(code: FormatErrorCode, message: string) {
    super(message)
    this.name = 'FormatError'
    this.code = code
  }
}
