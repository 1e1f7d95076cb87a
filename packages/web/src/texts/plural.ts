const rules = new Intl.PluralRules('en')
const numbers = new Intl.NumberFormat('en')

/** 12345 → "12,345". */
export const count = (value: number): string => numbers.format(value)

/** "1 message", "12,345 messages": the number and the form that English uses with it. */
export const plural = (value: number, one: string, other: string): string =>
  `${count(value)} ${rules.select(value) === 'one' ? one : other}`

/** “8 of 230 people”, or “230 people” if all of them are shown. */
export const ofAll = (shown: number, total: number, all: string): string =>
  shown < total ? `${count(shown)} of ${all}` : all
