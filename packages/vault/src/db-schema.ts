import type { Database } from '@signalapp/sqlcipher'

/** The tables and indexes of a database, as SQLite keeps them: name to SQL text. `copy` is one that was attached as such. */
export const schemaOf = (db: Database, which: 'copy' | 'main' = 'main'): Map<string, string> => {
  const rows = db.prepare(`SELECT name, sql FROM ${which}.sqlite_schema WHERE sql IS NOT NULL ORDER BY name`).all([])
  return new Map(rows.map((row) => [String(row['name']), String(row['sql'])]))
}
