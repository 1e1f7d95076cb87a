/** A bounded memory of what was computed from names. `forgetNames` empties all of them. */
export interface Remembered<V> {
  /** What `make` returned for this key, lately or now. */
  of: (key: string) => V
  /** How many keys are remembered. */
  size: () => number
  /** Lets go of all keys and values. */
  forget: () => void
}

const everything: Remembered<object>[] = []

/** Lets go of every name and word that was remembered: call it when the vault locks, so that none stays in reach (H6). */
export function forgetNames(): void {
  for (const { forget } of everything) forget()
}

/** How many names and words are remembered just now; 0 after `forgetNames`. */
export function rememberedNames(): number {
  return everything.reduce((sum, { size }) => sum + size(), 0)
}

/**
 * Remembers what `make` returned for the last `limit` to `2 * limit` keys: two generations, of which the older is dropped whole when the newer is full.
 * `make` must be pure; what it returns is shared.
 */
export function remembering<V extends object>(limit: number, make: (key: string) => V): Remembered<V> {
  let newer = new Map<string, V>()
  let older = new Map<string, V>()
  const remembered: Remembered<V> = {
    of(key) {
      const known = newer.get(key)
      if (known !== undefined) return known
      const value = older.get(key) ?? make(key)
      if (newer.size >= limit) {
        older = newer
        newer = new Map()
      }
      newer.set(key, value)
      return value
    },
    size: () => newer.size + older.size,
    forget() {
      newer = new Map()
      older = new Map()
    },
  }
  everything.push(remembered)
  return remembered
}
