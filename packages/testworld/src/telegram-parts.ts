import { sentences } from './sentences.ts'
import type { Stream } from './stream.ts'
import type { TdesktopValue } from './tdesktop-json.ts'
import type { TelegramChat } from './world-types.ts'

type Members = Record<string, TdesktopValue | undefined>

/** What Telegram Desktop writes in place of a path when the exporter left this kind of file out. */
export const notIncluded = '(File not included. Change data exporting settings to download.)'
const tooLarge = '(File exceeds maximum size. Change data exporting settings to download.)'
const unavailable = '(File unavailable, please try again later)'

/** One of the notices that a group collects over the years: action and its own members. */
export const servicePart = (stream: Stream, chat: TelegramChat, previousId: number): Members => {
  const other = stream.pick(chat.members)
  const notices: readonly Members[] = [
    { action: 'pin_message', message_id: previousId },
    { action: 'invite_members', members: [other.name] },
    { action: 'remove_members', members: [other.name] },
    { action: 'join_group_by_link', inviter: other.name },
    { action: 'join_group_by_request' },
    { action: 'edit_group_title', title: chat.title },
    { action: 'edit_group_photo', photo: notIncluded, width: 640, height: 640 },
    { action: 'delete_group_photo' },
    { action: 'group_call', duration: stream.between(30, 900) },
    { action: 'invite_to_group_call', members: [other.name, null] },
    { action: 'set_messages_ttl', period: 604_800 },
    { action: 'edit_chat_theme', emoticon: '🐥' },
    { action: 'topic_created', title: 'Weather' },
    { action: 'topic_edit', new_title: 'Weather and buses' },
    { information_text: 'The weather list was moved to another group.' },
  ]
  return stream.pick(notices)
}

/** Media other than pictures, by the number that was rolled: 30 to 51. No file lies beside the export. */
export const filePart = (stream: Stream, roll: number): Members => {
  const bytes = stream.between(4_000, 9_000_000)
  if (roll < 35) {
    const sticker = { media_type: 'sticker', sticker_emoji: '🐈', width: 512, height: 512 }
    return { file: notIncluded, file_name: 'sticker.webp', file_size: 24_000, ...sticker }
  }
  if (roll < 40) {
    const voice = { media_type: 'voice_message', mime_type: 'audio/ogg', duration_seconds: stream.between(1, 180) }
    return { file: notIncluded, file_size: bytes, ...voice }
  }
  if (roll < 43) {
    const video = { media_type: 'video_file', mime_type: 'video/mp4', duration_seconds: 33, width: 1280, height: 720 }
    return { file: tooLarge, file_name: 'clouds.mp4', file_size: bytes + 9_000_000, ...video }
  }
  if (roll < 46) {
    return { file: unavailable, file_name: 'bus timetable.pdf', file_size: bytes, mime_type: 'application/pdf' }
  }
  if (roll < 48) return { location_information: { latitude: 0.5 + roll / 1000, longitude: 0.25 } }
  if (roll < 50) {
    return { contact_information: { first_name: 'Workshop', last_name: '', phone_number: '+000 00 0000000' } }
  }
  const answers = sentences.english.slice(0, 2).map((text, place) => ({ text, voters: place + 1, chosen: place === 0 }))
  return { poll: { question: 'Which sentence is about the cat?', closed: false, total_voters: 3, answers } }
}
