/** A small invented package, built with format alone, for tests. */
import {
  canonicalJson,
  collectBytes,
  createItemProver,
  deviceLog,
  deviceStatement,
  ed25519PublicKey,
  ed25519Sign,
  entryMessageKey,
  formatCheckpoint,
  formatTlogProof,
  inclusionProof,
  itemsRootHex,
  leafHash,
  packageFiles,
  payloadPath,
  rootAt,
  sealEntry,
  sha256,
  signNote,
  toBase64,
  toHex,
  treeReader,
  utf8,
  writePackage,
} from '@homeward/format'
import type {
  Change,
  DeviceLog,
  DisclosedEntry,
  PackageContent,
  PackageFile,
  PackageItemRecord,
} from '@homeward/format'

/** Bytes that differ by label and never change from run to run. */
export const fixedBytes = (label: string): Uint8Array => sha256(utf8(label))

export const ROSTER_ID = fixedBytes('roster').subarray(0, 16)
export const EVIDENCE_ID = fixedBytes('evidence').subarray(0, 16)
const ENTRY_KEY = fixedBytes('entry key')
const MEMBER_SEED = fixedBytes('member')

/** A log that a test fills. */
export interface SampleLog {
  log: DeviceLog
  seed: Uint8Array
  append: (compartmentId: Uint8Array, changes: Change[], seen?: Record<string, number>) => number
  /** What the vault's `proof` would give, under a checkpoint over the first `size` entries: all so far, if not given. */
  disclose: (index: number, size?: number) => DisclosedEntry
  size: () => number
  /** Root of the tree over the first `size` entries, in hexadecimal. */
  rootHex: (size: number) => string
  sign: (text: string) => string
}

/** An empty log of the device with this seed. */
export const createSampleLog = (seed: Uint8Array): SampleLog => {
  const log = deviceLog(ed25519PublicKey(seed))
  const entries: Uint8Array[] = []
  const messageKeys: Uint8Array[] = []
  const sign = (text: string): string => signNote(text, { name: log.origin, seed })
  return {
    log,
    seed,
    sign,
    size: () => entries.length,
    rootHex: (size) => toHex(rootAt(size, treeReader(entries.map(leafHash)))),
    append: (compartmentId, changes, seen = {}) => {
      const index = entries.length
      const salt = fixedBytes(`salt ${toHex(log.logId)} ${index}`)
      const messageKey = entryMessageKey(ENTRY_KEY, salt)
      const header = { compartmentId, epoch: 0, subjectKeyId: new Uint8Array(16), salt }
      const body = { at: `2026-03-04T05:06:${String(index % 60).padStart(2, '0')}.000Z`, seen, changes }
      entries.push(sealEntry({ header, messageKey, body, logId: log.logId, index }))
      messageKeys.push(messageKey)
      return index
    },
    disclose: (index, size = entries.length) => {
      const read = treeReader(entries.map(leafHash))
      const checkpoint = sign(formatCheckpoint(log.origin, size, rootAt(size, read)))
      const hashes = inclusionProof(index, size, read)
      return {
        logHex: toHex(log.logId),
        index,
        entry: entries[index] ?? new Uint8Array(),
        messageKeyHex: toHex(messageKeys[index] ?? new Uint8Array()),
        tlogProof: formatTlogProof({ index, hashes, checkpoint }),
      }
    },
  }
}

/** The change that founds the sample vault. */
export const foundingChange = (log: DeviceLog, vault = 'sample-vault'): Change => ({
  type: 'vault.founded',
  vault,
  member: { id: 'member-1', signKey: toBase64(ed25519PublicKey(MEMBER_SEED)) },
  device: { id: 'device-1', vkey: log.vkeyText },
  compartments: { roster: toHex(ROSTER_ID), evidence: toHex(EVIDENCE_ID) },
  deviceSig: toBase64(ed25519Sign(MEMBER_SEED, deviceStatement(log.vkeyText))),
})

const CONTENTS = [
  'a drawing of a hill',
  'line one\nline two, which is cited\nline three\n',
  'three',
  'four',
  'five',
].map(utf8)

const recordOf = (bytes: Uint8Array, index: number): PackageItemRecord => ({
  index,
  path: `معرض/${index}.txt`,
  sha256: toHex(sha256(bytes)),
  size: bytes.length,
  mediaType: 'text/plain',
  salt: toBase64(fixedBytes(`item ${index}`)),
})

/** All that a test may change before the package is made. */
export interface SampleParts {
  log: SampleLog
  vaultId: string
  packageId: string
  content: PackageContent
  /** Changes the files after they were made and before they are listed and sealed. */
  files: (files: PackageFile[]) => PackageFile[]
  sign: (text: string) => string
}

/** The change that seals the source of the sample. */
export const receivedChange = (): Change => ({
  type: 'source.received',
  source: 'source-1',
  itemsCount: CONTENTS.length,
  itemsRoot: itemsRootHex(CONTENTS.map(recordOf)),
  name: 'Sample',
})

/** The sample with its source at `received` of the log `log`, which seals it too. */
export const partsOf = (log: SampleLog, received: number, disclosed: DisclosedEntry[]): SampleParts => {
  const records = CONTENTS.map(recordOf)
  const prove = createItemProver(records)
  const itemsRoot = itemsRootHex(records)
  const photo = utf8('a drawn avatar')
  const photoFile = payloadPath(toHex(sha256(photo)), 'image/png')
  const items = [0, 1].map((index) => {
    const record = recordOf(CONTENTS[index] ?? photo, index)
    return {
      id: `source-1.${index}`,
      source: 'source-1',
      file: payloadPath(record.sha256, record.mediaType),
      record,
      proof: prove(index),
    }
  })
  const cited = (CONTENTS[1] ?? photo).subarray(9, 34)
  const content: PackageContent = {
    records: {
      package: {
        id: 'package-1',
        vault: 'sample-vault',
        made: '2026-03-05T00:00:00.000Z',
        purpose: 'legal-case',
        recipient: 'A lawyer',
      },
      sources: [
        { id: 'source-1', entry: `${toHex(log.log.logId)}:${received}`, itemsCount: records.length, itemsRoot },
      ],
      items,
      messages: [
        {
          id: 'message-1',
          item: 'source-1.1',
          start: 9,
          end: 34,
          sha256: toHex(sha256(cited)),
          shown: { text: 'line two' },
        },
      ],
      attachments: [
        { file: photoFile, sha256: toHex(sha256(photo)), size: photo.length, mediaType: 'image/png', what: 'photo' },
      ],
      persons: [{ id: 'person-1' }],
      statements: [],
      leads: [],
    },
    consent: {
      purpose: 'legal-case',
      recipient: 'A lawyer',
      persons: [
        {
          person: 'person-1',
          allowed: [{ scope: 'photos', consent: 'consent-1' }],
          withheld: [{ scope: 'names', reason: 'no consent covers this' }],
        },
      ],
    },
    steps: [{ step: 'sealed on arrival' }],
    entries: disclosed,
    indexHtml: utf8('<!doctype html><title>Package</title>'),
    data: [
      { path: photoFile, open: () => [photo] },
      ...items.map(({ file }, index) => ({ path: file, open: () => [CONTENTS[index] ?? photo] })),
    ],
  }
  return { log, vaultId: 'sample-vault', packageId: 'package-1', content, files: (files) => files, sign: log.sign }
}

/** The parts of the sample, all of it in one log: two of five items, one cited message, one attachment, one person. */
export const sampleParts = (): SampleParts => {
  const log = createSampleLog(fixedBytes('device'))
  const founding = log.append(ROSTER_ID, [foundingChange(log.log)])
  log.append(EVIDENCE_ID, [{ type: 'unrelated' }])
  const received = log.append(EVIDENCE_ID, [receivedChange()])
  log.append(EVIDENCE_ID, [{ type: 'unrelated' }])
  return partsOf(log, received, [log.disclose(founding), log.disclose(received)])
}

/** The zip of the sample, after `change` had its way with the parts. */
export const samplePackage = (
  change: (parts: SampleParts) => void = () => undefined,
  parts = sampleParts(),
): Promise<Uint8Array> => {
  change(parts)
  const { vaultId, packageId, sign } = parts
  return collectBytes(writePackage({ vaultId, packageId, sign, files: parts.files(packageFiles(parts.content)) }))
}

/** A file that replaces another of the same path in the list. */
export const replaceFile = (files: readonly PackageFile[], path: string, bytes: Uint8Array): PackageFile[] =>
  files.map((file) => (file.path === path ? { path, open: () => [bytes] } : file))

/** Canonical bytes of a JSON file of the package, changed. */
export const changeJson = async (
  file: PackageFile | undefined,
  change: (value: Record<string, unknown>) => void,
): Promise<Uint8Array> => {
  const bytes = await collectBytes(file?.open() ?? [])
  const value = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
  change(value)
  return canonicalJson(value)
}
