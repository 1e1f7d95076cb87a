import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { systemClock, type Clock } from './clock.ts'
import { ServerError } from './errors.ts'
import { createFaultNotes, type Fault } from './fault.ts'
import { createServices, type Services } from './services.ts'
import { createStaticFiles } from './static-files.ts'

export interface ServerOptions {
  vaultDir: string
  /** 0 lets the system choose. */
  port?: number
  /** Only this computer: `127.0.0.1` or `localhost`. */
  host?: string
  /** The folder of the web build. */
  webDir: string
  idleLockMs?: number
  /** The largest file that an import takes, in bytes; 64 GiB if not given. */
  mostFileBytes?: number
  clock?: Clock
  onFault?: (fault: Fault) => void
}

export interface RunningServer {
  url: string
  /** Cancels what runs, locks the vault and stops listening. */
  close: () => Promise<void>
}

/** A request's head has to arrive within this time. */
const headersTimeoutMs = 10_000
/** A socket on which nothing moves for this long is dropped. */
const silentTimeoutMs = 60_000

/**
 * Serves one vault, locked at first, to browsers on this computer (rules S1–S29 of docs/spec/server.md).
 *
 * Throws `ServerError` ADDRESS_NOT_LOCAL for any other address, and Node's own error if the port is taken. Does not look
 * at the vault before somebody unlocks it.
 */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { url, close } = await startServer(options)
  return { url, close }
}

/** The same, together with what its routes share. Inside this package only. */
export async function startServer(options: ServerOptions): Promise<RunningServer & { services: Services }> {
  const {
    vaultDir,
    port = 0,
    host = '127.0.0.1',
    webDir,
    idleLockMs = 15 * 60 * 1000,
    mostFileBytes = 2 ** 36,
    clock = systemClock,
  } = options
  if (host !== '127.0.0.1' && host !== 'localhost')
    throw new ServerError(
      'ADDRESS_NOT_LOCAL',
      `Homeward serves this computer only and does not listen on ${host}. Please use 127.0.0.1.`,
    )
  let listeningPort = port
  const services = createServices({
    vaultDir,
    clock,
    idleLockMs,
    mostFileBytes,
    port: () => listeningPort,
    noteFault: createFaultNotes(options.onFault ?? (() => undefined)),
  })
  const app = createApp({
    services,
    pages: await createStaticFiles(webDir),
  })
  const listener = getRequestListener(app.fetch, { hostname: '127.0.0.1', overrideGlobalObjects: false })
  const server = createHttpServer(
    // A large import may take hours as long as bytes arrive; a head may not.
    { headersTimeout: headersTimeoutMs, requestTimeout: 0, maxHeaderSize: 16_384 },
    (incoming, outgoing) => {
      void listener(incoming, outgoing)
    },
  )
  server.setTimeout(silentTimeoutMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  listeningPort = (server.address() as AddressInfo).port
  return {
    services,
    url: `http://127.0.0.1:${listeningPort}/`,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      await services.keeper.lock()
      server.closeAllConnections()
      await closed
    },
  }
}
