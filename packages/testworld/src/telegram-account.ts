import type { PlacedPicture } from './telegram-messages.ts'
import type { TelegramCounts } from './telegram-export.ts'
import { writeTelegramChat } from './telegram-export.ts'
import type { TdesktopValue } from './tdesktop-json.ts'
import { lineBreak, quoteTdesktop, writeTdesktop } from './tdesktop-json.ts'
import { createTextFile } from './text-file.ts'
import type { TelegramChat } from './world-types.ts'

const moment = { date: '2015-06-01T12:00:00', date_unixtime: '1433149200' }

const contacts = [
  { user_id: 300_000_001, first_name: 'Bakery', last_name: 'below', phone_number: '+000 00 0000001', ...moment },
  { user_id: 300_000_002, first_name: 'ورشة', last_name: '', phone_number: '+000 00 0000002', ...moment },
]

// Addresses are from the blocks that RFC 5737 keeps for documentation.
const session = {
  last_active: '2015-12-01T09:30:00',
  last_active_unixtime: '1448951400',
  last_ip: '192.0.2.17',
  last_country: 'Nowhere',
  last_region: '',
  application_name: 'Telegram Desktop',
  application_version: '5.11.0',
  device_model: 'Workshop PC',
  platform: 'Linux',
  system_version: 'Linux',
  created: '2015-01-02T08:00:00',
  created_unixtime: '1420174800',
}

const sections: readonly (readonly [key: string, value: TdesktopValue])[] = [
  ['about', 'Here is the data that the invented owner of this account asked for.'],
  [
    'personal_information',
    {
      user_id: 300_000_000,
      first_name: 'Stêr',
      last_name: 'Kanî',
      phone_number: '+000 00 0000000',
      username: '@invented_owner',
      bio: 'Cats and clouds',
    },
  ],
  ['profile_pictures', []],
  ['contacts', { about: 'Saved contacts of the invented owner.', list: contacts }],
  ['frequent_contacts', { about: 'Contacts whom the invented owner writes to often.', list: [] }],
  ['sessions', { about: 'Devices of the invented owner.', list: [session] }],
  ['web_sessions', { about: 'Web sites of the invented owner.', list: [] }],
]

/**
 * Writes the result.json of a full-account export: personal sections, then the chats. `placed` holds the pictures of
 * each chat, in the order of `chats`.
 */
export const writeTelegramAccount = async (
  path: string,
  seed: string,
  chats: readonly TelegramChat[],
  placed: readonly (readonly PlacedPicture[])[],
): Promise<TelegramCounts[]> => {
  const file = await createTextFile(path)
  const counts: TelegramCounts[] = []
  try {
    let separator = `{${lineBreak(1)}`
    for (const [key, value] of sections) {
      await file.write(`${separator}"${key}": ${writeTdesktop(value, 1)}`)
      separator = `,${lineBreak(1)}`
    }
    const about = quoteTdesktop('This page lists all chats of the invented owner.')
    await file.write(`${separator}"chats": {${lineBreak(2)}"about": ${about},${lineBreak(2)}"list": [`)
    separator = lineBreak(3)
    for (const [order, chat] of chats.entries()) {
      await file.write(separator)
      counts.push(await writeTelegramChat(file, seed, chat, placed[order] ?? [], 3))
      separator = `,${lineBreak(3)}`
    }
    await file.write(`${lineBreak(2)}]${lineBreak(1)}}${lineBreak(0)}}`)
  } finally {
    await file.close()
  }
  return counts
}
