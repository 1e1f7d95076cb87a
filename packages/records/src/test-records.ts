import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import {
  canonicalJson,
  concatBytes,
  leafHash,
  randomBytes,
  sha256,
  toBase64,
  toHex,
  treeRoot,
  utf8,
} from '@homeward/format'
import { createVault, openVault, type Vault } from '@homeward/vault'
import sharp from 'sharp'
import { newId } from './ids.ts'
import type { ItemRecord } from './item-record.ts'
import { openRecords, type Records } from './records.ts'
import { receiveSource } from './sources.ts'

/** For tests alone: costs so low that a test does not wait for them. */
const testKdf = { memoryKiB: 8, passes: 1, lanes: 1 }
const passphrase = 'a test passphrase'

/** A new vault in a folder that is removed when the test ends. */
export async function testRecords(t: TestContext): Promise<Records> {
  const parent = await mkdtemp(join(tmpdir(), 'homeward-records-'))
  const dir = join(parent, 'vault')
  await createVault({ dir, name: 'Test vault', memberName: 'Member One', passphrase, kdf: testKdf })
  const records = await openRecords(await openVault({ dir, passphrase }))
  t.after(async () => {
    records.vault.close()
    await rm(parent, { recursive: true })
  })
  return records
}

/** Closes and opens a vault again, as a restarted program would. */
export function reopen(records: Records): Promise<Vault> {
  records.vault.close()
  return openVault({ dir: records.vault.dir, passphrase })
}

/** A drawn picture: stripes and discs placed by the seed, as JPEG. */
export async function drawnPicture(seed: number, { width = 640, quality = 90 } = {}): Promise<Uint8Array> {
  let state = seed * 2_654_435_761
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
  const shapes = Array.from(
    { length: 24 },
    () =>
      `<circle cx="${next(640)}" cy="${next(640)}" r="${20 + next(120)}" fill="rgb(${next(256)},${next(256)},${next(256)})"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="640"><rect width="640" height="640" fill="rgb(${next(256)},${next(256)},${next(256)})"/>${shapes.join('')}</svg>`
  return new Uint8Array(await sharp(Buffer.from(svg)).resize(width).jpeg({ quality }).toBuffer())
}

/** Receives files as one source, the way intake does it, without parsing them. Returns the source's id. */
export async function receiveFiles(
  records: Records,
  files: Record<string, Uint8Array>,
  refused: Record<string, string> = {},
): Promise<string> {
  const source = newId('source')
  const lines: Uint8Array[] = []
  const leaves: Uint8Array[] = []
  for (const [index, [path, bytes]] of Object.entries(files).entries()) {
    const { blob } = await records.vault.sealBytes('evidence', bytes)
    const record: ItemRecord = {
      index,
      path,
      size: bytes.length,
      sha256: toHex(sha256(bytes)),
      mediaType: 'image/jpeg',
      salt: toBase64(randomBytes(16)),
      blob,
    }
    const line = canonicalJson({ ...record })
    leaves.push(leafHash(line))
    lines.push(line, utf8('\n'))
  }
  for (const [path, reason] of Object.entries(refused)) lines.push(canonicalJson({ path, refused: reason }), utf8('\n'))
  const list = await records.vault.sealBytes('evidence', concatBytes(...lines))
  await receiveSource(records, {
    source,
    name: 'A folder of pictures',
    how: 'test',
    itemsCount: leaves.length,
    itemsRoot: toHex(treeRoot(leaves)),
    list: { blob: list.blob, sha256: list.sha256, size: list.size },
    refused: Object.keys(refused).length,
  })
  return source
}
