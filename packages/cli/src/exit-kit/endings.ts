import { headBytes, mediaTypeOf } from '@homeward/intake'
import type { BlobReader } from '@homeward/vault'

/** The ending of a name, with its dot, for a media type; `.bin` where it says nothing. */
export function endingOf(mediaType: string): string {
  const [, kind = ''] = mediaType.split('/')
  if (kind === 'jpeg') return '.jpg'
  if (kind === 'plain') return '.txt'
  return /^[a-z0-9]{1,5}$/u.test(kind) ? `.${kind}` : '.bin'
}

/** The ending for what a sealed file begins with (rule XK8). Throws as the reader. */
export async function endingOfContent(reader: BlobReader): Promise<string> {
  const head = await reader.read(0, Math.min(reader.size, headBytes))
  const ending = endingOf(mediaTypeOf(head))
  return ending === '.json' && isJsonLines(Buffer.from(head).toString('utf8')) ? '.jsonl' : ending
}

/** Whether the first line is an object of its own, and the next one, if there is one, begins another. */
function isJsonLines(text: string): boolean {
  const end = text.indexOf('\n')
  if (end === -1 || !/^(?:\{|$)/u.test(text.slice(end + 1))) return false
  try {
    JSON.parse(text.slice(0, end))
    return true
  } catch {
    return false
  }
}
