import { isolatedText } from '../language/isolate.ts'
import type { RefusalCode, RefusedRequest } from '../api/types.ts'
import { i18n, messages } from '../language/messages.ts'
import { saidText } from '../language/said.ts'
import { invalidWords } from './invalid-words.ts'

/** Codes that no page is answered: they end a start, are told to a phone or a command, or are a fault of the program. */
type NeverOnAPage =
  | 'ADDRESS_NOT_LOCAL'
  | 'BACKUP_AHEAD'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_NOT_FOUND'
  | 'BACKUP_REFUSED'
  | 'CONTACT_NEEDED'
  | 'CONTACT_REFUSED'
  | 'DURESS_REFUSED'
  | 'HASH_MALFORMED'
  | 'LENGTH_MISSING'
  | 'NO_ALBUM'
  | 'SIGN_REFUSED'
  | 'TLS_UNUSABLE'
  | 'VAULT_EXISTS'
  | 'VAULT_LOCKED'

/** Codes of many sentences: most are a closed list of their own, and one text for all others would say less than the English. */
type OfManySentences = 'INVALID' | 'INPUT_INVALID'

/**
 * What the server's codes mean, for readers of other languages than its sentences; it does not compile with one missing. In English its own
 * sentence, which says more, is shown.
 */
const errorTexts: Readonly<Record<Exclude<RefusalCode, NeverOnAPage | OfManySentences>, string>> = messages('errors', {
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
  PHOTO_UNREADABLE: 'This photo cannot be read.',
  ARCHIVE_DAMAGED: 'This archive is damaged.',
  CONSENT_MISSING: 'No consent allows this.',
  NOTHING_CHOSEN: 'Nothing was chosen.',
  NOTHING_ALLOWED:
    'No consent allows any of this to leave for this purpose and recipient. Ask for consent, or choose others.',
  IN_QUARANTINE: 'Something chosen is in quarantine, and leaves in no package. Leave it out.',
  ITEM_CHANGED: 'A file is not what was sealed. Run a check of the vault on the log page.',
  CHAIN_INCOMPLETE:
    'The log does not show who was entitled to write what this package needs. Run a check of the vault, and ask a founder to make the package.',
  QUARANTINED: 'This is in quarantine: it is not opened, shown or given out.',
  PHOTO_TOO_LARGE: 'This picture is too large to be compared. A smaller copy of it can be.',
  PHOTO_UNSUPPORTED:
    'This file is not a picture that can be compared. JPEG, PNG, WebP, GIF, TIFF and AVIF pictures can be.',
  HASHER_CLOSED: 'The vault was closed meanwhile, so photos are no longer compared.',
  HASHER_FAILED: 'The memory was not enough for this picture, or the program failed while it was compared.',
  FINDER_ENDED: 'The search for people was ended. Start it again.',
  ARCHIVE_MEMBER_DAMAGED: 'This file is damaged inside its archive.',
  READING_STOPPED:
    'Reading the messages stopped. What was sealed is safe. Start the import again; if it stops again, close other programs.',
  DISK_FAILED: 'The disk reported an error. What was sealed is safe. Check the disk, then start the import again.',
  PATH_TAKEN: 'Another file with the same path is already part of this import. Rename one of the two.',
  PHONES_OFF: 'Phones cannot reach this server yet. The page about phones says how they can.',
  AUTHORITY_EXISTS: 'There is a certificate for phones already. A new one has to be installed on every phone.',
  TOO_MANY: 'There are many of these already. Use one of them, or wait ten minutes.',
  CSRF_REFUSED: 'This page is out of date. Load it again.',
  CROSS_ORIGIN: 'Another page asked for this. Homeward answers only its own pages.',
  HOST_REFUSED: 'Homeward is not served at this address. Open the one that it shows in its window.',
  FAULT: 'Something went wrong inside the program. Nothing that was confirmed before is lost. Please try again.',
  BLOB_DAMAGED: 'This sealed file is damaged. Run a check of the vault on the log page.',
  BLOB_NOT_FOUND: 'This sealed file is not in the vault.',
  ENTRY_INVALID: 'This cannot be kept as it is.',
  ENTRY_NOT_ACCEPTED:
    'This was written after its member or device was removed, so it is not shown as evidence. Bring the files in again under your own name.',
  ENTRY_NOT_FOUND: 'There is no such entry in the log.',
  ENTRY_TOO_LARGE: 'This is too much for one entry. Shorten it, or divide it.',
  FORMAT_NEWER: 'This vault was written by a newer version of Homeward. Install that version; nothing was changed.',
  KDF_TOO_WEAK: 'Somebody changed a key file, so that its passphrase is easy to guess. Put back a copy of the file.',
  LOG_FORKED:
    'Two different entries claim one place of a log, as happens when a copied disk goes on writing. Nothing was changed; keep both copies and ask for help.',
  NOT_PERMITTED: 'This user account may not read or write the vault.',
  ORDER_CHANGED: 'Older entries of another device arrived. Rebuild the indexes on the log page.',
  PASSKEY_UNUSABLE: 'This passkey cannot open a vault. Use another one, or the passphrase.',
  REOPEN_NEEDED: 'The disk reported an error. Check the disk, lock the vault, and unlock it again.',
  VAULT_IN_USE: 'This vault is open in another program. Close it there, then try again. Nothing was changed.',
})

const textByCode: Readonly<Partial<Record<string, string>>> = errorTexts

/** The sentence to show for a refusal of the server: by its own code or the code of its sentence, or its English words kept apart from the page's direction. */
export const errorSentence = ({ code, message, said }: RefusedRequest): string =>
  i18n.locale === 'en'
    ? message
    : ((said === undefined ? null : saidText(said, invalidWords)) ?? textByCode[code] ?? isolatedText(message))
