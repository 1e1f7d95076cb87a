import { createApp } from '../app.ts'
import { systemClock } from '../clock.ts'
import { createServices } from '../services.ts'

/** Every route of the API as `METHOD /path`, with something in the place of each parameter. */
export function everyRoute(): { method: string; pattern: string; path: string }[] {
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
  })
  const routes = new Map<string, { method: string; pattern: string; path: string }>()
  for (const { method, path: pattern } of app.routes)
    if (method !== 'ALL' && pattern.startsWith('/api'))
      routes.set(`${method} ${pattern}`, { method, pattern, path: pattern.replaceAll(/:\w+/gu, '7') })
  return [...routes.values()]
}
