import { getChat, type Records } from '@homeward/records'
import type { CustodyEvent } from '@homeward/vault'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { SessionEnv } from './session-gate.ts'

/** What a request asked for: the parts of its address, its query, and the records it was answered from. */
interface Asked {
  params: Readonly<Record<string, string>>
  query: (name: string) => string | undefined
  records: Records
}

type Reading = (asked: Asked) => CustodyEvent

const opened =
  (compartment: CustodyEvent['compartment'], of: string, param = 'id'): Reading =>
  ({ params }) => ({ compartment, did: 'opened', of, id: params[param] ?? '' })

const openedMessage: Reading = ({ params }) => ({
  compartment: 'evidence',
  did: 'opened',
  of: 'message',
  id: `${params['item'] ?? ''}/${params['seq'] ?? ''}`,
})

/** A chat has a number of the index alone; the item that it stands in is the same after a rebuild. */
const openedChat: Reading = ({ params, records }) => ({
  compartment: 'evidence',
  did: 'opened',
  of: 'chat',
  id: getChat(records, Number(params['chat'])).item,
})

const searchedOrListed =
  (compartment: CustodyEvent['compartment'], of: string): Reading =>
  ({ query }) => {
    const text = [(query('query') ?? '').trim(), query('place') ?? ''].filter((one) => one !== '').join(' · ')
    return text === '' ? { compartment, did: 'listed', of } : { compartment, did: 'searched', of, text }
  }

/**
 * What the custody log says of every request that reads (rule CU1), by its pattern; or, in words, why it says nothing. A request that
 * is not in this table is refused by the test of the table, so that a new route cannot be forgotten.
 */
export const readings: Readonly<Record<string, Reading | string>> = {
  'GET /api/people': searchedOrListed('registry', 'people'),
  'GET /api/people/overdue': 'ids and days of records that are shown to nobody; keeping one is an entry of its own',
  'GET /api/people/:id': opened('registry', 'person'),
  'GET /api/people/:id/history': opened('registry', 'person'),
  'GET /api/people/:id/consents/:consent/effects': opened('registry', 'person'),
  'GET /api/consent-words': 'words of this program',
  'GET /api/people/:id/places': opened('registry', 'person'),
  'GET /api/places': 'the list of places that comes with the program, nothing of the vault',
  'GET /api/places/basemap': 'the map that comes with the program, nothing of the vault',
  'GET /api/people/:id/duplicates': opened('registry', 'person'),
  'GET /api/people/:id/photos/:photo': 'shown beside the person or the list that is noted',
  'GET /api/people/:id/recognitions': opened('registry', 'person'),
  'GET /api/people/:id/albums': opened('registry', 'person'),
  'GET /api/albums': 'titles of albums and names of phones, nobody who is in them',
  'GET /api/albums/:id': opened('registry', 'album'),
  'GET /api/albums/invitations/:id': 'one’s own pairing under way',
  'GET /api/recognitions': () => ({ compartment: 'registry', did: 'listed', of: 'sessions' }),
  'GET /api/recognitions/:session': opened('registry', 'session', 'session'),
  'GET /api/testimonies/:session': 'to which team it is sealed and the act about it, nothing that was said',
  'GET /api/testimonies/:session/:file': opened('registry', 'testimony', 'session'),
  'GET /api/duplicates': () => ({ compartment: 'registry', did: 'listed', of: 'duplicates' }),
  'GET /api/duplicates/:pair': opened('registry', 'pair', 'pair'),
  'GET /api/phones': 'how the listener for phones stands, nothing of the records',
  'GET /api/phones/certificate': 'what every phone is given',
  'GET /api/sources': 'names of sources and their receipts, nothing of what is in them',
  'GET /api/sources/:id': opened('evidence', 'source'),
  'GET /api/sources/:id/informant':
    'that somebody is protected and the act about it, no name; showing it is written down',
  'GET /api/sources/:id/items': opened('evidence', 'source'),
  'GET /api/items/:id': opened('evidence', 'picture'),
  'GET /api/items/:id/content': opened('evidence', 'item'),
  'GET /api/items/:id/messages': opened('evidence', 'item'),
  'GET /api/chats': 'names and sizes of chats, no message',
  'GET /api/chats/:chat/messages': openedChat,
  'GET /api/chats/:chat/native': openedChat,
  'GET /api/messages': searchedOrListed('evidence', 'messages'),
  'GET /api/messages/:item/:seq': openedMessage,
  'GET /api/messages/:item/:seq/proof': openedMessage,
  'GET /api/leads': ({ query }) => ({
    compartment: 'evidence',
    did: 'listed',
    of: 'leads',
    ...(query('person') === undefined ? {} : { id: query('person') ?? '' }),
  }),
  'GET /api/leads/:id': opened('evidence', 'lead'),
  'GET /api/packages': 'what was handed out, from the log',
  'GET /api/packages/:id/file': ({ params }) => ({
    compartment: 'evidence',
    did: 'exported',
    of: 'package',
    id: params['id'] ?? '',
  }),
  'GET /api/erasures/plan': ({ query }) => ({
    compartment: 'registry',
    did: 'opened',
    of: 'erasure',
    id: query('person') ?? query('consent') ?? query('quarantine') ?? '',
  }),
  'GET /api/erasures/of-act/:id':
    'how much an act that waits would destroy, no name; whom it is about stands in the act',
  'GET /api/quarantine': 'ids and SHA-256 of what nobody opens; putting it there is an entry of its own',
  'GET /api/acts': 'what members proposed to each other',
  'GET /api/custody': 'the custody log itself',
  'GET /api/home': 'counts',
  'GET /api/jobs/:id': 'one’s own work under way',
  'GET /api/jobs/:id/events': 'one’s own work under way',
  'GET /api/log': 'types of entries, nothing of what is in them',
  'GET /api/logs': 'whose logs there are and how long, nothing of what is in them',
  'GET /api/members': 'who works here',
  'GET /api/teams': 'who works with whom',
  'GET /api/passkeys': 'one’s own keys',
  'GET /api/session': 'who one is',
  'GET /api/openapi.json': 'the description of this API',
}

/**
 * Notes what was read, when it was read, before anything of the answer goes out; an export is in the log by then. Where that cannot
 * be written the request fails: nobody reads unseen (rule CU4).
 */
export function custodyGate(): MiddlewareHandler<SessionEnv> {
  return async (c, next) => {
    await next()
    const records = c.var.opened as Records | undefined
    if (records === undefined || c.res.status >= 400) return
    const route = matchedRoutes(c).findLast(({ method }) => method !== 'ALL')
    if (route === undefined) return
    const reading = readings[`${route.method} ${route.path}`]
    if (reading === undefined || typeof reading === 'string') return
    const params = paramsOf(route.path, c.req.path)
    records.vault.noteCustody(reading({ params, records, query: (name) => c.req.query(name) }))
  }
}

/** The parameters of an address, by the names that they have in its pattern. */
function paramsOf(pattern: string, path: string): Record<string, string> {
  const parts = path.split('/')
  return Object.fromEntries(
    pattern
      .split('/')
      .flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), decodeURIComponent(parts[at] ?? '')]] : [])),
  )
}
