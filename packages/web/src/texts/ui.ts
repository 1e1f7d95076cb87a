import { numberText } from '../language/format.ts'
import { messages, say } from '../language/messages.ts'

export const foreignTexts = messages('ui.foreign', {
  override: 'A character that forces the direction of the text after it. It is shown and not obeyed.',
})

export const failureTexts = messages('ui.failure', {
  title: 'This could not be shown',
  retry: 'Try again',
})

export const readerTexts = messages('ui.reader', {
  tab: 'For reading',
  title: 'You read in this vault',
  nothingToWrite: 'This page adds something to the vault',
  text: 'Your role is reader: you see what is open to you and write nothing. A coordinator can give you another role.',
  noDecision: 'You read here: others decide.',
})

export const pictureTexts = messages('ui.picture', {
  show: 'Show picture',
  hide: 'Blur picture',
  blurred: 'Picture is blurred',
  none: 'No photo',
  broken: 'This picture cannot be shown',
  revealAll: 'Show all pictures here',
  revealAllHint: 'All pictures on this page, until the vault is locked.',
})

export const copyTexts = messages('ui.copy', {
  copy: 'Copy',
  copied: 'Copied',
})

export const leadStateTexts = messages('ui.leadState', {
  open: 'Open',
  confirmed: 'Confirmed',
  refused: 'Refused',
  unsure: 'Unsure',
  disputed: 'Disputed',
})

export const instantTexts = messages('ui.instant', {
  claimed: say((utc: string) => ({ utc }), '{utc} UTC. The time is what the device’s clock said.'),
})

const isId = /^[0-9a-f]{16,}$/u

export const memberTexts = messages('ui.member', {
  unnamed: say((id: string) => ({ id }), 'member {id}'),
  other: (id: string): string => (isId.test(id) ? memberTexts.unnamed(id.slice(0, 8)) : id),
})

export const receiptTexts = messages('ui.receipt', {
  files: 'Files',
  in: 'Came in',
  stored: 'Stored',
  duplicate: 'Already here',
  refused: 'Refused',
  messages: 'Messages',
  parsed: 'Read',
  service: 'Service lines',
  unparsed: 'Could not be read',
  photos: 'Photos',
  hashed: 'Compared',
  unreadable: 'Unreadable',
  leads: 'Leads proposed',
  addsUp: say(
    (into: number, stored: number, duplicate: number, refused: number) => ({ into, stored, duplicate, refused }),
    '{into, number} in = {stored, number} stored + {duplicate, number} already here + {refused, number} refused',
  ),
  doesNotAddUp: 'These numbers do not add up. Please verify the vault on the log page and report this.',
  refusedTitle: say((n: number) => ({ n }), '{n, plural, one {# refused file} other {# refused files}}'),
  path: 'File',
  reason: 'Why',
})

export const listTexts = messages('ui.list', {
  loadingRow: 'Loading',
})

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** 1536 → "1.5 KiB". */
export const byteSize = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1
  return `${numberText(value, { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${units[unit] ?? ''}`
}
