import { asText, isFields, joinText } from './telegram-text.ts'
import type { TelegramFields } from './telegram-text.ts'

/**
 * One plain sentence for each of the 54 actions of Telegram Desktop's JSON export (chats.md §1.2; read from its
 * `export_output_json.cpp`). The fields themselves stay in the message's `extra`.
 */

type Sentence = (who: string, fields: TelegramFields) => string

const deleted = 'a deleted account'
/** Letters of the scripts that are written from the right, and signs that set a direction. */
const turning =
  /[\u200F\u202A-\u202E\u2066-\u2069\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u
const isolates = /[\u2066-\u2069]/gu

/** A value as it stands in a sentence: what is written from the right cannot reorder the words around it (UAX #9, isolates). */
function told(value: unknown): string {
  const text = asText(value)
  return turning.test(text) ? `\u2068${text.replaceAll(isolates, '')}\u2069` : text
}

function name(value: unknown): string {
  return value === null ? deleted : told(value) || 'somebody'
}

function names(value: unknown): string {
  return Array.isArray(value) && value.length > 0 ? (value as unknown[]).map(name).join(', ') : 'nobody named'
}

function quoted(value: unknown): string {
  return `“${told(value)}”`
}

/** ` (a, b)` for the values that are there. */
function aside(...values: unknown[]): string {
  const words = values.map(told).filter((word) => word !== '')
  return words.length > 0 ? ` (${words.join(', ')})` : ''
}

function labelled(label: string, value: unknown): string {
  const text = asText(value)
  return text === '' ? '' : `${label} ${text}`
}

/** Elements, or their `text`, separated by commas. */
function list(value: unknown): string {
  if (!Array.isArray(value)) return ''
  return (value as unknown[])
    .map((element) => (isFields(element) && 'text' in element ? asText(element['text']) : asText(element)))
    .join(', ')
}

function seconds(value: unknown): string {
  return value === undefined ? '' : `${asText(value)} s`
}

function unixDay(value: unknown): string {
  const date = new Date(Number(asText(value)) * 1000)
  return Number.isNaN(date.getTime()) || asText(value) === '' ? asText(value) : `${date.toISOString().slice(0, 16)} UTC`
}

function price(fields: TelegramFields): string {
  return aside(
    labelled('cost', fields['cost']),
    labelled('stars', fields['stars']),
    labelled('months', fields['months']),
    labelled('amount', fields['amount_whole'] ?? fields['price_amount_whole']),
    fields['price_currency'],
  )
}

/** Sentences by `action`. */
const sentences: Record<string, Sentence> = {
  create_group: (who, f) => `${who} created the group ${quoted(f['title'])} with ${names(f['members'])}`,
  edit_group_title: (who, f) => `${who} changed the title to ${quoted(f['title'])}`,
  edit_group_photo: (who) => `${who} changed the group photo`,
  delete_group_photo: (who) => `${who} removed the group photo`,
  invite_members: (who, f) => `${who} added ${names(f['members'])}`,
  remove_members: (who, f) => `${who} removed ${names(f['members'])}`,
  join_group_by_link: (who, f) => `${who} joined by an invite link from ${name(f['inviter'])}`,
  join_group_by_request: (who) => `${who} joined after a request`,
  create_channel: (who, f) => `${who} created the channel ${quoted(f['title'])}`,
  migrate_to_supergroup: (who) => `${who} turned this group into a supergroup`,
  migrate_from_group: (who, f) => `${who} turned the group ${quoted(f['title'])} into this supergroup`,
  pin_message: (who, f) => `${who} pinned message ${asText(f['message_id'])}`,
  clear_history: (who) => `${who} cleared the history`,
  score_in_game: (who, f) =>
    `${who} scored ${asText(f['score'])} in the game of message ${asText(f['game_message_id'])}`,
  send_payment: (who, f) =>
    `${who} paid ${asText(f['amount'])} ${asText(f['currency'])}${aside(labelled('invoice message', f['invoice_message_id']), f['recurring'])}`,
  refunded_payment: (_who, f) => `${name(f['peer_name'])} refunded ${asText(f['amount'])} ${asText(f['currency'])}`,
  phone_call: (who, f) => `${who} called${aside(seconds(f['duration_seconds']), f['discard_reason'])}`,
  conference_call: (who, f) =>
    `${who} started a conference call${aside(f['is_active'] === true ? 'active' : '', f['is_missed'] === true ? 'missed' : '')}`,
  take_screenshot: (who) => `${who} took a screenshot`,
  attach_menu_bot_allowed: (who) => `${who} allowed a bot in the attachment menu to send messages`,
  web_app_bot_allowed: (who) => `${who} allowed a web app's bot to send messages`,
  allow_sending_messages: (who, f) =>
    `${who} allowed a bot to send messages${aside(f['reason_app_name'], f['reason_domain'])}`,
  send_passport_values: (who, f) => `${who} sent passport data${aside(list(f['values']))}`,
  joined_telegram: (who) => `${who} joined Telegram`,
  proximity_reached: (_who, f) => `${name(f['from'])} came within ${asText(f['distance'])} m of ${name(f['to'])}`,
  requested_phone_number: (who) => `${who} requested a phone number`,
  group_call: (who, f) => `${who} started a group call${aside(seconds(f['duration']))}`,
  invite_to_group_call: (who, f) => `${who} invited ${names(f['members'])} to a group call`,
  group_call_scheduled: (who, f) => `${who} scheduled a group call for ${unixDay(f['schedule_date'])}`,
  set_messages_ttl: (who, f) =>
    asText(f['period']) === '0'
      ? `${who} turned off automatic deletion`
      : `${who} set messages to be deleted after ${seconds(f['period'])}`,
  edit_chat_theme: (who, f) => `${who} changed the chat theme to ${quoted(f['emoticon'])}`,
  send_webview_data: (who, f) => `${who} sent data from the web app button ${quoted(f['text'])}`,
  send_premium_gift: (who, f) => `${who} gave a premium subscription${price(f)}`,
  topic_created: (who, f) => `${who} created the topic ${quoted(f['title'])}`,
  topic_edit: (who, f) =>
    `${who} changed the topic${aside(labelled('title', f['new_title']), labelled('icon', f['new_icon_emoji_id']))}`,
  suggest_profile_photo: (who) => `${who} suggested a profile photo`,
  requested_peer: (who, f) => `${who} shared contacts or chats with a bot${aside(labelled('button', f['button_id']))}`,
  gift_code_prize: (who, f) =>
    `${who} gave a gift code${aside(labelled('months', f['months']), f['unclaimed'] === true ? 'unclaimed' : '')}`,
  giveaway_launch: (who) => `${who} started a giveaway`,
  giveaway_results: (_who, f) =>
    `Giveaway ended${aside(labelled('winners', f['winners']), labelled('unclaimed', f['unclaimed']))}`,
  set_chat_wallpaper: (who) => `${who} set a wallpaper for this chat`,
  set_same_chat_wallpaper: (who, f) => `${who} set the wallpaper of message ${asText(f['message_id'])}`,
  boost_apply: (who, f) => `${who} boosted the group ${asText(f['boosts'])} times`,
  send_stars_gift: (who, f) => `${who} gave stars${price(f)}`,
  send_ton_gift: (who, f) => `${who} gave TON${price(f)}`,
  stars_prize: (_who, f) =>
    `Prize of ${asText(f['stars'])} stars from ${name(f['boost_peer_name'])}${aside(f['is_unclaimed'] === true ? 'unclaimed' : '')}`,
  send_star_gift: (who, f) =>
    `${who} sent a star gift${aside(labelled('stars', f['stars']))}${labelled(':', joinText(f['gift_text']))}`,
  paid_messages_refund: (who, f) =>
    `${who} refunded ${asText(f['stars_count'])} stars for ${asText(f['messages_count'])} messages`,
  paid_messages_price_change: (who, f) => `${who} changed the price of a message to ${asText(f['price_stars'])} stars`,
  todo_completions: (who, f) =>
    `${who} marked tasks${aside(labelled('done', list(f['completed'])), labelled('not done', list(f['incompleted'])))}`,
  todo_append_tasks: (who, f) => `${who} added tasks${aside(list(f['items']))}`,
  process_suggested_post: (who, f) =>
    f['rejected'] === true
      ? `${who} declined a suggested post${aside(f['comment'])}`
      : `${who} accepted a suggested post${price(f)}`,
  suggested_post_success: () => 'A suggested post was paid for',
  suggested_post_refund: (_who, f) =>
    `A suggested post was refunded${aside(f['user_initiated'] === true ? 'on the payer’s wish' : '')}`,
}

/** Actions that have a sentence; the list of a test. */
export const knownActions: readonly string[] = Object.keys(sentences)

/** A plain sentence for a service message. An action that is not known is named as it stands. */
export function describeService(fields: TelegramFields): string {
  const who = 'actor' in fields ? name(fields['actor']) : 'Somebody'
  const subject = who === deleted ? 'A deleted account' : who
  const action = asText(fields['action'])
  const sentence = Object.hasOwn(sentences, action) ? sentences[action]?.(subject, fields) : undefined
  if (sentence !== undefined) return sentence
  if (action !== '') return `${subject}: ${action}`
  return asText(fields['information_text']) || subject
}
