/** The words of a Telegram message, out of the shapes in which Telegram Desktop writes them. */

/** One exported message as JSON gave it. */
export type TelegramFields = Record<string, unknown>

/** Joins a text field: a string, or parts that are strings or entities. Parts are joined without separators (chats.md T13). */
export function joinText(text: unknown): string {
  if (typeof text === 'string') return text
  if (!Array.isArray(text)) return ''
  let joined = ''
  for (const part of text as unknown[]) {
    if (typeof part === 'string') joined += part
    else if (isFields(part) && typeof part['text'] === 'string') joined += part['text']
  }
  return joined
}

/** Whether entities say nothing that the joined text does not say already. */
export function isPlain(entities: unknown, text: string): boolean {
  if (!Array.isArray(entities)) return false
  return entities.length === 0
    ? text === ''
    : entities.every((entity) => isPlainEntity(entity)) && joinText(entities) === text
}

function isPlainEntity(entity: unknown): boolean {
  if (!isFields(entity) || entity['type'] !== 'plain') return false
  for (const key in entity) if (key !== 'type' && key !== 'text') return false
  return true
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is TelegramFields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A scalar as text, joined text for entity arrays, an empty string for nothing, compact JSON for the rest. */
export function asText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return joinText(value) || JSON.stringify(value)
}

/** Describes content that has no text of its own, such as a poll or a place; an empty string if there is none. */
export function describeContent(fields: TelegramFields): string {
  const parts: string[] = []
  const add = (label: string, ...values: unknown[]): void => {
    const words = values.map(asText).filter((word) => word !== '')
    parts.push(words.length > 0 ? `[${label}] ${words.join(', ')}` : `[${label}]`)
  }
  if (isFields(fields['poll'])) add('Poll', fields['poll']['question'], ...answersOf(fields['poll']))
  if (isFields(fields['todo_list'])) add('Checklist', fields['todo_list']['title'], ...answersOf(fields['todo_list']))
  if (isFields(fields['contact_information'])) {
    const contact = fields['contact_information']
    add('Contact', `${asText(contact['first_name'])} ${asText(contact['last_name'])}`.trim(), contact['phone_number'])
  }
  if ('location_information' in fields || 'place_name' in fields) {
    const place = isFields(fields['location_information']) ? fields['location_information'] : {}
    const label = 'live_location_period_seconds' in fields ? 'Live location' : 'Location'
    add(label, fields['place_name'], fields['address'], place['latitude'], place['longitude'])
  }
  if ('game_title' in fields) add('Game', fields['game_title'], fields['game_description'], fields['game_link'])
  if ('invoice_information' in fields) add('Invoice', ...invoiceOf(fields['invoice_information']))
  if ('giveaway_information' in fields) add('Giveaway', fields['giveaway_information'])
  if ('giveaway_results' in fields) add('Giveaway results', fields['giveaway_results'])
  return parts.join('\n')
}

function answersOf(list: TelegramFields): string[] {
  const answers = Array.isArray(list['answers']) ? (list['answers'] as unknown[]) : []
  return answers.filter(isFields).map((answer) => {
    const votes = typeof answer['voters'] === 'number' ? ` (${answer['voters']})` : ''
    return `${asText(answer['text'])}${votes}`
  })
}

/** `invoice_information` is JSON inside a string (chats.md T3). */
function invoiceOf(value: unknown): unknown[] {
  try {
    const invoice: unknown = typeof value === 'string' ? JSON.parse(value) : value
    return isFields(invoice)
      ? [invoice['title'], invoice['description'], invoice['amount'], invoice['currency']]
      : [value]
  } catch {
    return [value]
  }
}
