import { wording } from '@homeward/format'
import { systemCode } from './vault-error.ts'

/** Why a file is not sealed: a closed list (rule R110), part of the one of everything that an import refuses. */
export const sealRefusals = {
  gone: 'The file is no longer there.',
  forbidden: 'This user account may not read the file.',
  'in-use': 'Another program is using the file. Close it there and import this file again.',
  'too-many-open': 'Too many files are open at once. Close other programs and import this file again.',
  'link-not-file': 'This is a link to somewhere else, not a file.',
  'disk-error': 'The disk reported an error while the file was read.',
  'name-too-long': 'The name of the file is too long for this system.',
  'name-impossible': 'The name of the file contains a character that no file name can have.',
  'not-read': 'The file could not be read ({code}).',
  'not-read-at-all': 'The file could not be read.',
  folder: 'This is a folder, not a file.',
  'without-content': 'This is not a file with content.',
  changed: 'The file was changed while it was read. Import it again when nothing writes to it.',
  quarantined:
    'This file is in quarantine, and is not kept a second time. See what is in quarantine for what to do with it.',
} as const

/** Makes those sentences. */
export const sealWords = wording(sealRefusals)

/** Why a file was not sealed, in words; the other files go on. */
export interface Refusal {
  refused: string
}

const refusalByCode = {
  ENOENT: 'gone',
  ENOTDIR: 'gone',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EBUSY: 'in-use',
  ETXTBSY: 'in-use',
  EISDIR: 'folder',
  ELOOP: 'link-not-file',
  EIO: 'disk-error',
  ENXIO: 'disk-error',
  ENODEV: 'disk-error',
  ESTALE: 'disk-error',
  ENAMETOOLONG: 'name-too-long',
  ERR_INVALID_ARG_VALUE: 'name-impossible',
  EMFILE: 'too-many-open',
  ENFILE: 'too-many-open',
  QUARANTINED: 'quarantined',
} as const

const isKnownCode = (code: string): code is keyof typeof refusalByCode => Object.hasOwn(refusalByCode, code)

/**
 * Why reading a file failed, by the code of the error alone (rule B14): its message is English and may hold a path of
 * this machine. Never throws.
 */
export const readRefusal = (error: unknown): Refusal => {
  const code = systemCode(error)
  if (isKnownCode(code)) {
    return { refused: sealWords.say(refusalByCode[code]).text }
  }
  return { refused: (code === '' ? sealWords.say('not-read-at-all') : sealWords.say('not-read', { code })).text }
}
