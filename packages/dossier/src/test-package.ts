/** What the tests of this folder share: a vault with one person and one file, and the text of a package. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { canonicalJson, concatBytes, itemsRootHex, randomBytes, sha256, toBase64, toHex, utf8 } from '@homeward/format'
import {
  makeStatement,
  newId,
  openPackage,
  openRecords,
  receiveSource,
  registerPerson,
  type ItemRecord,
  type Records,
} from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'
import type { PackageRequest } from './choose.ts'

export const passphrase = 'a test passphrase'
export const now = new Date('2026-11-21T10:00:00Z')

/** A vault with a person, a statement about them and a file, and the request for a package of both. */
export async function vaultWithOneFile(
  t: TestContext,
): Promise<{ records: Records; person: string; request: PackageRequest }> {
  const parent = await mkdtemp(join(tmpdir(), 'homeward-dossier-'))
  const dir = join(parent, 'vault')
  await createVault({
    dir,
    name: 'Test vault',
    memberName: 'Member Nine',
    passphrase,
    kdf: { memoryKiB: 8, passes: 1, lanes: 1 },
  })
  const records = await openRecords(await openVault({ dir, passphrase }))
  t.after(async () => {
    records.vault.close()
    await rm(parent, { recursive: true })
  })
  const person = await registerPerson(records, {
    names: [{ text: 'Zozan Qasim', kind: 'full' }],
    origin: 'Gundê Kevir',
    sex: 'female',
  })
  await makeStatement(records, person, { kind: 'other', text: 'was told about by a neighbour', by: 'Neighbour Seven' })
  const source = await receiveOneFile(records)
  const request: PackageRequest = {
    items: [`${source}.0`],
    persons: [person],
    leads: [],
    purpose: 'legal-case',
    recipient: 'Advocate One',
    today: '2026-11-21',
  }
  return { records, person, request }
}

/** Brings in one file, and gives the id of its source. */
export async function receiveOneFile(records: Records): Promise<string> {
  const bytes = utf8('the exact bytes of a file about the weather')
  const sealed = await records.vault.sealBytes('evidence', bytes)
  const source = newId('source')
  const record: ItemRecord = {
    index: 0,
    path: 'weather <b>today</b>.txt',
    size: bytes.length,
    sha256: toHex(sha256(bytes)),
    mediaType: 'text/plain',
    salt: toBase64(randomBytes(16)),
    blob: sealed.blob,
  }
  const list = await records.vault.sealBytes('evidence', concatBytes(canonicalJson({ ...record }), utf8('\n')))
  await receiveSource(records, {
    source,
    name: 'One file from the bakery',
    from: 'Informant Four',
    note: 'came by bus',
    legalBasis: 'handed over freely',
    how: 'test',
    itemsCount: 1,
    itemsRoot: itemsRootHex([record]),
    list: { blob: list.blob, sha256: list.sha256, size: list.size },
    refused: 0,
  })
  return source
}

/** The bytes of a package as text: it is stored, not compressed. */
export async function packageText(records: Records, id: string): Promise<string> {
  const opened = await openPackage(records, id, '2026-11-21')
  return Buffer.from(await opened.read(0, opened.size)).toString('utf8')
}
