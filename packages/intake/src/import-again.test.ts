import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listChats, listSources, searchMessages, underived } from '@homeward/records'
import { deriveMissing, rebuild } from './derive-source.ts'
import { IntakeError } from './error.ts'
import { importFiles } from './import-files.ts'
import type { Progress } from './progress.ts'
import { derived, memoryFile, newVault, picture, telegramExport } from './test-import.ts'

test('I30 a rebuild gives the same rows', async (t) => {
  const { records } = await newVault(t)
  await importFiles(records, {
    files: [
      memoryFile('a/result.json', telegramExport(40)),
      memoryFile('a/photos/cat.jpg', await picture(40)),
      memoryFile(
        'b/behind.json',
        '{"messages":[{"id":1,"type":"message","text":"sun"}],"id":5,"type":"bot_chat","name":"Late name"}',
      ),
    ],
  })
  await importFiles(records, {
    files: [memoryFile('c.txt', '13/3/22, 8:14 - Mara: rain'), memoryFile('result.json', telegramExport(40))],
  })
  const before = derived(records)
  assert.deepEqual(
    listChats(records).map(({ name }) => name),
    ['Weather', 'Late name', 'c'],
  )
  await rebuild(records)
  assert.deepEqual(derived(records), before)
})

test('I30 an import that was interrupted anywhere is completed by importing again', async (t) => {
  // Large enough for a thread of its own.
  const big = telegramExport(4000, ` ${'x'.repeat(1000)}`)
  assert.ok(big.length > 4 * 1024 * 1024)
  const files = [memoryFile('a/result.json', big), memoryFile('a/photos/cat.jpg', await picture(50))]
  for (const stage of ['seal', 'look', 'messages', 'photos'] as const) {
    const { records, reopen } = await newVault(t)
    const stop = new AbortController()
    const options = {
      signal: stop.signal,
      onProgress: (progress: Progress) => {
        if (progress.stage === stage) stop.abort()
      },
    }
    await assert.rejects(
      importFiles(records, { files }, options),
      (error) => error instanceof IntakeError && error.code === 'CANCELLED',
    )
    const later = await reopen()
    const receipt = await importFiles(later, { files })
    assert.equal(receipt.files.in, 2, stage)
    assert.deepEqual(underived(later), [])
    assert.equal(searchMessages(later, { query: 'rain' }).total, 4000, stage)
    const total = listSources(later).reduce((sum, source) => sum + source.receipt.messages.parsed, 0)
    assert.equal(total, 4000, stage)
  }
})

test('I30 what an interrupted import left is derived when the vault is opened again', async (t) => {
  const { records, reopen } = await newVault(t)
  const stop = new AbortController()
  const onProgress = ({ stage }: Progress): void => {
    if (stage === 'messages') stop.abort()
  }
  await assert.rejects(
    importFiles(
      records,
      { files: [memoryFile('result.json', telegramExport(10))] },
      { onProgress, signal: stop.signal },
    ),
  )
  const later = await reopen()
  assert.equal(underived(later).length, 1)
  await deriveMissing(later)
  assert.equal(listSources(later)[0]?.receipt.messages.parsed, 10)
})

test('I30 a disk that is full while the index is written is named, and with room the import goes on', async (t) => {
  const { records } = await newVault(t)
  const pages = records.evidence.pragma('page_count', { simple: true })
  records.evidence.pragma(`max_page_count = ${Number(pages) + 20}`)
  await assert.rejects(importFiles(records, { files: [memoryFile('result.json', telegramExport(2000))] }), {
    name: 'IntakeError',
    code: 'DISK_FULL',
    message: /Make room and start the import again/u,
  })
  records.evidence.pragma('max_page_count = 1000000')
  await deriveMissing(records)
  assert.equal(listSources(records)[0]?.receipt.messages.parsed, 2000)
})
