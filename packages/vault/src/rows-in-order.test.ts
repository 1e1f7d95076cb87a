import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Database } from '@signalapp/sqlcipher'

import { rowsInOrder } from './rows-in-order.ts'
import { withCode } from './test-vault.ts'

const numbers = (count: number): Database => {
  const db = new Database(':memory:')
  db.exec('CREATE TABLE kept (place INTEGER PRIMARY KEY)')
  for (let place = 0; place < count; place += 1) {
    db.prepare('INSERT INTO kept VALUES (?)').run([place])
  }
  return db
}

test('V14 rows come page by page to the end, with those that are added meanwhile', () => {
  const db = numbers(10)
  const select = db.prepare('SELECT place FROM kept WHERE place > ? ORDER BY place LIMIT 4')
  const seen = []
  for (const { place } of rowsInOrder(select, { first: -1, key: 'place' })) {
    seen.push(place)
    if (place === 9) {
      db.exec('INSERT INTO kept VALUES (10)')
    }
  }
  db.close()
  assert.deepEqual(seen, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('V14 rows in another order than their key are damage, not reading without end', () => {
  const db = numbers(10)
  for (const order of ['place DESC LIMIT 4', '1 LIMIT 4 -- every page the same']) {
    const from = order.startsWith('1') ? 'place >= 0 OR place > ?' : 'place > ?'
    const select = db.prepare(`SELECT place FROM kept WHERE ${from} ORDER BY ${order}`)
    assert.throws(() => [...rowsInOrder(select, { first: -1, key: 'place' })], withCode('VAULT_DAMAGED'), order)
  }
  const words = db.prepare("SELECT 'word' AS place WHERE ? IS NOT NULL")
  assert.throws(() => [...rowsInOrder(words, { first: -1, key: 'place' })], withCode('VAULT_DAMAGED'))
  db.close()
})
