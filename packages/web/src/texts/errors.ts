import { isolatedText } from '../language/isolate.ts'
import { i18n, messages } from '../language/messages.ts'

/** What the server's codes mean, for readers of other languages than its sentences. In English its own sentence, which says more, is shown. */
const errorTexts: Readonly<Record<string, string>> = messages('errors', {
  PASSPHRASE_WRONG: 'This passphrase does not open the vault.',
  PASSPHRASE_EMPTY: 'Please type the passphrase.',
  PASSPHRASE_WEAK: 'This passphrase is too easy to guess. Take a longer one.',
  PASSPHRASE_TAKEN: 'This passphrase cannot be used here. Take another one.',
  PASSKEY_UNKNOWN: 'This passkey does not open the vault.',
  TOO_MANY_TRIES: 'Too many tries. Please wait a little.',
  TOO_MANY_REQUESTS: 'Too much at once. Please wait a little.',
  LOCKED: 'The vault is locked. Unlock it first.',
  VAULT_CLOSED: 'The vault is locked. Unlock it first.',
  VAULT_NOT_FOUND: 'There is no vault at this place.',
  VAULT_DAMAGED: 'Something in the vault is damaged. Write nothing more, and verify it on the log page.',
  INDEX_DAMAGED: 'An index is damaged. Rebuild the indexes on the log page; nothing is lost by it.',
  NOT_A_MEMBER: 'You have not been admitted to this vault yet.',
  MEMBER_UNKNOWN: 'There is no such member in this vault.',
  JOINING_FULL: 'Too many requests wait. Let a coordinator clear them first.',
  COMPARTMENT_CLOSED: 'This part of the vault is closed to you. A coordinator can open it.',
  ROLE_FORBIDS: 'Your role does not allow this. A coordinator can give you another one.',
  SECOND_PERSON_NEEDED: 'This needs a second person.',
  ACT_FORBIDDEN: 'You cannot answer this proposal.',
  ACT_WAITING: 'This still waits for a second person.',
  ACT_OVER: 'This proposal is over. It can be made again.',
  ACT_DIFFERS: 'Something changed since it was approved. Propose it again.',
  RECOVERY_SHARE_INVALID: 'This card was not typed as it stands. Look for a wrong letter or word.',
  RECOVERY_FAILED: 'These two cards do not fit together.',
  NOT_FOUND: 'This is not here, or not open to you.',
  ERASED: 'This was erased.',
  OVERDUE: 'This record may not be kept any longer and is not shown. Home leads to what can be done with it.',
  DISK_FULL: 'The disk is full. Make room, then try again. Nothing was half written.',
  IO_ERROR: 'The disk could not be read or written. Is it still connected?',
  TOO_LARGE: 'This is too large.',
  JOB_RUNNING: 'Another work is going on. Wait until it is done, or cancel it.',
  CANCELLED: 'It was cancelled.',
  IMPORT_EMPTY: 'There is nothing to import.',
  NOTHING_TO_IMPORT: 'There is nothing to import.',
  UPLOAD_BROKEN: 'The file did not come through whole. Send it again.',
  FILE_DIFFERS: 'This is another file than was announced. Choose it again.',
  PHOTO_UNREADABLE: 'This photo cannot be read.',
  ARCHIVE_DAMAGED: 'This archive is damaged.',
  CONSENT_MISSING: 'No consent allows this.',
  NOTHING_CHOSEN: 'Nothing was chosen.',
})

/** The sentence to show for an error of the server: by its code, or its English words kept apart from the page's direction. */
export const errorSentence = (code: string, english: string): string =>
  i18n.locale === 'en' ? english : (errorTexts[code] ?? isolatedText(english))
