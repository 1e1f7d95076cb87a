/** Jaro–Winkler similarity (Winkler 1990), the usual measure for names in record linkage; the peer of bench/names.mjs. */
export function jaroWinkler(a, b) {
  if (a === b) return 1
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1)
  const takenA = new Uint8Array(a.length)
  const takenB = new Uint8Array(b.length)
  let common = 0
  for (let i = 0; i < a.length; i++) {
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++) {
      if (takenB[j] === 1 || a[i] !== b[j]) continue
      takenA[i] = takenB[j] = 1
      common++
      break
    }
  }
  if (common === 0) return 0
  let moved = 0
  for (let i = 0, j = 0; i < a.length; i++) {
    if (takenA[i] === 0) continue
    while (takenB[j] === 0) j++
    if (a[i] !== b[j]) moved++
    j++
  }
  const jaro = (common / a.length + common / b.length + (common - moved / 2) / common) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}
