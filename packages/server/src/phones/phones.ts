import { X509Certificate } from 'node:crypto'
import type { Server } from 'node:http'
import { Server as TlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import type { Clock } from '../clock.ts'
import { ServerError } from '../errors.ts'
import type { NoteFault } from '../fault.ts'
import { everyAnswer } from '../headers.ts'
import { createListener, socketLimits, type SocketLimits } from '../listener.ts'
import type { Own } from '../own.ts'
import { createSerial } from '../serial.ts'
import { servedAddress, type TlsPair } from '../served-address.ts'
import { ownCertificate, type OwnCertificate } from './own-authority.ts'
import { phoneWords } from './phone-words.ts'
import { createPhonesApp, type AlbumApp } from './phones-app.ts'
import type { RequestBudget } from './request-budget.ts'

/** Where phones are listened for; with `tls` under somebody else's certificate, else under the organisation's own. */
export interface PhonesOptions {
  host: string
  /** 0 lets the system choose, once. */
  port: number
  tls?: TlsPair
}

/** How the listener for phones stands. */
export interface PhonesState {
  /** `off`: nobody asked for it. `own`: under the organisation's own authority. `given`: under a certificate that was given. */
  mode: 'off' | 'own' | 'given'
  /** What phones open; null while nothing listens. */
  url: string | null
  /** Until when the certificate of the server serves, ISO; null while nothing listens. */
  until: string | null
  /** SHA-256 of a certificate that was given; null for one of the own authority, whose own fingerprint counts. */
  fingerprint: string | null
  /** Why nothing listens, in words. */
  problem: string | null
}

/** The second listener, for phones (rules S50–S54). */
export interface Phones {
  state: () => PhonesState
  /** Somebody opened the vault: with the own authority the listener begins. Never throws: what went wrong stands in the state. */
  opened: (own: Own) => Promise<void>
  /** Somebody locked: after the last one the listener of the own authority ends, and its key is gone. */
  ended: (own: Own) => Promise<void>
  /** The authority was made anew. */
  renewed: () => Promise<void>
  /** Begins to listen under a given certificate. Throws `ServerError` ADDRESS_NOT_LOCAL, TLS_UNUSABLE, and Node's own error. */
  start: () => Promise<void>
  close: () => Promise<void>
}

interface PhonesParts {
  clock: Clock
  noteFault: NoteFault
  album: () => AlbumApp | null
  limits?: Partial<SocketLimits>
  budget?: RequestBudget
}

const renewEveryMs = 24 * 60 * 60 * 1000
/** Connections that one network address may hold; a browser takes six. */
const mostOfOneAddress = 32

interface Listening {
  server: Server
  /** Ends every connection at once, those too that have not said anything yet. */
  hangUp: () => void
  url: string
  until: string
  fingerprint: string | null
}

/** A listener that was not asked for. */
export const noPhones: Phones = {
  state: () => ({ mode: 'off', url: null, until: null, fingerprint: null, problem: null }),
  opened: () => Promise.resolve(),
  ended: () => Promise.resolve(),
  renewed: () => Promise.resolve(),
  start: () => Promise.resolve(),
  close: () => Promise.resolve(),
}

/**
 * With the organisation's own authority it listens only while somebody who opens the registry has the vault open, because the keys lie
 * there and nowhere else (rule S52). Under a given certificate it listens from the start, and the album says itself that it is closed.
 */
export function createPhones({ host, port, tls }: PhonesOptions, parts: PhonesParts): Phones {
  const { clock, noteFault } = parts
  const serial = createSerial()
  const opens = new Set<Own>()
  let listening: Listening | null = null
  let problem: string | null = tls === undefined ? phoneWords.say('locked').text : null
  // Whoever installed the page on a phone finds it at the same address again.
  let boundPort = port
  let callOff: (() => void) | null = null
  let isClosed = false

  const begin = async (pair: TlsPair, own: OwnCertificate | null) => {
    const address = servedAddress(host, pair)
    const app = createPhonesApp({
      address,
      port: () => boundPort,
      clock,
      noteFault,
      authority: own === null ? null : own.authority,
      album: parts.album(),
      ...(parts.budget === undefined ? {} : { budget: parts.budget }),
    })
    const listener = getRequestListener(app.fetch, {
      hostname: '127.0.0.1',
      overrideGlobalObjects: false,
      errorHandler(error) {
        const isTheirs = error instanceof RequestError
        if (!isTheirs) noteFault('phones: answering', error)
        return new Response(null, {
          status: isTheirs ? 400 : 500,
          headers: { ...everyAnswer, 'cache-control': 'no-store' },
        })
      },
    })
    const server = createListener(address, { ...socketLimits, ...parts.limits }, (incoming, outgoing) => {
      void listener(incoming, outgoing)
    })
    const hangUp = capEachAddress(server)
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(boundPort, address.bind, () => {
        server.off('error', reject)
        resolve()
      })
    })
    boundPort = (server.address() as AddressInfo).port
    const certificate = new X509Certificate(pair.certPem)
    listening = {
      server,
      hangUp,
      url: address.url(boundPort),
      until: new Date(certificate.validTo).toISOString(),
      fingerprint: own === null ? certificate.fingerprint256.replaceAll(':', ' ') : null,
    }
    problem = null
  }
  const end = async (why: string | null) => {
    callOff?.()
    callOff = null
    problem = why
    const ending = listening
    listening = null
    if (ending === null) return
    const closed = new Promise<void>((resolve) => {
      ending.server.close(() => {
        resolve()
      })
    })
    ending.hangUp()
    await closed
  }
  const certificateOfOwn = (): Promise<OwnCertificate | null> => {
    const own = [...opens].find((one) => !one.isEnding && !one.records.vault.ended.aborted)
    return own === undefined ? Promise.resolve(null) : ownCertificate(own.records, host, new Date(clock.nowMs()))
  }
  const beginOwn = async () => {
    try {
      const certificate = await certificateOfOwn()
      if (certificate === null) {
        await end(phoneWords.say('no-certificate').text)
        return
      }
      await begin(certificate, certificate)
      renewLater()
    } catch (error) {
      problem = wordsOf(error, boundPort)
      if (!(error instanceof ServerError)) noteFault('phones: listening', error)
    }
  }
  const renewLater = () => {
    callOff = clock.after(renewEveryMs, () => {
      void serial(async () => {
        const { server = null } = listening ?? {}
        if (!(server instanceof TlsServer)) return
        try {
          const fresh = await certificateOfOwn()
          if (fresh !== null && listening !== null) {
            server.setSecureContext({ cert: fresh.certPem, key: fresh.keyPem, minVersion: 'TLSv1.3' })
            listening = { ...listening, until: fresh.until }
          }
        } catch (error) {
          noteFault('phones: new certificate', error)
        }
        renewLater()
      })
    })
  }
  return {
    state: () => ({
      mode: tls === undefined ? 'own' : 'given',
      url: listening?.url ?? null,
      until: listening?.until ?? null,
      fingerprint: listening?.fingerprint ?? null,
      problem,
    }),
    opened: (own) =>
      serial(async () => {
        if (tls !== undefined || isClosed || !own.records.vault.compartments.includes('registry')) return
        opens.add(own)
        if (listening === null) await beginOwn()
      }),
    ended: (own) =>
      serial(async () => {
        opens.delete(own)
        if (tls === undefined && opens.size === 0) await end(phoneWords.say('locked').text)
      }),
    renewed: () =>
      serial(async () => {
        if (tls !== undefined || isClosed) return
        await end(null)
        await beginOwn()
      }),
    start: () =>
      serial(async () => {
        if (tls !== undefined) await begin(tls, null)
      }),
    close: () =>
      serial(async () => {
        isClosed = true
        opens.clear()
        await end(null)
      }),
  }
}

/** Nobody in the network can take all the connections for themselves (rule S54). Returns what ends all of them. */
function capEachAddress(server: Server): () => void {
  const held = new Map<string, Set<Socket>>()
  server.on('connection', (socket) => {
    const address = socket.remoteAddress ?? ''
    const sockets = held.get(address) ?? new Set<Socket>()
    if (sockets.size >= mostOfOneAddress) {
      socket.destroy()
      return
    }
    held.set(address, sockets.add(socket))
    socket.once('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0) held.delete(address)
    })
  })
  return () => {
    for (const socket of [...held.values()].flatMap((sockets) => [...sockets])) socket.destroy()
  }
}

function wordsOf(error: unknown, port: number): string {
  if (error instanceof ServerError) return error.message
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE') return phoneWords.say('port-in-use', { port }).text
  if (code === 'EADDRNOTAVAIL') return phoneWords.say('no-address').text
  return phoneWords.say('not-listened').text
}
