import { createApp } from '../app.ts'
import { systemClock } from '../clock.ts'
import { servedAddress } from '../served-address.ts'
import { createServices } from '../services.ts'

/** A route of the API: its pattern, and an address with something in the place of each parameter. */
export interface KnownRoute {
  method: string
  pattern: string
  path: string
}

/** Every route of the API as it is built, so that no test has to be told of a new one. */
export function everyRoute(): KnownRoute[] {
  const app = createApp({
    services: createServices({
      vaultDir: '/nowhere',
      clock: systemClock,
      idleLockMs: 1,
      mostFileBytes: 1,
      port: () => 0,
      noteFault: () => undefined,
    }),
    pages: (_c, next) => next(),
    address: servedAddress('127.0.0.1', null),
  })
  const routes = new Map<string, KnownRoute>()
  for (const { method, path: pattern } of app.routes)
    if (method !== 'ALL' && pattern.startsWith('/api'))
      routes.set(`${method} ${pattern}`, { method, pattern, path: pattern.replaceAll(/:\w+/gu, '7') })
  return [...routes.values()]
}
