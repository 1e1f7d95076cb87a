/** `00000000  48 65 6c 6c …` lines of 16 bytes. */
export const hexLines = (hex: string, start: number): string => {
  const lines: string[] = []
  for (let at = 0; at < hex.length; at += 32) {
    const bytes = hex.slice(at, at + 32).match(/../gu) ?? []
    lines.push(`${(start + at / 2).toString(16).padStart(8, '0')}  ${bytes.join(' ')}`)
  }
  return lines.join('\n')
}
