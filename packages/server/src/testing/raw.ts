import { connect, type Socket } from 'node:net'

/** A socket to the server of `url` that collects what comes back. */
export interface RawSocket {
  socket: Socket
  /** All that came so far, as Latin-1. */
  received: () => string
  /** Resolves with all that came when the server has hung up. */
  closed: Promise<string>
}

/** Opens a socket and sends these bytes, exactly. */
export function openRaw(url: string, text = ''): RawSocket {
  const { hostname, port } = new URL(url)
  let received = ''
  const socket = connect({ host: hostname, port: Number(port) }, () => {
    if (text !== '') socket.write(Buffer.from(text, 'latin1'))
  })
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString('latin1')
  })
  const closed = new Promise<string>((resolve) => {
    // A server that hangs up while we still send resets the connection.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve(received)
    })
  })
  return { socket, received: () => received, closed }
}

/** The status lines in what came back. */
export function statusLines(received: string): string[] {
  return received.split('\r\n').filter((line) => /^HTTP\/1\.[01] \d{3}/u.test(line))
}
