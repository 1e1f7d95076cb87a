import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { CompareError } from '@homeward/compare'
import { DossierError } from '@homeward/dossier'
import { IntakeError } from '@homeward/intake'
import { invalidWords, RecordsError } from '@homeward/records'
import { VaultError } from '@homeward/vault'
import { ServerError } from './errors.ts'
import type { RefusedView } from './schemas/views.ts'

/** The errors whose messages this project wrote for the person at the screen. */
const ownErrors = [ServerError, RecordsError, VaultError, CompareError, IntakeError, DossierError] as const

/** Every code that a refusal can have. */
export type RefusalCode = InstanceType<(typeof ownErrors)[number]>['code']

/** An error as a client sees it. */
export interface Refusal {
  status: ContentfulStatusCode
  code: RefusalCode
  message: string
  retryAfterMs: number | null
}

const statusByCode: Readonly<Partial<Record<RefusalCode, ContentfulStatusCode>>> = {
  ACT_DIFFERS: 409,
  ACT_FORBIDDEN: 403,
  ACT_OVER: 409,
  ACT_WAITING: 409,
  AUTHORITY_EXISTS: 409,
  BLOB_NOT_FOUND: 404,
  CANCELLED: 409,
  CHAIN_INCOMPLETE: 409,
  COMPARTMENT_CLOSED: 403,
  CONTACT_NEEDED: 401,
  CONTACT_REFUSED: 401,
  CONSENT_MISSING: 403,
  CROSS_ORIGIN: 403,
  CSRF_REFUSED: 403,
  DISK_FULL: 507,
  ENTRY_INVALID: 422,
  ENTRY_NOT_ACCEPTED: 409,
  ENTRY_NOT_FOUND: 404,
  ENTRY_TOO_LARGE: 413,
  FORMAT_NEWER: 409,
  HOST_REFUSED: 403,
  IMPORT_EMPTY: 422,
  INPUT_INVALID: 422,
  INVALID: 422,
  IN_QUARANTINE: 409,
  JOB_RUNNING: 409,
  JOINING_FULL: 409,
  LENGTH_MISSING: 411,
  LOCKED: 401,
  MEMBER_UNKNOWN: 404,
  NOTHING_ALLOWED: 422,
  NOTHING_CHOSEN: 422,
  NOTHING_TO_IMPORT: 422,
  NOT_A_MEMBER: 403,
  NOT_FOUND: 404,
  NO_ALBUM: 404,
  OVERDUE: 410,
  PASSKEY_UNKNOWN: 401,
  PASSKEY_UNUSABLE: 422,
  PASSPHRASE_EMPTY: 422,
  PASSPHRASE_WEAK: 422,
  PASSPHRASE_WRONG: 401,
  PATH_TAKEN: 409,
  PHONES_OFF: 409,
  PHOTO_TOO_LARGE: 422,
  PHOTO_UNREADABLE: 422,
  PHOTO_UNSUPPORTED: 422,
  QUARANTINED: 403,
  RECOVERY_FAILED: 422,
  RECOVERY_SHARE_INVALID: 422,
  ROLE_FORBIDS: 403,
  SECOND_PERSON_NEEDED: 403,
  TOO_LARGE: 413,
  TOO_MANY: 409,
  TOO_MANY_REQUESTS: 429,
  TOO_MANY_TRIES: 429,
  UPLOAD_BROKEN: 400,
  VAULT_CLOSED: 401,
  VAULT_IN_USE: 409,
  VAULT_LOCKED: 503,
  VAULT_NOT_FOUND: 404,
}

/**
 * What may be told about an error. Messages of this project's own errors are written for the person at the screen; of
 * everything else nothing is told, since the text of a foreign error may hold names and paths (rule S25).
 */
export function refusalOf(error: unknown): Refusal {
  for (const own of ownErrors)
    if (error instanceof own)
      return {
        status: statusByCode[error.code] ?? 500,
        code: error.code,
        message: error.message,
        retryAfterMs: error instanceof ServerError ? error.retryAfterMs : null,
      }
  return {
    status: 500,
    code: 'FAULT',
    message: 'Something went wrong inside the program. Nothing that was confirmed before is lost. Please try again.',
    retryAfterMs: null,
  }
}

/** A refusal as pages are told it: with the words of its sentence for other languages, where it is one of a closed list (rule S72). */
export function refusedView({ code, message }: Pick<Refusal, 'code' | 'message'>): RefusedView {
  const said = code === 'INVALID' ? invalidWords.read(message) : null
  return { code, message, ...(said === null || said.code === null ? {} : { said }) }
}
