import { ReadableStream } from 'node:stream/web'
import type { ItemBytes } from '@homeward/records'
import type { Context } from 'hono'
import { ServerError } from './errors.ts'
import type { NoteFault } from './fault.ts'
import type { ApiEnv } from './routes/route-parts.ts'

/**
 * Sealed bytes as the body of an answer. If the session ends or the bytes cannot be read to their end, the connection is
 * cut: the browser then knows that the file is not whole, and no error text gets into it.
 */
export function bodyOf(c: Context<ApiEnv>, bytes: ItemBytes, noteFault: NoteFault): globalThis.ReadableStream {
  const { ended } = c.var.session
  async function* chunks() {
    try {
      for await (const chunk of bytes.stream()) {
        if (ended.aborted) throw new ServerError('LOCKED', 'The vault was locked.')
        yield chunk
      }
    } catch (error) {
      if (!ended.aborted) noteFault('sending a file', error)
      c.env.outgoing.destroy()
    }
  }
  return ReadableStream.from(chunks()) as globalThis.ReadableStream
}

/** What an answer that is saved as a file is called and is, in headers. */
export function attachmentHeaders(name: string, mediaType: string, size: number): Record<string, string> {
  return {
    'content-disposition': dispositionOf(name),
    'content-length': String(size),
    'content-type': /^[\w.+-]{1,100}\/[\w.+-]{1,100}$/u.test(mediaType) ? mediaType : 'application/octet-stream',
  }
}

/**
 * `Content-Disposition: attachment` (RFC 6266) with the name in UTF-8 (RFC 8187) and an ASCII name beside it. No
 * character of the name can end the header or the quotes.
 */
function dispositionOf(name: string): string {
  const wellFormed = Buffer.from(name).toString()
  const ascii = wellFormed.replaceAll(/[^\w.() -]/gu, '_')
  const encoded = encodeURIComponent(wellFormed).replaceAll(
    /[!'()*]/gu,
    (sign) => `%${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
