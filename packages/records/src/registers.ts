import { fromColumn } from './column.ts'
import type { Records } from './records.ts'

/** What the columns of imported tables were taken for, by their headings; of a heading that came several times the last. */
export function rememberedMapping(records: Records): Record<string, string> {
  const rows = records.registry
    .prepare('SELECT mapping FROM register_import ORDER BY at, entry')
    .all<{ mapping: string }>()
  return Object.fromEntries(rows.flatMap(({ mapping }) => Object.entries(fromColumn<Record<string, string>>(mapping))))
}
