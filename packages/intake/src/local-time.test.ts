import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { formatWallTime, instantRange, isWallTime, parseWallTime, wallTimeMs } from './local-time.ts'
import { neverEditedOffset, telegramTime } from './telegram-time.ts'

const zone = process.env['TZ']
after(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

test('T2 the zone of this computer changes nothing', () => {
  const results = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati'].map((name) => {
    process.env['TZ'] = name
    return ['2024-03-31T02:30:00', '2023-10-29T02:30:00', '2022-02-28T23:59:59'].map((date) =>
      telegramTime(date, undefined),
    )
  })
  for (const result of results) assert.deepEqual(result, results[0])
  // 2024-03-31T02:30 does not exist in Berlin and is none the less what the source says.
  assert.equal(results[0]?.[0]?.local, '2024-03-31T02:30:00')
})

test('T2 an unknown zone spans UTC+14 to UTC−12 and the precision', () => {
  const noon = Date.UTC(2024, 0, 15, 12)
  assert.deepEqual(instantRange([noon], 'minute'), {
    earliestMs: Date.UTC(2024, 0, 14, 22),
    latestMs: Date.UTC(2024, 0, 16, 0, 0, 59, 999),
  })
})

test('T2 wall times are read and written alike, and those that do not exist are refused', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }), (date) => {
      const text = date.toISOString().slice(0, 19)
      const wall = parseWallTime(text)
      assert.ok(wall)
      assert.equal(formatWallTime(wall), text)
      assert.equal(wallTimeMs(wall), Math.floor(date.getTime() / 1000) * 1000)
    }),
  )
  for (const text of [
    '2023-02-29T10:00:00',
    '2024-13-01T10:00:00',
    '2024-01-01T24:00:00',
    '2024-01-01T10:60:00',
    '2024-1-1T10:00',
    'noon',
  ])
    assert.equal(parseWallTime(text), null)
  assert.equal(isWallTime({ year: 2000, month: 2, day: 29, hour: 0, minute: 0, second: null }), true)
  assert.equal(isWallTime({ year: 1900, month: 2, day: 29, hour: 0, minute: 0, second: null }), false)
})

test('T1 T7 Telegram times: unix seconds as text or number, and neither', () => {
  assert.deepEqual(telegramTime('2023-07-02T14:00:00', 1_688_299_200).earliestMs, 1_688_299_200_000)
  for (const unix of ['', 'soon', '1e9', {}, null, '99999999999999999999']) {
    const time = telegramTime(undefined, unix)
    assert.deepEqual([time.raw, time.earliestMs, time.latestMs, time.basis], [null, null, null, 'unknown'])
  }
  assert.equal(telegramTime('yesterday', undefined).raw, 'yesterday')
})

test('T3 the 1970 mark gives the offset of the exporter, east and west', () => {
  assert.equal(neverEditedOffset('1970-01-01T05:00:00'), 300)
  assert.equal(neverEditedOffset('1969-12-31T20:30:00'), -210)
  assert.equal(neverEditedOffset('2019-07-02T17:05:00'), null)
  assert.equal(neverEditedOffset(7), null)
})
