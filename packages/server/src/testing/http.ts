import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'

/** An answer read to its end. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  bodyBytes: Buffer
  json: <T = Record<string, unknown>>() => T
}

export interface Asked {
  headers?: OutgoingHttpHeaders
  body?: Uint8Array | string
}

/** Sends a request exactly as given, with headers that `fetch` would not let a test choose. */
export function ask(url: string, method: string, path: string, { headers = {}, body }: Asked = {}): Promise<Answer> {
  const { hostname, port } = new URL(url)
  // Node gives a DELETE no length of its own, and its body would be read as the next request.
  const sized = body === undefined ? headers : { 'content-length': Buffer.byteLength(body), ...headers }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: sized, agent: false }, (received) => {
      const chunks: Buffer[] = []
      received.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
      })
      received.on('error', reject)
      received.on('end', () => {
        const bodyBytes = Buffer.concat(chunks)
        resolve({
          status: received.statusCode ?? 0,
          headers: received.headers,
          bodyBytes,
          json: <T>() => JSON.parse(bodyBytes.toString()) as T,
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
