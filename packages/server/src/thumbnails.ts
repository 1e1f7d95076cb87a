import { thumbnail } from '@homeward/compare'

/** What is kept of small pictures, in bytes of memory. Never on disk (H6). */
const keptBytes = 32 * 1024 * 1024
/** A picture file that is larger is not opened for a small view. */
export const mostPictureBytes = 128 * 1024 * 1024
/** As many at a time as keep a small computer usable. */
const atOnce = 2

export interface Thumbnails {
  /** A small WebP picture with `edge` pixels at its longest side; `key` names the original and its compartment. */
  get: (key: string, edge: number, original: () => Promise<Uint8Array>) => Promise<Uint8Array>
  clear: () => void
}

/** Makes small pictures from sealed ones, a few at a time, and keeps the last used in memory until the vault locks. */
export function createThumbnails(): Thumbnails {
  const madeByKey = new Map<string, Uint8Array>()
  let madeBytes = 0
  let generation = 0
  let busy = 0
  const waiting: (() => void)[] = []
  const takeTurn = async () => {
    if (busy >= atOnce)
      await new Promise<void>((resolve) => {
        waiting.push(resolve)
      })
    else busy++
  }
  const passTurn = () => {
    const next = waiting.shift()
    if (next === undefined) busy--
    else next()
  }
  const keep = (key: string, bytes: Uint8Array) => {
    madeByKey.delete(key)
    madeByKey.set(key, bytes)
    madeBytes += bytes.length
    for (const [oldest, old] of madeByKey) {
      if (madeBytes <= keptBytes) break
      madeByKey.delete(oldest)
      madeBytes -= old.length
    }
  }
  return {
    async get(key, edge, original) {
      const sizedKey = `${edge}/${key}`
      const known = madeByKey.get(sizedKey)
      if (known !== undefined) {
        madeByKey.delete(sizedKey)
        madeByKey.set(sizedKey, known)
        return known
      }
      const since = generation
      await takeTurn()
      try {
        const bytes = await thumbnail(await original(), edge)
        if (since === generation && !madeByKey.has(sizedKey)) keep(sizedKey, bytes)
        return bytes
      } finally {
        passTurn()
      }
    },
    clear() {
      for (const bytes of madeByKey.values()) bytes.fill(0)
      madeByKey.clear()
      madeBytes = 0
      generation++
    },
  }
}
