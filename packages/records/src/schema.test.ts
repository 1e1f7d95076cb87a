import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commit } from './records.ts'
import { followDays } from './follow-days.ts'
import { registration } from './people.ts'
import { testRecords } from './test-records.ts'

test('R1 no index compares a column with a constant, for which SQLite would plan statements again and again', async (t) => {
  const { registry, evidence } = await testRecords(t)
  for (const db of [registry, evidence]) {
    const conditions = db
      .prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'")
      .all<{ sql: string }>()
      .map(({ sql }) => sql.slice(sql.indexOf(' WHERE ')))
    for (const condition of conditions) assert.doesNotMatch(condition, /=|\bIN\b|\bIS\s+(?!NOT NULL)/u)
  }
})

test('R109 records whose day is over are found by an index over days, not by reading all values', async (t) => {
  const records = await testRecords(t)
  await commit(records, registration({ names: [{ text: 'Zozan Qasim', kind: 'full' }], sex: 'unknown' }).writes)
  const { registry } = records
  const plans: string[] = []
  const prepare = registry.prepare.bind(registry)
  registry.prepare = (sql: string) => {
    const steps = sql.includes("'$.until'") ? prepare(`EXPLAIN QUERY PLAN ${sql}`).all<{ detail: string }>(['']) : []
    plans.push(...steps.map(({ detail }) => detail))
    return prepare(sql)
  }
  followDays(registry, '2030-01-01')
  assert.equal(plans.length, 1)
  assert.match(plans[0] ?? '', /USING COVERING INDEX person_value_until/u)
})
