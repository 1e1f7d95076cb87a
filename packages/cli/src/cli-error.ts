export type CliErrorCode =
  | 'USAGE'
  | 'PASSPHRASE_MISSING'
  | 'PASSPHRASE_REPEAT'
  | 'PASSPHRASE_WEAK'
  | 'FILE_MISSING'
  | 'FILE_EXISTS'
  | 'FILE_UNREADABLE'
  | 'NOTHING_THERE'
  | 'PACKAGE_FAULTY'
  | 'PORT_TAKEN'
  | 'CANCELLED'

/** What the command itself refuses. The message is one sentence for the person at the keyboard that says what to do. */
export class CliError extends Error {
  readonly code: CliErrorCode

  constructor(code: CliErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'CliError'
    this.code = code
  }
}
