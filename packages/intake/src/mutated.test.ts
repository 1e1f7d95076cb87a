import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openRecords } from '@homeward/records'
import type { Records } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'
import fc from 'fast-check'
import { IntakeError } from './error.ts'
import { importFiles } from './import-files.ts'
import { damaged, damages } from './test-damage.ts'
import { readSample, sampleTest } from './test-samples.ts'
import { buildZip } from './test-zip.ts'

const passphrase = 'a test passphrase'

/** Imports `bytes` alone: a receipt that adds up, or an error in words. */
async function endsWell(records: Records, name: string, bytes: Buffer): Promise<void> {
  // oxlint-disable-next-line require-await -- an async generator is the shape of a stream
  const open = async function* open(): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  try {
    const file = { path: name, size: bytes.length, open }
    const { files } = await importFiles(records, { files: [file], from: 'fuzz', note: '', legalBasis: 'test' })
    assert.equal(files.in, files.stored + files.duplicate + files.refused.length)
  } catch (error) {
    if (!(error instanceof IntakeError)) throw error
  }
}

async function tryDamages(files: ReadonlyMap<string, Buffer>, numRuns: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-mutated-'))
  const dir = join(folder, 'vault')
  await createVault({ dir, name: 'Test', memberName: 'One', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  const records = await openRecords(await openVault({ dir, passphrase }))
  try {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damages, ([name, bytes], done) =>
        endsWell(records, name, damaged(bytes, done)),
      ),
      { numRuns },
    )
  } finally {
    records.vault.close()
    rmSync(folder, { recursive: true })
  }
}

const message = (id: number): object => ({
  id,
  type: 'message',
  date: '2024-01-15T12:00:00',
  date_unixtime: String(1_705_316_400 + id),
  from: 'Mara',
  from_id: 'user1',
  text: ['rain \u0628\u0627\u0631\u0627\u0646 ', { type: 'bold', text: 'tomorrow' }],
})
const telegram = Buffer.from(
  JSON.stringify({ name: 'Weather', type: 'private_group', id: 7, messages: [1, 2, 3, 4].map(message) }, null, 1),
)
const whatsapp = Buffer.from(
  ['15/01/2024, 12:00 - Mara: rain', '15/01/2024, 12:01 - Sun: IMG-1.jpg (file attached)', 'more of it', ''].join('\n'),
)

test('I28 a damaged export ends in a receipt that adds up, or in words', async () => {
  const zip = buildZip([
    { name: '_chat.txt', bytes: whatsapp },
    { name: 'result.json', bytes: telegram, isStored: true },
  ])
  await tryDamages(
    new Map([
      ['result.json', telegram],
      ['_chat.txt', whatsapp],
      ['export.zip', Buffer.from(zip)],
    ]),
    150,
  )
})

sampleTest('I28 damaged real exports end in a receipt that adds up, or in words', async () => {
  const index = JSON.parse(readSample('index.json').toString()) as { file: string }[]
  const small = index.map(({ file }): [string, Buffer] => [file, readSample(file)])
  await tryDamages(new Map(small.filter(([, bytes]) => bytes.length < 300_000)), 100)
})
