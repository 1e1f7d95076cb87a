import { request, type Agent } from 'node:https'
import type { Answer, Asked } from './http.ts'

/** Asks as a phone does, over TLS, trusting these certificates alone. Rejects with Node's own error when the server is not trusted. */
export function askPhone(
  url: string,
  ca: string,
  method: string,
  path: string,
  { headers = {}, body, agent }: Asked & { agent?: Agent } = {},
): Promise<Answer> {
  const { hostname, port, host } = new URL(url)
  const sized = body === undefined ? headers : { 'content-length': Buffer.byteLength(body), ...headers }
  return new Promise((resolve, reject) => {
    const servername = /^[\d.]+$|:/u.test(hostname) ? '' : hostname
    const sent = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      ca,
      servername,
      agent: agent ?? false,
      headers: { host, ...sized },
    })
    sent.on('response', (received) => {
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
