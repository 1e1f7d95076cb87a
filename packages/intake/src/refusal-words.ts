import { wording, type Said } from '@homeward/format'
import { sealRefusals } from '@homeward/vault'

/** Said of what an archive brings, and of the archive itself. */
export const archiveDamaged =
  'This archive cannot be opened: its list of members is missing or damaged. It is sealed as it is. Try to unpack it with another program and import the folder.'

/**
 * Why a file was not taken: a closed list (rule R110). The sentences are sealed in the list of the source (rules I27, I28); what an older version
 * sealed in other words stays as it was written.
 */
export const refusalWords = wording({
  ...sealRefusals,
  'empty-folder': 'This folder is empty.',
  link: 'This is a link to another place, and links are not followed. Import the file it leads to.',
  'not-ordinary': 'This is not an ordinary file (a device, a socket or a pipe).',
  'nothing-there': 'There is no file or folder at this path.',
  'account-forbidden': 'This may not be read by your account on this computer.',
  'path-too-long': 'This path is too long for this computer. Move the folder closer to the top and import it again.',
  unreadable: 'This cannot be read ({code}).',
  'too-large': 'This file is larger than {bytes} bytes, the most that is taken.',
  'connection-broke': 'The connection broke while the file was sent.',
  'archive-damaged': archiveDamaged,
  'archive-too-many': 'The archive has more than {members} members. Unpack it and import the folder.',
  'archive-too-large':
    'The archive unpacks to more than Homeward takes from one archive. Unpack it and import the folder.',
  'archive-too-slow': 'The archive took too long to read. Unpack it and import the folder.',
  'member-nowhere': 'Its place in the archive cannot be found.',
  'member-encrypted': 'It is encrypted with a password. Unpack the archive with its password and import the folder.',
  'member-link': 'It is a link to another place, not a file.',
  'member-method':
    'It is packed by a method that Homeward does not read ({method}). Unpack the archive and import the folder.',
  'member-too-large': 'It is too large to be read from an archive. Unpack the archive and import the folder.',
  'member-bomb':
    'It would unpack to {ratio} times its packed size, as files do that are made to fill a disk. If you trust it, unpack the archive and import the folder.',
  'member-two-sizes': 'The archive contradicts itself about its size.',
  'member-begin-damaged': 'The archive is damaged where this member should begin.',
  'member-over-another': 'It lies over another member of the archive.',
  'member-cut': 'The archive ends in the middle of this member.',
  'member-bytes-damaged': 'This member of the archive is damaged: its packed bytes do not give what the archive says.',
  'member-checksum': 'This member of the archive is damaged: its checksum is wrong.',
})

export type RefusalCode = (typeof refusalWords.codes)[number]
export type RefusalSaid = Said<RefusalCode>
