/** Values with a key each, by their text and how often it came before: for lists whose values may repeat. */
export const withKeys = <T>(values: readonly T[], textOf: (value: T) => string): { key: string; value: T }[] => {
  const seen = new Map<string, number>()
  return values.map((value) => {
    const text = textOf(value)
    const times = (seen.get(text) ?? 0) + 1
    seen.set(text, times)
    return { key: `${times} ${text}`, value }
  })
}
