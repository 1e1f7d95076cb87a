import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memorySource, PACKAGE_FILE, packageFiles, signNote, utf8 } from '@homeward/format'
import { bagOfZip } from './bag.ts'
import type { VerifyReport } from './report.ts'
import {
  changeJson,
  createSampleLog,
  fixedBytes,
  foundingChange,
  replaceFile,
  sampleParts,
  samplePackage,
} from './sample-package.ts'
import type { SampleParts } from './sample-package.ts'
import { verifyPackage } from './verify-package.ts'

const verifyZip = async (zip: Uint8Array, vkey?: string): Promise<VerifyReport> =>
  verifyPackage(await bagOfZip(memorySource(zip)), vkey === undefined ? {} : { vkey })

const reportOf = async (change?: (parts: SampleParts) => void): Promise<VerifyReport> =>
  verifyZip(await samplePackage(change))

/** Asserts that a fault is there whose words contain `words`. */
const assertFault = ({ ok, faults }: VerifyReport, words: string): void => {
  assert.equal(ok, false)
  assert.ok(
    faults.some(({ what }) => what.includes(words)),
    `${words}\n${JSON.stringify(faults, null, 2)}`,
  )
}

test('P15 a package that is as it was made has no fault, and everything in it is counted', async () => {
  const report = await reportOf()
  assert.deepEqual(report.faults, [])
  assert.equal(report.ok, true)
  assert.deepEqual(report.counts.entries, { good: 2, all: 2 })
  assert.deepEqual(report.counts.sources, { good: 1, all: 1 })
  assert.deepEqual(report.counts.items, { good: 2, all: 2 })
  assert.deepEqual(report.counts.messages, { good: 1, all: 1 })
  assert.equal(report.package?.recipient, 'A lawyer')
  assert.equal(report.proven.length, 6)
})

test('P14 a key that was not compared is said to be so, with its fingerprint', async () => {
  const report = await reportOf()
  const logHex = report.key?.vkey.split('+')[0]?.split('/').at(-1) ?? ''
  assert.equal(report.key?.compared, false)
  assert.equal(report.key.fingerprint.replaceAll(' ', ''), logHex.slice(0, 32))
  assert.ok(report.notProven.some((line) => line.includes(report.key?.fingerprint ?? '?')))
})

test('P14 the key that came another way is compared', async () => {
  const { log } = sampleParts()
  const zip = await samplePackage()
  const same = await verifyZip(zip, log.log.vkeyText)
  assert.equal(same.ok, true)
  assert.equal(same.key?.compared, true)
  assert.ok(!same.notProven.some((line) => line.includes('--vkey')))
  assertFault(await verifyZip(zip, createSampleLog(fixedBytes('other')).log.vkeyText), 'another key')
})

// Whoever has the device key can seal anything; these must fall over the log, not over the seal.
const inside: [string, string, (parts: SampleParts) => void][] = [
  [
    'P6 a seal by another key',
    'no signature of a known key',
    (parts) => {
      parts.sign = createSampleLog(fixedBytes('other')).sign
    },
  ],
  [
    'P6 a seal by another key under the right name',
    'no signature of a known key',
    (parts) => {
      parts.sign = (text) => signNote(text, { name: parts.log.log.origin, seed: fixedBytes('other') })
    },
  ],
  [
    'P6 a second signature on the seal',
    'exactly one signature',
    (parts) => {
      const { sign } = parts.log
      parts.sign = (text) => `${sign(text)}${signNote(text, { name: 'other', seed: fixedBytes('x') }).split('\n\n')[1]}`
    },
  ],
  [
    'P6 a seal for another package',
    'another vault or another package',
    (parts) => {
      parts.packageId = 'package-2'
    },
  ],
  [
    'P1 a folder that is not named after the package',
    'does not have the name',
    (parts) => {
      parts.packageId = 'package-2'
    },
  ],
  [
    'P4 a bag-info of another vault',
    'not what follows',
    (parts) => {
      parts.vaultId = 'other-vault'
    },
  ],
  [
    'P12 an entry moved to another place',
    'another place of the log',
    (parts) => {
      const [founding, received] = parts.content.entries
      if (founding !== undefined && received !== undefined) {
        parts.content.entries = [{ ...founding, tlogProof: received.tlogProof }, received]
      }
    },
  ],
  [
    'P12 an entry that the log does not hold',
    'does not hold this entry',
    (parts) => {
      const forged = createSampleLog(parts.log.seed)
      forged.append(new Uint8Array(16), [{ type: 'filler' }])
      forged.append(new Uint8Array(16), [{ type: 'filler' }])
      forged.append(new Uint8Array(16), [{ type: 'source.received', source: 'source-1' }])
      const [founding, received] = parts.content.entries
      if (founding !== undefined && received !== undefined) {
        parts.content.entries = [founding, { ...forged.disclose(2), tlogProof: received.tlogProof }]
      }
    },
  ],
  [
    'P12 two states of the log of one size',
    'it was rewritten',
    (parts) => {
      const forged = createSampleLog(parts.log.seed)
      for (const type of ['a', 'b', 'c', 'd']) {
        forged.append(new Uint8Array(16), [{ type }])
      }
      parts.content.entries = [...parts.content.entries, forged.disclose(3)]
    },
  ],
  [
    'P12 a proof with unsigned data',
    'nothing signs',
    (parts) => {
      parts.content.entries = parts.content.entries.map((entry) => ({
        ...entry,
        tlogProof: entry.tlogProof.replace('\nindex', '\nextra AAAA\nindex'),
      }))
    },
  ],
  [
    'P13 no founding entry',
    'it has none',
    (parts) => {
      parts.content.entries = parts.content.entries.slice(1)
    },
  ],
  [
    'P13 a founding entry of another log',
    'not that of this log',
    (parts) => {
      const other = createSampleLog(fixedBytes('other'))
      const foreign = createSampleLog(parts.log.seed)
      foreign.append(new Uint8Array(16), [foundingChange(other.log)])
      parts.content.entries = [foreign.disclose(0), ...parts.content.entries.slice(1)]
    },
  ],
  [
    'P13 a founding entry outside the roster',
    'compartment that the founding calls the roster',
    (parts) => {
      const foreign = createSampleLog(parts.log.seed)
      foreign.append(new Uint8Array(16), [foundingChange(parts.log.log)])
      parts.content.entries = [foreign.disclose(0), ...parts.content.entries.slice(1)]
    },
  ],
  [
    'P13 a device that the member did not sign',
    'did not sign',
    (parts) => {
      const foreign = createSampleLog(parts.log.seed)
      const change = foundingChange(parts.log.log)
      change['deviceSig'] = foundingChange(createSampleLog(fixedBytes('other')).log)['deviceSig'] ?? ''
      foreign.append(fixedBytes('roster').subarray(0, 16), [change])
      parts.content.entries = [foreign.disclose(0), ...parts.content.entries.slice(1)]
    },
  ],
  [
    'P13 a founding of another vault',
    'another vault than the one that was founded',
    (parts) => {
      parts.content.records.package.vault = 'other-vault'
      parts.vaultId = 'other-vault'
    },
  ],
  [
    'P8 an item that its source did not seal',
    'not among the items',
    (parts) => {
      const [item] = parts.content.records.items
      if (item !== undefined) {
        item.record = { ...item.record, path: 'other.txt' }
      }
    },
  ],
  [
    'P8 an item at another place',
    'not among the items',
    (parts) => {
      const [item] = parts.content.records.items
      if (item !== undefined) {
        item.record = { ...item.record, index: 1 }
      }
    },
  ],
  [
    'P8 a source whose root is not that of its entry',
    'not what its entry sealed',
    (parts) => {
      const [source] = parts.content.records.sources
      if (source !== undefined) {
        source.itemsRoot = 'a'.repeat(64)
      }
    },
  ],
  [
    'P8 a source that rests on another entry',
    'not proven or not there',
    (parts) => {
      const [source] = parts.content.records.sources
      if (source !== undefined) {
        source.entry = source.entry.replace(/:\d+$/u, ':1')
      }
    },
  ],
  [
    'P8 an item of no source',
    'source is not in the package',
    (parts) => {
      parts.content.records.sources = []
    },
  ],
  [
    'P9 a file that no record names',
    'No record of the package names',
    (parts) => {
      parts.content.records.attachments = []
    },
  ],
  [
    'P9 a file that is named and missing',
    'is missing',
    (parts) => {
      parts.content.data = parts.content.data.slice(1)
    },
  ],
  [
    'P9 a message beyond its item',
    'does not lie within',
    (parts) => {
      const [message] = parts.content.records.messages
      if (message !== undefined) {
        message.end = 10_000
      }
    },
  ],
  [
    'P9 a message with other bytes',
    'not those that the package cites',
    (parts) => {
      const [message] = parts.content.records.messages
      if (message !== undefined) {
        message.start = 8
      }
    },
  ],
  [
    'P7 an ID that is there twice',
    'is there twice',
    (parts) => {
      parts.content.records.items.push(...parts.content.records.items.slice(0, 1))
    },
  ],
  [
    'P2 a name for another media type',
    'not named as its record says',
    (parts) => {
      const [attachment] = parts.content.records.attachments
      if (attachment !== undefined) {
        attachment.mediaType = 'image/jpeg'
      }
    },
  ],
  [
    'P2 a file of an unknown name',
    'No package has a file of this name',
    (parts) => {
      parts.files = (files) => [...files, { path: 'readme.txt', open: () => [utf8('x')] }]
    },
  ],
  [
    'P5 JSON that is not canonical',
    'not in its canonical form',
    (parts) => {
      parts.files = (files) => replaceFile(files, PACKAGE_FILE.consent, utf8('{ }'))
    },
  ],
  [
    'P11 a person on whom consent is silent',
    'says nothing about the person person-1',
    (parts) => {
      parts.content.consent.persons = []
    },
  ],
  [
    'P11 consent for another recipient',
    'another purpose or recipient',
    (parts) => {
      parts.content.consent.recipient = 'Somebody else'
    },
  ],
]

for (const [name, words, change] of inside) {
  test(`${name} is found although the device sealed it`, async () => {
    assertFault(await reportOf(change), words)
  })
}

test('P10 custody that says something else than the entry is found although the device sealed it', async () => {
  const changed: Uint8Array[] = []
  const parts = sampleParts()
  const custody = packageFiles(parts.content).find(({ path }) => path === PACKAGE_FILE.custody)
  changed.push(
    await changeJson(custody, (value) => {
      const entries = value['entries'] as { body: { at: string } }[]
      if (entries[1] !== undefined) {
        entries[1].body.at = '2020-01-01T00:00:00.000Z'
      }
    }),
    await changeJson(custody, (value) => {
      ;(value['entries'] as unknown[]).reverse()
    }),
    await changeJson(custody, (value) => {
      value['entries'] = []
    }),
  )
  const words = ['is not what the entry says', 'in their order', 'in their order']
  for (const [index, bytes] of changed.entries()) {
    const report = await reportOf((given) => {
      given.files = (files) => replaceFile(files, PACKAGE_FILE.custody, bytes)
    })
    assertFault(report, words[index] ?? '?')
  }
})

test('P7 each member of the wrong shape is named', async () => {
  const records = packageFiles(sampleParts().content).find(({ path }) => path === PACKAGE_FILE.records)
  const bytes = await changeJson(records, (value) => {
    value['messages'] = [{ id: 3 }]
    value['score'] = 1
    value['persons'] = 'none'
  })
  const report = await reportOf((parts) => {
    parts.files = (files) => replaceFile(files, PACKAGE_FILE.records, bytes)
  })
  for (const words of [
    'messages[0].id is not a text',
    'messages[0].end is not a whole number',
    'unknown member score',
    'persons is not a list',
  ]) {
    assertFault(report, words)
  }
})
