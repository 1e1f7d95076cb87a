import type { Keyed } from '../api/types.ts'

/** The values of a field that holds several, those of one id together: more than one of an id means that people disagree. */
export const byId = <T>(values: Keyed<T>[]): [Keyed<T>, ...Keyed<T>[]][] => {
  const groups = new Map<string, [Keyed<T>, ...Keyed<T>[]]>()
  for (const value of values) {
    const group = groups.get(value.id)
    if (group === undefined) groups.set(value.id, [value])
    else group.push(value)
  }
  return [...groups.values()]
}
