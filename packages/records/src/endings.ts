import { fromColumn } from './column.ts'
import { newId } from './ids.ts'
import type { Records } from './records.ts'
import { everSaid } from './registers.ts'
import type { Additions } from './row-writes.ts'
import type { Reference } from './types.ts'

/** What a register says of a record of its own that it has ended. */
export interface Ending {
  registry: string
  id: string
  /** `YYYY-MM-DD` */
  day: string
  /** Whether the register has nothing of it any more, or this is a copy from before that day. */
  isPlaceholder: boolean
}

/**
 * What an ending says about somebody here that nobody had said before: an identifier with the day, beside those that are there. Null
 * where it is no news: that day was known, or the copy is older than one with a later day. Whether somebody has this identifier is not
 * checked. Rule R115.
 */
export function endingOf(
  records: Records,
  person: string,
  { registry, id, day, isPlaceholder }: Ending,
): Additions | null {
  const said = [...(everSaid(records, person).get('reference') ?? [])]
    .map((json) => fromColumn<Reference>(json))
    .filter((one) => one.registry === registry && one.id === id)
  const ended = said.flatMap((one) => one.ended ?? [])
  const untils = said.flatMap((one) => one.until ?? []).toSorted()
  const isKnown = isPlaceholder
    ? ended.includes(day) || untils.at(-1) === day
    : [...ended, ...untils].some((known) => known >= day)
  if (isKnown) return null
  // The day stands twice, so that the index over days finds it.
  const value = { registry, id, until: day, ended: day }
  return { person, values: [{ field: 'reference', id: newId('ref'), value }], remark: null, statements: [] }
}
