import type { Item } from '../api/types.ts'
import { messages, say } from '../language/messages.ts'
import { countedValues as counted, givenValues as given, type SaidValues, type SaidWords } from '../language/said.ts'

type ReadingCode = NonNullable<Item['anomalies'][number]['code']>

const countedWith = (values: SaidValues): Record<string, string | number> => ({ ...values, ...counted(values) })

/** What was odd while an item was read: the server's closed list (rule R110), in its own words. */
export const readingWords: SaidWords<ReadingCode> = messages('reading-words', {
  cut: say(
    given,
    'The file ends in the middle (bytes {places}). All complete messages before were read. Ask for the export again if you can.',
  ),
  'not-read': say(
    given,
    'From here on the file makes no sense as an export and was not read: bytes {places}. Its bytes are sealed as they are.',
  ),
  'places-damaged': say(
    countedWith,
    '{n, plural, one {# damaged place could not be read as a message: bytes {places}.} other {# damaged places could not be read as messages: bytes {places}.}}',
  ),
  'messages-too-large': say(
    countedWith,
    '{n, plural, one {# message is too large to be read: bytes {places}.} other {# messages are too large to be read: bytes {places}.}}',
  ),
  'messages-too-deep': say(
    countedWith,
    '{n, plural, one {# message is nested too deeply to be read: bytes {places}.} other {# messages are nested too deeply to be read: bytes {places}.}}',
  ),
  'fields-twice': say(
    countedWith,
    '{n, plural, one {# field stands twice where the exporter writes it once: bytes {places}.} other {# fields stand twice where the exporter writes them once: bytes {places}.}}',
  ),
  'bytes-behind': say(given, 'After the end of the export there are further bytes: {places}.'),
  'repaired-escapes': say(
    countedWith,
    '{n, plural, one {# message holds control characters in a form that is not valid JSON. It was repaired for reading; the sealed bytes are unchanged.} other {# messages hold control characters in a form that is not valid JSON. They were repaired for reading; the sealed bytes are unchanged.}}',
  ),
  'repaired-controls': say(
    countedWith,
    '{n, plural, one {# message holds unescaped control characters. It was repaired for reading; the sealed bytes are unchanged.} other {# messages hold unescaped control characters. They were repaired for reading; the sealed bytes are unchanged.}}',
  ),
  'invalid-utf8': say(
    countedWith,
    '{n, plural, one {# message holds bytes that are not valid text; these are shown as �.} other {# messages hold bytes that are not valid text; these are shown as �.}}',
  ),
  'long-numbers': say(
    countedWith,
    '{n, plural, one {# message holds numbers too long for a computer number; they are kept digit by digit.} other {# messages hold numbers too long for a computer number; they are kept digit by digit.}}',
  ),
  'duplicate-keys': say(
    countedWith,
    '{n, plural, one {# message holds the same field twice; the last value is shown. Compare with the sealed bytes.} other {# messages hold the same field twice; the last value is shown. Compare with the sealed bytes.}}',
  ),
  'zone-hint': say(
    countedWith,
    "{n, plural, one {# message gives away that the exporting computer's clock stood at UTC{offset} in January 1970. This is a hint at the time zone, not a proof: the zone's offset may have changed since.} other {# messages give away that the exporting computer's clock stood at UTC{offset} in January 1970. This is a hint at the time zone, not a proof: the zone's offset may have changed since.}}",
  ),
  'not-messages': say(given, 'Also in this file, sealed but not read into messages: {fields}.'),
  'perhaps-forged': say(
    countedWith,
    '{n, plural, one {# line looks like the beginning of a message but may have been typed inside another one. It is marked; compare it with the original.} other {# lines look like the beginning of a message but may have been typed inside another one. They are marked; compare them with the original.}}',
  ),
  'other-headers': say(
    countedWith,
    '{n, plural, one {# message holds lines that look like the beginning of a message of another app or phone. They were left inside the message.} other {# messages hold lines that look like the beginning of a message of another app or phone. They were left inside the message.}}',
  ),
  'before-the-first':
    'The file does not begin with the beginning of a message. What stands before the first one is kept as it is.',
  'half-days': say(
    given,
    'Beside the time stands “{words}”, which may mean before or after noon. Both times are kept.',
  ),
  'odd-dates': say(
    countedWith,
    '{n, plural, one {# of {all} dates does not fit the order {order} of the others. Look at that message.} other {# of {all} dates do not fit the order {order} of the others. Look at those messages.}}',
  ),
  'dates-by-order': say(
    given,
    'The order of the dates was taken to be {order}, because in the other order the messages would jump back and forth.',
  ),
  'dates-undecided': say(
    given,
    'Nothing in the file decides whether its dates are {orders}. Both readings are kept; ask who exported the chat.',
  ),
  'archive-damaged':
    'This archive cannot be opened: its list of members is missing or damaged. It is sealed as it is. Try to unpack it with another program and import the folder.',
  'archive-unusual': say(given, 'The archive is unusual: {warning}.'),
  'archive-cut': say(given, 'The archive lists more than {members} members; the further ones were not read.'),
  'archive-two-names': say(
    countedWith,
    '{n, plural, one {The archive gives # member two different names; other programs may show the other one.} other {The archive gives # members two different names; other programs may show the other one.}}',
  ),
  'picture-unsupported':
    'This file is not a picture that can be compared. JPEG, PNG, WebP, GIF, TIFF and AVIF pictures can; of a HEIC photo, a copy saved as JPEG.',
  'picture-too-large': 'This picture is too large to be compared. A smaller copy of it can.',
  'picture-damaged': 'This picture cannot be decoded: the file is damaged or incomplete.',
  'picture-failed': 'The program ran out of memory or failed while it compared this picture.',
})
