/**
 * The service worker: keeps the app's own files for use without a network, and nothing else. What the office answers
 * never comes near it, so that no cache holds a word of an album (rule AL60).
 */

// Both are filled in when the app is built (build/own-files.ts).
const files = '__OWN_FILES__'.split(' ')
const cacheName = 'album-__OWN_VERSION__'

interface WaitingEvent extends Event {
  waitUntil: (work: Promise<unknown>) => void
}

interface FetchingEvent extends WaitingEvent {
  request: Request
  respondWith: (answer: Promise<Response>) => void
}

interface WorkerScope {
  addEventListener: ((kind: 'install' | 'activate', listener: (event: WaitingEvent) => void) => void) &
    ((kind: 'fetch', listener: (event: FetchingEvent) => void) => void) &
    ((kind: 'message', listener: (event: MessageEvent<unknown>) => void) => void)
  skipWaiting: () => Promise<void>
  clients: { claim: () => Promise<void> }
}

const worker = globalThis as unknown as WorkerScope
const addresses = new Set(files.map((file) => new URL(file, globalThis.location.href).href))

const keepFiles = async (): Promise<void> => {
  const cache = await caches.open(cacheName)
  await cache.addAll(files.map((file) => new Request(file, { cache: 'no-cache', credentials: 'omit' })))
}

const dropOlder = async (): Promise<void> => {
  for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name)
  await worker.clients.claim()
}

const answer = async (address: string, request: Request): Promise<Response> => {
  const cache = await caches.open(cacheName)
  return (await cache.match(address)) ?? fetch(request)
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepFiles())
})

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOlder())
})

// The page asks for it where nothing is open that a change of version could break.
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting()
})

worker.addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url)
  const address = origin + pathname
  if (event.request.method === 'GET' && addresses.has(address)) event.respondWith(answer(address, event.request))
})
