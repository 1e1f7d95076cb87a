/** Stretches one secret, away from the page that must go on drawing. */
import { stretchHere } from './stretch-here.ts'
import type { StretchAsked } from './stretch-here.ts'

globalThis.addEventListener('message', (event: MessageEvent<StretchAsked>) => {
  void (async () => {
    globalThis.postMessage(await stretchHere(event.data), { transfer: [] })
  })()
})
