import type { AddressInfo } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { createAlbumApp } from './album/album-app.ts'
import { createApp } from './app.ts'
import { systemClock, type Clock } from './clock.ts'
import { createFaultNotes, type Fault } from './fault.ts'
import { everyAnswer } from './headers.ts'
import { createListener, socketLimits, trackSockets, type SocketLimits } from './listener.ts'
import { watchLockRequests } from './lock-request.ts'
import { createPhones, noPhones, type PhonesOptions, type PhonesState } from './phones/phones.ts'
import type { AlbumApp } from './phones/phones-app.ts'
import { servedAddress, type TlsPair } from './served-address.ts'
import { createServices, type Services } from './services.ts'
import { createStaticFiles } from './static-files.ts'

export interface ServerOptions {
  vaultDir: string
  /** 0 lets the system choose. */
  port?: number
  /** This computer, `127.0.0.1` or `localhost`; with `tls` any address of this computer, or `0.0.0.0` or `::` for all. */
  host?: string
  tls?: TlsPair
  /** Where phones reach the album, if they are to. */
  phones?: PhonesOptions
  /** The folder of the web build. */
  webDir: string
  /** The folder of the build of the phone app. */
  albumDir?: string
  idleLockMs?: number
  /** The largest file that an import takes, in bytes; 64 GiB if not given. */
  mostFileBytes?: number
  clock?: Clock
  onFault?: (fault: Fault) => void
}

export interface RunningServer {
  url: string
  /** How the listener for phones stands now. */
  phones: () => PhonesState
  /** Cancels what runs, locks the vault and stops listening. */
  close: () => Promise<void>
}

/**
 * Serves one vault, locked at first, to the browsers that reach it (rules S1–S32 of docs/spec/server.md).
 *
 * Throws `ServerError` ADDRESS_NOT_LOCAL and TLS_UNUSABLE, and Node's own error if the port is taken. Does not look
 * at the vault before somebody unlocks it.
 */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { url, phones, close } = await startServer(options)
  return { url, phones, close }
}

/** The same, together with what its routes share. Inside this package only. */
export async function startServer(
  options: ServerOptions & { limits?: Partial<SocketLimits>; phoneUrl?: () => string | null },
): Promise<RunningServer & { services: Services; album: AlbumApp }> {
  const {
    vaultDir,
    port = 0,
    host = '127.0.0.1',
    webDir,
    idleLockMs = 15 * 60 * 1000,
    mostFileBytes = 2 ** 36,
    clock = systemClock,
  } = options
  const address = servedAddress(host, options.tls ?? null)
  let listeningPort = port
  let album: AlbumApp | null = null
  const noteFault = createFaultNotes(options.onFault ?? (() => undefined))
  const phones =
    options.phones === undefined
      ? noPhones
      : createPhones(options.phones, { clock, noteFault, album: () => album, limits: options.limits ?? {} })
  const services = createServices({
    vaultDir,
    clock,
    idleLockMs,
    mostFileBytes,
    port: () => listeningPort,
    noteFault,
    phones,
    ...(options.phoneUrl === undefined ? {} : { phoneUrl: options.phoneUrl }),
  })
  const { office } = services
  album = await createAlbumApp({ office, clock, noteFault, appDir: options.albumDir ?? null })
  const app = createApp({
    services,
    pages: await createStaticFiles(webDir),
    address,
  })
  const listener = getRequestListener(app.fetch, {
    hostname: '127.0.0.1',
    overrideGlobalObjects: false,
    // What cannot even become a request, such as a host that is no host.
    errorHandler(error) {
      const isTheirs = error instanceof RequestError
      if (!isTheirs) services.noteFault('answering', error)
      return new Response(null, {
        status: isTheirs ? 400 : 500,
        headers: { ...everyAnswer, 'cache-control': 'no-store' },
      })
    },
  })
  const server = createListener(address, { ...socketLimits, ...options.limits }, (incoming, outgoing) => {
    void listener(incoming, outgoing)
  })
  const hangUp = trackSockets(server)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, address.bind, () => {
      server.off('error', reject)
      resolve()
    })
  })
  listeningPort = (server.address() as AddressInfo).port
  try {
    await phones.start()
  } catch (error) {
    server.close()
    throw error
  }
  const stopLooking = watchLockRequests(vaultDir, {
    clock,
    lock: services.keeper.lock,
    noteFault: services.noteFault,
  })
  return {
    services,
    album,
    url: address.url(listeningPort),
    phones: phones.state,
    async close() {
      stopLooking()
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
      await phones.close()
      await services.keeper.lock()
      hangUp()
      await closed
    },
  }
}
