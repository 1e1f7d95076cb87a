/**
 * Chat exports and mails that are known by their bytes and kept as files, and whose words this program does not read yet. A receipt names
 * them, so that nobody takes silence for an empty chat (rules I53, I54).
 */
export const unreadFormats = ['telegram-html', 'signal-jsonl', 'signal-text', 'meta-json', 'mbox', 'eml'] as const

export type UnreadFormat = (typeof unreadFormats)[number]

/** Whether a format is one of those whose messages are not read. */
export const isUnreadFormat = (format: string | null): format is UnreadFormat =>
  (unreadFormats as readonly (string | null)[]).includes(format)
