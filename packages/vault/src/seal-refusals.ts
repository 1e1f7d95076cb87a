import { wording } from '@homeward/format'

/** Why a file is not sealed: a closed list (rule R110), part of the one of everything that an import refuses. */
export const sealRefusals = {
  gone: 'The file is no longer there.',
  forbidden: 'This user account may not read the file.',
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
