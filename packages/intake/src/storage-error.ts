import { IntakeError } from './error.ts'

/** An error in words where the disk is to blame; any other error as it is. Looks through causes: a failed rollback hides the failure before it. */
export function inWords(error: unknown): unknown {
  const codes = codesOf(error)
  if (codes.some((code) => /^(?:SQLITE_FULL|ENOSPC|EDQUOT)/u.test(code))) {
    return new IntakeError(
      'DISK_FULL',
      'The disk is full. What was sealed is safe. Make room and start the import again; it goes on where it stopped.',
      { cause: error },
    )
  }
  if (codes.some((code) => /^(?:SQLITE_IOERR|EIO)/u.test(code))) {
    return new IntakeError(
      'DISK_FAILED',
      'The disk reported an error while the index was written. What was sealed is safe. Check the disk, then start the import again.',
      { cause: error },
    )
  }
  return error
}

function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let each = error; each instanceof Error && codes.length < 8; each = each.cause) {
    codes.push('code' in each ? String(each.code) : '')
  }
  return codes
}
