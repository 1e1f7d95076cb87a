import type { Refused } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { givenValues as given, type SaidWords } from '../language/said.ts'

type RefusalCode = NonNullable<Refused['reason']['code']>

/** Why a file was not taken: the server's closed list (rule R110), in its own words. */
export const refusalWords: SaidWords<RefusalCode> = messages('refusal-words', {
  gone: 'The file is no longer there.',
  forbidden: 'This user account may not read the file.',
  'in-use': 'Another program is using the file. Close it there and import this file again.',
  'too-many-open': 'Too many files are open at once. Close other programs and import this file again.',
  'link-not-file': 'This is a link to somewhere else, not a file.',
  'disk-error': 'The disk reported an error while the file was read.',
  'name-too-long': 'The name of the file is too long for this system.',
  'name-impossible': 'The name of the file contains a character that no file name can have.',
  'not-read': say(given, 'The file could not be read ({code}).'),
  'not-read-at-all': 'The file could not be read.',
  folder: 'This is a folder, not a file.',
  'without-content': 'This is not a file with content.',
  changed: 'The file was changed while it was read. Import it again when nothing writes to it.',
  quarantined:
    'This file is in quarantine, and is not kept a second time. See what is in quarantine for what to do with it.',
  'empty-folder': 'This folder is empty.',
  link: 'This is a link to another place, and links are not followed. Import the file it leads to.',
  'not-ordinary': 'This is not an ordinary file (a device, a socket or a pipe).',
  'nothing-there': 'There is no file or folder at this path.',
  'account-forbidden': 'This may not be read by your account on this computer.',
  'path-too-long': 'This path is too long for this computer. Move the folder closer to the top and import it again.',
  unreadable: say(given, 'This cannot be read ({code}).'),
  'too-large': say(given, 'This file is larger than {bytes} bytes, the most that is taken.'),
  'connection-broke': 'The connection broke while the file was sent.',
  'archive-damaged':
    'This archive cannot be opened: its list of members is missing or damaged. It is sealed as it is. Try to unpack it with another program and import the folder.',
  'archive-too-many': say(given, 'The archive has more than {members} members. Unpack it and import the folder.'),
  'archive-too-large':
    'The archive unpacks to more than Homeward takes from one archive. Unpack it and import the folder.',
  'archive-too-slow': 'The archive took too long to read. Unpack it and import the folder.',
  'member-nowhere': 'Its place in the archive cannot be found.',
  'member-encrypted': 'It is encrypted with a password. Unpack the archive with its password and import the folder.',
  'member-link': 'It is a link to another place, not a file.',
  'member-method': say(
    given,
    'It is packed by a method that Homeward does not read ({method}). Unpack the archive and import the folder.',
  ),
  'member-too-large': 'It is too large to be read from an archive. Unpack the archive and import the folder.',
  'member-bomb': say(
    given,
    'It would unpack to {ratio} times its packed size, as files do that are made to fill a disk. If you trust it, unpack the archive and import the folder.',
  ),
  'member-two-sizes': 'The archive contradicts itself about its size.',
  'member-begin-damaged': 'The archive is damaged where this member should begin.',
  'member-over-another': 'It lies over another member of the archive.',
  'member-cut': 'The archive ends in the middle of this member.',
  'member-bytes-damaged': 'This member of the archive is damaged: its packed bytes do not give what the archive says.',
  'member-checksum': 'This member of the archive is damaged: its checksum is wrong.',
})
