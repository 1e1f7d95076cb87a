export interface Remembered<V> {
  /** What `make` returned for this key, lately or now. */
  of: (key: string) => V
  /** How many keys are remembered. */
  size: () => number
  /** Lets go of all keys and values. */
  forget: () => void
}

/**
 * Remembers what `make` returned for the last `limit` to `2 * limit` keys: two generations, of which the older is dropped whole when the newer is full.
 * `make` must be pure; what it returns is shared.
 */
export function remembering<V extends object>(limit: number, make: (key: string) => V): Remembered<V> {
  let newer = new Map<string, V>()
  let older = new Map<string, V>()
  return {
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
}
