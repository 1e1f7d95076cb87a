import type { Records } from '@homeward/records'
import type { CompartmentName } from '@homeward/vault'
import type { MiddlewareHandler } from 'hono'
import { ServerError } from './errors.ts'
import type { SessionEnv } from './session-gate.ts'

/**
 * Which compartments a request needs, by the first part of its address below /api. What is not listed here is refused, so that a
 * new route cannot be forgotten (rule S33). Jobs, imports and the last verification are those of the session's member alone (rule S41).
 */
export const compartmentsByPart: Readonly<Record<string, readonly CompartmentName[]>> = {
  session: [],
  'openapi.json': [],
  home: [],
  members: [],
  teams: [],
  devices: [],
  joining: [],
  recovery: [],
  jobs: [],
  passkeys: [],
  passphrase: [],
  log: [],
  logs: [],
  verify: [],
  rebuild: [],
  // Of each act its own compartment decides: those of a closed one are in no index.
  acts: [],
  // Of each what this session opens of it: sources and people of closed parts are in no index.
  quarantine: [],
  custody: [],
  // The list of places and the basemap: nothing of a vault.
  places: [],
  people: ['registry'],
  albums: ['registry'],
  recognitions: ['registry'],
  // The words and voices of viewers.
  testimonies: ['registry', 'testimony'],
  'people-import': ['registry'],
  'consent-words': ['registry'],
  duplicates: ['registry'],
  sources: ['evidence'],
  imports: ['evidence'],
  items: ['evidence'],
  chats: ['evidence'],
  messages: ['evidence'],
  // The key lies where the pictures of albums lie.
  phones: ['registry'],
  leads: ['registry', 'evidence'],
  packages: ['registry', 'evidence'],
  erasures: ['registry', 'evidence'],
}

/** What a reader may ask for although it is no reading: nothing of it writes what others see, but that the own recovery was rehearsed. */
export const alsoForReaders: ReadonlySet<string> = new Set([
  'session',
  'jobs',
  'verify',
  'rebuild',
  'recovery',
  'passkeys',
  'passphrase',
])

const names: Readonly<Record<CompartmentName, string>> = {
  registry: 'people',
  evidence: 'sources and messages',
  testimony: 'testimonies',
  assistance: 'assistance',
  roster: 'members',
}

/**
 * Refuses what this session's member may not see or do, before the route runs. The routes behind it could show nothing
 * anyway, because the indexes of closed compartments are empty; this says so instead of showing an empty list as if nothing were
 * there. Throws `ServerError` COMPARTMENT_CLOSED and ROLE_FORBIDS.
 */
export function accessGate(): MiddlewareHandler<SessionEnv> {
  return async (c, next) => {
    const part = c.req.path.split('/')[2] ?? ''
    // Set by the gate before this one, except on the two requests that a locked vault answers.
    const opened = c.var.opened as Records | undefined
    const needed = Object.hasOwn(compartmentsByPart, part) ? compartmentsByPart[part] : undefined
    if (opened !== undefined) {
      if (needed === undefined) throw new ServerError('NOT_FOUND', 'There is nothing at this address.')
      const closed = needed.find((name) => !opened.vault.compartments.includes(name))
      if (closed !== undefined)
        throw new ServerError(
          'COMPARTMENT_CLOSED',
          `This part of the vault (${names[closed]}) is closed to you. A coordinator can open it for you.`,
        )
      const isReading = c.req.method === 'GET' || c.req.method === 'HEAD'
      if (!isReading && opened.vault.member.role === 'reader' && !alsoForReaders.has(part))
        throw new ServerError(
          'ROLE_FORBIDS',
          'You may read in this vault and not write. A coordinator can change that.',
        )
    }
    await next()
  }
}
