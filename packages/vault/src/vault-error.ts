/** Every way in which a vault can refuse. */
export type VaultErrorCode =
  | 'BACKUP_AHEAD'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_NOT_FOUND'
  | 'BACKUP_REFUSED'
  | 'BLOB_DAMAGED'
  | 'BLOB_NOT_FOUND'
  | 'CANCELLED'
  | 'COMPARTMENT_CLOSED'
  | 'DISK_FULL'
  | 'DURESS_REFUSED'
  | 'ENTRY_INVALID'
  | 'ENTRY_NOT_ACCEPTED'
  | 'ENTRY_NOT_FOUND'
  | 'ENTRY_TOO_LARGE'
  | 'ERASED'
  | 'FORMAT_NEWER'
  | 'INDEX_DAMAGED'
  | 'IO_ERROR'
  | 'JOINING_FULL'
  | 'KDF_TOO_WEAK'
  | 'LOG_FORKED'
  | 'MEMBER_UNKNOWN'
  | 'NOT_A_MEMBER'
  | 'NOT_PERMITTED'
  | 'ROLE_FORBIDS'
  | 'ORDER_CHANGED'
  | 'PASSKEY_UNKNOWN'
  | 'PASSKEY_UNUSABLE'
  | 'PASSPHRASE_EMPTY'
  | 'PASSPHRASE_TAKEN'
  | 'PASSPHRASE_WRONG'
  | 'QUARANTINED'
  | 'RECOVERY_FAILED'
  | 'RECOVERY_SHARE_INVALID'
  | 'REOPEN_NEEDED'
  | 'SIGN_REFUSED'
  | 'VAULT_CLOSED'
  | 'VAULT_DAMAGED'
  | 'VAULT_EXISTS'
  | 'VAULT_IN_USE'
  | 'VAULT_NOT_FOUND'

/** The one error of this package: `code` for programs, `message` for the person who reads it. */
export class VaultError extends Error {
  readonly code: VaultErrorCode

  constructor(code: VaultErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'VaultError'
    this.code = code
  }
}

/** The `code` that Node and SQLite put on their errors, or an empty text. */
export const systemCode = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') {
    return error.code
  }
  return ''
}

const PERMISSION_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_PERM', 'SQLITE_READONLY'])

const startsWithAny = (code: string, prefixes: readonly string[]): boolean =>
  prefixes.some((prefix) => code.startsWith(prefix))

/**
 * The VaultError for a failure of the disk or of SQLite; a VaultError passes unchanged, an error that is none of
 * theirs (a fault of the program) is returned as it is. `where` names what was read or written, in the person's words.
 * SQLite may have ended a transaction by itself: that it could not be rolled back then hides the failure, which is its cause.
 */
export const storageError = (error: unknown, where: string): unknown => {
  const code = systemCode(error)
  if (code === 'SQLITE_ERROR' && error instanceof Error && error.cause instanceof Error) {
    return storageError(error.cause, where)
  }
  if (error instanceof VaultError || code === '') {
    return error
  }
  const options = { cause: error }
  if (startsWithAny(code, ['ENOSPC', 'EDQUOT', 'SQLITE_FULL'])) {
    return new VaultError(
      'DISK_FULL',
      `There is no space left on the disk for ${where}. Free some space and do it again; what was acknowledged before is safe.`,
      options,
    )
  }
  if (startsWithAny(code, ['SQLITE_BUSY', 'SQLITE_LOCKED'])) {
    return new VaultError(
      'VAULT_IN_USE',
      'This vault is open in another program, most often “homeward serve”. Lock it there for everybody (“homeward lock”), or stop that program with Ctrl-C, then try again. Nothing was changed.',
      options,
    )
  }
  if (PERMISSION_CODES.has(code) || startsWithAny(code, ['SQLITE_READONLY', 'SQLITE_CANTOPEN'])) {
    return new VaultError('NOT_PERMITTED', `This user account may not read or write ${where}.`, options)
  }
  if (startsWithAny(code, ['SQLITE_CORRUPT', 'SQLITE_NOTADB'])) {
    return new VaultError(
      'VAULT_DAMAGED',
      `The file of ${where} is damaged. Restore the vault from its latest copy and keep the damaged one aside.`,
      options,
    )
  }
  if (startsWithAny(code, ['ENOENT', 'ENOTDIR'])) {
    return new VaultError(
      'IO_ERROR',
      `A folder of the vault is gone or cannot be made (${where}). Check the disk, then open the vault again; what was acknowledged before is safe.`,
      options,
    )
  }
  if (startsWithAny(code, ['EIO', 'SQLITE_IOERR', 'ENODEV', 'ENXIO', 'ESTALE'])) {
    return new VaultError(
      'IO_ERROR',
      `The disk reported an error at ${where}. Check the disk, then open the vault again; what was acknowledged before is safe.`,
      options,
    )
  }
  return error
}

/**
 * The VaultError for a failure while an index was read or written: as `storageError` says it, but an index that is damaged is
 * INDEX_DAMAGED, for it can be built again. An error that is none of the disk's or of SQLite's is returned as it is.
 */
export const indexError = (error: unknown): unknown => {
  const told = storageError(error, 'the index')
  return told !== error && told instanceof VaultError && told.code === 'VAULT_DAMAGED'
    ? new VaultError(
        'INDEX_DAMAGED',
        'An index is damaged. Nothing is lost: build it again with “homeward rebuild”, or on the log page.',
        { cause: error },
      )
    : told
}
