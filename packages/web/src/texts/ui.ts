import { count, plural } from './plural.ts'

export const foreignTexts = {
  override: 'A character that forces the direction of the text after it. It is shown and not obeyed.',
} as const

export const failureTexts = {
  title: 'This could not be shown',
  retry: 'Try again',
} as const

export const readerTexts = {
  tab: 'For reading',
  title: 'You read in this vault',
  nothingToWrite: 'This page adds something to the vault',
  text: 'Your role is reader: you see what is open to you and write nothing. A coordinator can give you another role.',
  noDecision: 'You read here: others decide.',
} as const

export const pictureTexts = {
  show: 'Show picture',
  hide: 'Blur picture',
  blurred: 'Picture is blurred',
  none: 'No photo',
  broken: 'This picture cannot be shown',
  revealAll: 'Show all pictures here',
  revealAllHint: 'All pictures on this page, until the vault is locked.',
} as const

export const copyTexts = {
  copy: 'Copy',
  copied: 'Copied',
} as const

export const leadStateTexts = {
  open: 'Open',
  confirmed: 'Confirmed',
  refused: 'Refused',
  unsure: 'Unsure',
  disputed: 'Disputed',
} as const

export const timeTexts = {
  claimed: (utc: string) => `${utc} UTC. The time is what the device’s clock said.`,
} as const

const isId = /^[0-9a-f]{16,}$/u

export const memberTexts = {
  other: (id: string) => (isId.test(id) ? `member ${id.slice(0, 8)}` : id),
} as const

export const receiptTexts = {
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
  addsUp: (into: number, stored: number, duplicate: number, refused: number) =>
    `${count(into)} in = ${count(stored)} stored + ${count(duplicate)} already here + ${count(refused)} refused`,
  doesNotAddUp: 'These numbers do not add up. Please verify the vault on the log page and report this.',
  refusedTitle: (n: number) => plural(n, 'refused file', 'refused files'),
  path: 'File',
  reason: 'Why',
} as const

export const listTexts = {
  loadingRow: 'Loading',
} as const

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** 1536 → "1.5 KiB". */
export const byteSize = (bytes: number): string => {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? ''}`
}
