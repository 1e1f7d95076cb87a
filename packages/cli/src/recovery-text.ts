/** Recovery texts as they are shown once, with what to do with them, as lines. */
export function recoveryText(shares: readonly string[]): string[] {
  return [
    'Write these three recovery texts down, each on its own paper, and give them to three people you trust.',
    'Any two of them open the vault if the passphrase is lost. They are shown only now and stored nowhere.',
    '',
    ...shares.map((share, at) => `  ${at + 1}.  ${share}`),
  ]
}
