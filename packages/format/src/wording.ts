/** A sentence with gaps, `{name}`; or two, for one thing and for several, told apart by the gap `n`. */
type Template = string | readonly [one: string, many: string]

type GapsIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | GapsIn<Rest> : never
type Gaps<T extends Template> = T extends string ? GapsIn<T> : GapsIn<T[number]>
type Filled<T extends Template> = [Gaps<T>] extends [never] ? [] : [values: Readonly<Record<Gaps<T>, string | number>>]

/** A sentence of a closed list: which one, what stands in its gaps, and how it reads in English. */
export interface Said<Code extends string | null = string> {
  code: Code
  values: Readonly<Record<string, string>>
  text: string
}

/** A closed list of sentences. */
export interface Wording<Templates extends Readonly<Record<string, Template>>> {
  codes: readonly (keyof Templates & string)[]
  /** The sentence with this code. */
  say: <Code extends keyof Templates & string>(code: Code, ...values: Filled<Templates[Code]>) => Said<Code>
  /** The sentence that was written down as this text, or the text itself without a code when it is none of the list. Never throws. */
  read: (text: string) => Said<(keyof Templates & string) | null>
}

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/gu, (gap, name: string) => values[name] ?? gap)

/** What stands in the gaps, each as short as it can be; null when the text does not fit. */
const gapsOf = (template: string, text: string): Record<string, string> | null => {
  const [first = '', ...parts] = template.split(/\{(\w+)\}/u)
  if (!text.startsWith(first)) return null
  let at = first.length
  const values: Record<string, string> = {}
  for (let place = 0; place < parts.length; place += 2) {
    const [name = '', literal = ''] = parts.slice(place, place + 2)
    const end = place + 2 < parts.length ? text.indexOf(literal, at) : text.length - literal.length
    if (end < at) return null
    values[name] = text.slice(at, end)
    at = end + literal.length
  }
  return values
}

/**
 * A closed list of English sentences by their codes. Each is made from code and values here and nowhere else, so that what was sealed as a
 * sentence is found again by `read`, and other languages can say the same (rules R110, R111). Write a gap as `{name}`; two gaps need words between
 * them. Does not check that values hold nothing of the words around them: `read` gives what makes exactly the same text, whichever it was.
 */
export const wording = <const Templates extends Readonly<Record<string, Template>>>(
  templates: Templates,
): Wording<Templates> => {
  type Code = keyof Templates & string
  const codes = Object.keys(templates) as Code[]
  const formsOf = (code: Code): readonly string[] => {
    const template: Template = templates[code] as Template
    return typeof template === 'string' ? [template] : template
  }
  const textOf = (code: Code, values: Readonly<Record<string, string>>): string => {
    const [one = '', many = one] = formsOf(code)
    return fill(values['n'] === '1' ? one : many, values)
  }
  // The sentence with the most words of its own comes first: another one may fit with words in its gaps.
  const forms = codes
    .flatMap((code) => formsOf(code).map((form) => ({ code, form, own: form.replaceAll(/\{\w+\}/gu, '').length })))
    .toSorted((left, right) => right.own - left.own)
  return {
    codes,
    say: (code, ...[given = {}]) => {
      const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]))
      return { code, values, text: textOf(code, values) }
    },
    read: (text) => {
      for (const { code, form } of forms) {
        const values = gapsOf(form, text)
        if (values !== null && textOf(code, values) === text) return { code, values, text }
      }
      return { code: null, values: {}, text }
    },
  }
}
