import assert from 'node:assert/strict'
import { createDecipheriv } from 'node:crypto'
import { cpSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { concatBytes, decryptAge, fromBase64, fromUtf8, hkdfSha256, parseAgeIdentity, utf8 } from '@homeward/format'
import type { Database } from '@homeward/vault'
import { answerAct } from './acts.ts'
import { giveConsent } from './consents.ts'
import { erase, proposeErasure } from './erase.ts'
import { changePerson, registerPerson } from './people.ts'
import { searchPeople } from './person-search.ts'
import { addPersonPhoto } from './photos.ts'
import type { Records } from './records.ts'
import { makeStatement } from './statements.ts'
import { drawnPicture } from './test-records.ts'
import { testMembers } from './test-members.ts'
import type { PhotoRef } from './types.ts'

const NOW = new Date('2026-05-04T10:00:00.000Z')
const PAGE = 4096
/** What SQLCipher 4 keeps at the end of each page: the initial vector and the authentication code. */
const RESERVED = 80

/** Words that stand nowhere else in a vault, some of each part of a person. */
const words = {
  name: 'Zerdesht Quvalik',
  earlierName: 'Zerdeshto Qavalki',
  origin: 'Gundekevirzor',
  note: 'Notizekeveshartiye',
  caption: 'Dibistanazivistane',
  statement: 'Xwendekarekizor',
  consent: 'Dayikaxwedanqerar',
}

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path).isFile())
}

/** Every key of a compartment that the keys entries in this copy of `vault.db` give to the member, read as an outsider would. */
function compartmentKeys(records: Records, dir: string, identity: string): Uint8Array[] {
  const db = new (records.registry.constructor as new (path: string) => Database)(join(dir, 'vault.db'))
  const rows = db
    .prepare("SELECT bytes FROM entry WHERE substr(bytes, 2, 1) = x'01'")
    .all<{ bytes: Uint8Array<ArrayBuffer> }>()
  const keys = rows.flatMap(({ bytes }) => {
    try {
      const opened = decryptAge(parseAgeIdentity(identity), Uint8Array.from(bytes.subarray(70)))
      return [fromBase64((JSON.parse(fromUtf8(opened)) as { key: string }).key)]
    } catch {
      return []
    }
  })
  db.close()
  return keys
}

/** All pages of a SQLCipher file or of its write-ahead log under a raw key, decrypted, live and free ones alike. */
function decryptedPages(path: string, indexKey: Uint8Array): Uint8Array {
  const file = readFileSync(path)
  const [first, frame] = path.endsWith('-wal') ? [32 + 24, 24] : [0, 0]
  const pages: Uint8Array[] = []
  for (let start = first; start + PAGE <= file.length; start += PAGE + frame) {
    const page = file.subarray(start, start + PAGE)
    const end = PAGE - RESERVED
    const decipher = createDecipheriv('aes-256-cbc', indexKey, page.subarray(end, end + 16)).setAutoPadding(false)
    // The first page begins with the salt instead of an encrypted block; in a log that makes one block of noise.
    pages.push(decipher.update(page.subarray(start === 0 ? 16 : 0, end)), decipher.final())
  }
  return concatBytes(...pages)
}

/** Which of these pieces can be found in a copy of the vault by somebody who has all the keys that are left in it. */
async function found(records: Records, to: string, pieces: Record<string, Buffer>): Promise<string[]> {
  const identity = records.vault.exportKeys().identity
  const { dir } = records.vault
  cpSync(dir, to, { recursive: true })
  const contents: [string, Uint8Array][] = filesBelow(to).map((path) => ['disk', readFileSync(path)])
  for (const key of compartmentKeys(records, to, identity)) {
    const indexKey = hkdfSha256(key, new Uint8Array(), utf8('homeward/compartment/index/v1'), 32)
    for (const path of filesBelow(join(to, 'index'))) contents.push(['index', decryptedPages(path, indexKey)])
  }
  for await (const { changes } of records.vault.entries('registry'))
    contents.push(['log', utf8(JSON.stringify(changes))])
  for (const { blob, compartment } of records.vault.blobs())
    if (compartment !== null) {
      const reader = await records.vault.openBlob(compartment, blob)
      contents.push(['files', await reader.read(0, reader.size)])
    }
  const hits = contents.flatMap(([place, bytes]) =>
    Object.entries(pieces)
      .filter(([, piece]) => Buffer.from(bytes).includes(piece))
      .map(([name]) => `${name} in ${place}`),
  )
  return [...new Set(hits)].toSorted()
}

test('R25 with all keys of the vault in hand, nothing of somebody who was erased is found on its disk', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const first = await members.as('founder', NOW)
  // Others before and after, so that rows lie on pages that were split.
  for (let count = 0; count < 150; count++)
    await registerPerson(first, { names: [{ text: `Hevi Dara ${count}`, kind: 'full' }], origin: 'Gundê Jor' })
  const person = await registerPerson(first, {
    names: [{ text: words.earlierName, kind: 'full' }],
    origin: words.origin,
    note: words.note,
  })
  for (let count = 0; count < 150; count++)
    await registerPerson(first, { names: [{ text: `Dilan Baran ${count}`, kind: 'full' }], origin: 'Gundê Jêr' })
  await changePerson(first, person, { field: 'name', value: { text: words.name, kind: 'full', script: 'Latn' } })
  const pictures = [await drawnPicture(7), await drawnPicture(8, { width: 160, quality: 40 })]
  for (const picture of pictures)
    await addPersonPhoto(first, person, picture, { mediaType: 'image/jpeg', caption: words.caption })
  await makeStatement(first, person, { kind: 'seen-alive', text: words.statement, by: 'A neighbour' })
  await giveConsent(first, person, {
    givenBy: words.consent,
    scopes: ['names'],
    purposes: ['tracing'],
    recipients: [],
  })
  assert.equal((await searchPeople(first, words.name)).people[0]?.id, person)
  const photos = first.registry
    .prepare("SELECT value FROM person_value WHERE person = ? AND field = 'photo'")
    .all<{ value: string }>([person])
    .map(({ value }) => JSON.parse(value) as PhotoRef)
  const pieces: Record<string, Buffer> = Object.fromEntries([
    ...Object.entries(words).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]),
    ...pictures.map((bytes, place): [string, Buffer] => [`picture ${place}`, Buffer.from(bytes.subarray(300, 364))]),
    ...photos.map(({ sha256 }): [string, Buffer] => [`hash ${sha256}`, Buffer.from(sha256)]),
  ])
  // The search finds what is there: texts and hashes in the index and in the log, pictures in the sealed files.
  const expected = Object.keys(pieces).flatMap((name) =>
    name.startsWith('picture') ? [`${name} in files`] : [`${name} in index`, `${name} in log`],
  )
  assert.deepEqual(await found(first, `${first.vault.dir}-before`, pieces), expected.toSorted())

  const target = { person }
  const act = await proposeErasure(first, { target, authority: 'family', reason: 'They asked for it' }, NOW)
  await answerAct(await members.as('second', NOW), { act, answer: 'approved' }, NOW)
  const last = await members.as('founder', NOW)
  await erase(last, { target, authority: 'family', act }, NOW)
  assert.deepEqual(await found(last, `${last.vault.dir}-open`, pieces), [])
  last.vault.close()
  const again = await members.as('founder', NOW)
  assert.deepEqual(await found(again, `${again.vault.dir}-after`, pieces), [])
})
