import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { everyAnswer } from './headers.ts'
import type { ServedAddress } from './served-address.ts'

/** What a client may take of the server's time and sockets (rule S19). */
export interface SocketLimits {
  /** A request's head, or the greeting of TLS, has to arrive within this time. */
  headMs: number
  /** A socket on which nothing moves for this long is dropped. */
  silentMs: number
  /** An answered connection is kept this long for the next request. */
  keepAliveMs: number
  /** Further connections are closed at once. */
  mostConnections: number
}

export const socketLimits: SocketLimits = { headMs: 10_000, silentMs: 60_000, keepAliveMs: 5000, mostConnections: 256 }

const mostHeadBytes = 16_384
const mostHeaders = 100

/** Makes the server, not yet listening: plain HTTP, or HTTPS with TLS 1.3 alone. */
export function createListener({ tls }: ServedAddress, limits: SocketLimits, listener: RequestListener): Server {
  const answering = new WeakSet<Duplex>()
  const options = {
    headersTimeout: limits.headMs,
    // A large import may take hours as long as bytes arrive; other bodies have their own time (body-limits.ts).
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(1000, limits.headMs),
    maxHeaderSize: mostHeadBytes,
    requireHostHeader: true,
    insecureHTTPParser: false,
  }
  const onRequest: RequestListener = (incoming, outgoing) => {
    answering.add(incoming.socket)
    outgoing.once('close', () => {
      answering.delete(incoming.socket)
    })
    listener(incoming, outgoing)
  }
  const server =
    tls === null
      ? createHttpServer(options, onRequest)
      : createHttpsServer(
          {
            ...options,
            cert: tls.certPem,
            key: tls.keyPem,
            minVersion: 'TLSv1.3',
            handshakeTimeout: limits.headMs,
          },
          onRequest,
        )
  server.maxHeadersCount = mostHeaders
  server.maxConnections = limits.mostConnections
  server.keepAliveTimeout = limits.keepAliveMs
  server.setTimeout(limits.silentMs)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET' || answering.has(socket)) socket.destroy()
    else refuse(socket, statusOf(error.code))
  })
  // Nothing here is asked for under a condition.
  server.on('checkExpectation', (_incoming, outgoing) => {
    outgoing.writeHead(417, { ...everyAnswer, connection: 'close', 'cache-control': 'no-store' }).end()
  })
  return server
}

/**
 * Keeps count of who is connected, from before anybody greets. The returned function drops all of them: `closeAllConnections` knows no socket whose
 * greeting of TLS is not over, and `close` would wait for it (rule S70).
 */
export function trackSockets(server: Server): () => void {
  const sockets = new Set<Duplex>()
  server.on('connection', (socket: Duplex) => {
    sockets.add(socket)
    socket.once('close', () => {
      sockets.delete(socket)
    })
  })
  return () => {
    for (const socket of sockets) socket.destroy()
  }
}

function statusOf(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large'
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return '408 Request Timeout'
  return '400 Bad Request'
}

/** Answers what never became a request, with the headers that every answer carries (rule S14), and hangs up. */
function refuse(socket: Duplex, status: string): void {
  const headers = { ...everyAnswer, 'cache-control': 'no-store', 'content-length': '0', connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`, () => {
    socket.destroy()
  })
}
