/**
 * Remembers what `make` returned for the last `limit` to `2 * limit` keys: two generations, of which the older is dropped whole when the newer is full.
 * `make` must be pure; what it returns is shared.
 */
export function remembering<V extends object>(limit: number, make: (key: string) => V): (key: string) => V {
  let newer = new Map<string, V>()
  let older = new Map<string, V>()
  return (key) => {
    const known = newer.get(key)
    if (known !== undefined) return known
    const value = older.get(key) ?? make(key)
    if (newer.size >= limit) {
      older = newer
      newer = new Map()
    }
    newer.set(key, value)
    return value
  }
}
