/** What stands in the gaps of a sentence of the server, by its name. */
export type SaidValues = Readonly<Record<string, string>>

/** A sentence of one of the server's closed lists; `code` is null for words of no list, and `text` is the English of both. */
export interface Said<Code extends string = string> {
  code: Code | null
  values: SaidValues
  text: string
}

/** The words of this interface for every code of a list. */
export type SaidWords<Code extends string> = Readonly<Record<Code, string | ((values: SaidValues) => string)>>

/** A sentence of the server in the language of now; null for words of no list. */
export const saidText = <Code extends string>(
  { code, values }: Said<Code>,
  words: SaidWords<NoInfer<Code>>,
): string | null => {
  if (code === null) return null
  const found = words[code]
  return typeof found === 'function' ? found(values) : found
}

/** The values of a sentence as the server gave them. */
export const givenValues = (values: SaidValues): SaidValues => values

/** The values of a sentence that counts `n` things. */
export const countedValues = ({ n }: SaidValues): { n: number } => ({ n: Number(n) })
