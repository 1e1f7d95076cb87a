import { wording } from '@homeward/format'
import { archiveDamaged } from './refusal-words.ts'

/** What was odd while an item was read: a closed list (rule R110). Kept in the index, beside the item. */
export const readingWords = wording({
  cut: 'The file ends in the middle (bytes {places}). All complete messages before were read. Ask for the export again if you can.',
  'not-read':
    'From here on the file makes no sense as an export and was not read: bytes {places}. Its bytes are sealed as they are.',
  'places-damaged': [
    '{n} damaged place could not be read as a message: bytes {places}.',
    '{n} damaged places could not be read as messages: bytes {places}.',
  ],
  'messages-too-large': [
    '{n} message is too large to be read: bytes {places}.',
    '{n} messages are too large to be read: bytes {places}.',
  ],
  'messages-too-deep': [
    '{n} message is nested too deeply to be read: bytes {places}.',
    '{n} messages are nested too deeply to be read: bytes {places}.',
  ],
  'fields-twice': [
    '{n} field stands twice where the exporter writes it once: bytes {places}.',
    '{n} fields stand twice where the exporter writes them once: bytes {places}.',
  ],
  'bytes-behind': 'After the end of the export there are further bytes: {places}.',
  'repaired-escapes': [
    '{n} message holds control characters in a form that is not valid JSON. It was repaired for reading; the sealed bytes are unchanged.',
    '{n} messages hold control characters in a form that is not valid JSON. They were repaired for reading; the sealed bytes are unchanged.',
  ],
  'repaired-controls': [
    '{n} message holds unescaped control characters. It was repaired for reading; the sealed bytes are unchanged.',
    '{n} messages hold unescaped control characters. They were repaired for reading; the sealed bytes are unchanged.',
  ],
  'invalid-utf8': [
    '{n} message holds bytes that are not valid text; these are shown as �.',
    '{n} messages hold bytes that are not valid text; these are shown as �.',
  ],
  'long-numbers': [
    '{n} message holds numbers too long for a computer number; they are kept digit by digit.',
    '{n} messages hold numbers too long for a computer number; they are kept digit by digit.',
  ],
  'duplicate-keys': [
    '{n} message holds the same field twice; the last value is shown. Compare with the sealed bytes.',
    '{n} messages hold the same field twice; the last value is shown. Compare with the sealed bytes.',
  ],
  'zone-hint': [
    "{n} message gives away that the exporting computer's clock stood at UTC{offset} in January 1970. This is a hint at the time zone, not a proof: the zone's offset may have changed since.",
    "{n} messages give away that the exporting computer's clock stood at UTC{offset} in January 1970. This is a hint at the time zone, not a proof: the zone's offset may have changed since.",
  ],
  'not-messages': 'Also in this file, sealed but not read into messages: {fields}.',

  'perhaps-forged': [
    '{n} line looks like the beginning of a message but may have been typed inside another one. It is marked; compare it with the original.',
    '{n} lines look like the beginning of a message but may have been typed inside another one. They are marked; compare them with the original.',
  ],
  'other-headers': [
    '{n} message holds lines that look like the beginning of a message of another app or phone. They were left inside the message.',
    '{n} messages hold lines that look like the beginning of a message of another app or phone. They were left inside the message.',
  ],
  'before-the-first':
    'The file does not begin with the beginning of a message. What stands before the first one is kept as it is.',
  'half-days': 'Beside the time stands “{words}”, which may mean before or after noon. Both times are kept.',
  'odd-dates': [
    '{n} of {all} dates does not fit the order {order} of the others. Look at that message.',
    '{n} of {all} dates do not fit the order {order} of the others. Look at those messages.',
  ],
  'dates-by-order':
    'The order of the dates was taken to be {order}, because in the other order the messages would jump back and forth.',
  'dates-undecided':
    'Nothing in the file decides whether its dates are {orders}. Both readings are kept; ask who exported the chat.',

  'archive-damaged': archiveDamaged,
  'archive-unusual': 'The archive is unusual: {warning}.',
  'archive-cut': 'The archive lists more than {members} members; the further ones were not read.',
  'archive-two-names': [
    'The archive gives {n} member two different names; other programs may show the other one.',
    'The archive gives {n} members two different names; other programs may show the other one.',
  ],

  'picture-unsupported':
    'This file is not a picture that can be compared. JPEG, PNG, WebP, GIF, TIFF and AVIF pictures can; of a HEIC photo, a copy saved as JPEG.',
  'picture-too-large': 'This picture is too large to be compared. A smaller copy of it can.',
  'picture-damaged': 'This picture cannot be decoded: the file is damaged or incomplete.',
  'picture-failed': 'The program ran out of memory or failed while it compared this picture.',
})

export type ReadingCode = (typeof readingWords.codes)[number]
