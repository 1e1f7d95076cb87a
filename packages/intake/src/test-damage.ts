import fc from 'fast-check'

/** One damage to a file: where, as a share of its length, what, and with which bytes. */
type Damage = [kind: 'cut' | 'drop' | 'fill' | 'flip' | 'put' | 'repeat', place: number, length: number, text: string]

/** One to four damages. */
export const damages = fc.array(
  fc.tuple(
    fc.constantFrom<Damage[0]>('cut', 'drop', 'fill', 'flip', 'put', 'repeat'),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 400 }),
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      '\\u',
      '\\x41',
      '\u202E',
      '\0',
      '\r',
      '\n\n',
      '1e999',
      '"messages":[',
    ),
  ),
  { minLength: 1, maxLength: 4 },
)

/** A file with damages done to it, one after the other. */
export function damaged(file: Buffer, done: readonly Damage[]): Buffer {
  let bytes = file
  for (const [kind, share, length, text] of done) {
    const at = Math.floor(share * bytes.length)
    const [head, rest] = [bytes.subarray(0, at), bytes.subarray(at)]
    if (kind === 'cut') bytes = head
    else if (kind === 'drop') bytes = Buffer.concat([head, rest.subarray(length)])
    else if (kind === 'put') bytes = Buffer.concat([head, Buffer.from(text), rest])
    else if (kind === 'repeat') bytes = Buffer.concat([head, rest.subarray(0, length), rest])
    else if (kind === 'fill')
      bytes = Buffer.concat([head, Buffer.alloc(Math.min(length, rest.length), length % 256), rest.subarray(length)])
    else
      bytes = Buffer.concat([
        head,
        Buffer.from(rest.subarray(0, 1).map((byte) => byte ^ (1 << (length % 8)))),
        rest.subarray(1),
      ])
  }
  return bytes
}
