import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { createVault } from '@homeward/vault'
import type { Fault } from '../fault.ts'
import { startServer, type ServerOptions } from '../create-server.ts'
import type { SocketLimits } from '../listener.ts'
import type { Own } from '../own.ts'
import type { Services } from '../services.ts'
import { ask, type Answer, type Asked } from './http.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'

export const passphrase = 'olive tree beside the old well'

/** A server over a new vault of its own, and a browser that speaks to it. */
export interface ServedVault {
  url: string
  dir: string
  webDir: string
  clock: ManualClock
  faults: Fault[]
  services: Services
  album: Awaited<ReturnType<typeof startServer>>['album']
  /** Sends exactly this, without a cookie. */
  ask: (method: string, path: string, asked?: Asked) => Promise<Answer>
  close: () => Promise<void>
}

/** What one browser holds: its cookie and the token of its session. */
export interface Browser {
  cookie: string
  csrf: string
  call: (method: string, path: string, asked?: Asked & { json?: unknown }) => Promise<Answer>
}

let made: Promise<string> | null = null

// Here and not where it is made: inside a test it would run at the end of that test.
after(async () => {
  if (made !== null) await rm(dirname(await made), { recursive: true })
})

/** A vault that was just made, with a cheap key derivation. Made once and copied, since making one waits for the disk. */
function newVault(): Promise<string> {
  made ??= (async () => {
    const dir = join(await mkdtemp(join(tmpdir(), 'homeward-server-')), 'vault')
    const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }
    await createVault({ dir, name: 'Lighthouse', memberName: 'Nermin', passphrase, kdf })
    return dir
  })()
  return made
}

/** Serves a new vault in a temporary folder until the test is over. */
export async function serveVault(
  t: TestContext,
  options: Partial<ServerOptions> & { limits?: Partial<SocketLimits>; phoneUrl?: () => string | null } = {},
): Promise<ServedVault> {
  const root = await mkdtemp(join(tmpdir(), 'homeward-server-'))
  const dir = join(root, 'vault')
  const webDir = join(root, 'web')
  await cp(await newVault(), dir, { recursive: true })
  await mkdir(join(webDir, 'assets'), { recursive: true })
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Homeward</title>')
  await writeFile(join(webDir, 'assets', 'index-4f2a.js'), 'export {}')
  await writeFile(join(root, 'secret.txt'), 'outside')
  const clock = createManualClock()
  const faults: Fault[] = []
  const server = await startServer({
    vaultDir: dir,
    webDir,
    clock,
    onFault(fault) {
      faults.push(fault)
    },
    ...options,
  })
  let closed = false
  const close = async () => {
    if (!closed) await server.close()
    closed = true
  }
  t.after(async () => {
    await close()
    await rm(root, { recursive: true })
  })
  return {
    url: server.url,
    dir,
    webDir,
    clock,
    faults,
    services: server.services,
    album: server.album,
    ask: (method, path, asked) => ask(server.url, method, path, asked),
    close,
  }
}

/** Unlocks as a browser does and keeps its cookie and token. */
export async function unlock(served: ServedVault, phrase = passphrase): Promise<Browser> {
  const answer = await served.ask('POST', '/api/session', jsonBody({ passphrase: phrase }))
  if (answer.status !== 200) throw new Error(`unlocking gave ${answer.status}: ${answer.bodyBytes.toString()}`)
  const cookie = (answer.headers['set-cookie'] ?? []).map((line) => line.split(';')[0]).join('; ')
  const { csrf } = answer.json<{ csrf: string }>()
  return {
    cookie,
    csrf,
    call(method, path, { json, headers, body } = {}) {
      const own = { cookie, ...(method === 'GET' || method === 'HEAD' ? {} : { 'x-csrf': csrf }) }
      if (json === undefined)
        return served.ask(method, path, { headers: { ...own, ...headers }, ...(body === undefined ? {} : { body }) })
      const asked = jsonBody(json)
      return served.ask(method, path, { ...asked, headers: { ...own, ...asked.headers, ...headers } })
    },
  }
}

/** What the server holds for the member whose browser this is, who must have the vault open. */
export function ownOf({ services }: ServedVault, { cookie }: Browser): Own {
  const session = services.sessions.find(cookie.slice(cookie.indexOf('=') + 1))
  const own = session === null ? null : services.keeper.ownOf(session)
  if (own === null) throw new Error('the vault is locked for this browser')
  return own
}

/** Resolves when the vault has locked by itself, for everybody; gives up after so many turns of the event loop that it never will. */
export async function untilLocked({ services }: ServedVault): Promise<void> {
  for (let turns = 0; services.keeper.members() > 0; turns++) {
    if (turns === 10_000) throw new Error('the vault did not lock')
    await nextTurn()
  }
}

export function jsonBody(value: unknown) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}
