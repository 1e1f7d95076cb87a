function message(id: number, from: string, text: string, more: object = {}) {
  return {
    id,
    type: 'message',
    date: `2019-05-0${id}T10:11:12`,
    date_unixtime: String(1_556_000_000 + id * 86_400),
    from,
    from_id: `user${from.length}`,
    text,
    text_entities: [{ type: 'plain', text }],
    ...more,
  }
}

/** A Telegram Desktop export of one small group, invented, with a photo among its messages. */
export function chatExport(photoPath: string): string {
  const messages = [
    message(1, 'Berfin', 'Two ladders and a wheelbarrow'),
    message(2, 'Dilovan', 'سڵاو، is the wheelbarrow still there?'),
    message(3, 'Berfin', 'Here is a picture', { photo: photoPath, width: 256, height: 256 }),
  ]
  return JSON.stringify({ name: 'Garden market', type: 'private_supergroup', id: 1234, messages }, null, 1)
}
