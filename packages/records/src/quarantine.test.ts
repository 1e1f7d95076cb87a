import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPhoto } from '@homeward/compare'
import { VaultError } from '@homeward/vault'
import { answerAct } from './acts.ts'
import { erase, proposeErasure } from './erase.ts'
import { RecordsError } from './errors.ts'
import { openItem } from './item-bytes.ts'
import { listLeads, proposeForItems } from './leads.ts'
import { getPerson, registerPerson } from './people.ts'
import { listPeople } from './people-lists.ts'
import { addPersonPhoto, derivePersonPhotos, hasPhoto, readPersonPhoto, storePhoto } from './photos.ts'
import { liftQuarantine, listQuarantine, noteQuarantine, proposeLift, putInQuarantine } from './quarantine.ts'
import { refold, type Records } from './records.ts'
import { getItem, itemRecordOf } from './sources.ts'
import { testMembers } from './test-members.ts'
import { drawnPicture, receiveFiles, testRecords } from './test-records.ts'

const NOW = new Date('2026-05-04T10:00:00.000Z')
const held = (error: unknown): boolean => error instanceof VaultError && error.code === 'QUARANTINED'
const coded =
  (code: string) =>
  (error: unknown): boolean =>
    error instanceof RecordsError && error.code === code

/** A person with a photo, and two sources with the same picture and another one. */
async function fill(records: Records): Promise<{ person: string; item: string; twin: string; other: string }> {
  const person = await registerPerson(records, { names: [{ text: 'Hevi Dara', kind: 'full' }] })
  const picture = await drawnPicture(7)
  await addPersonPhoto(records, person, picture, { mediaType: 'image/jpeg' })
  const first = await receiveFiles(records, { 'one.jpg': picture, 'two.jpg': await drawnPicture(8) })
  const second = await receiveFiles(records, { 'again.jpg': picture })
  await derive(records)
  return { person, item: `${first}.0`, twin: `${second}.0`, other: `${first}.1` }
}

/** What intake would derive. */
async function derive(records: Records): Promise<void> {
  for (const { id } of records.evidence.prepare('SELECT id FROM item ORDER BY rowid').all<{ id: string }>()) {
    const item = getItem(records, id)
    if (item.sameAs === null && !item.quarantined) {
      const bytes = await openItem(records, id)
      const { pdqHex, quality, width, height } = await hashPhoto(await bytes.read(0, bytes.size))
      storePhoto(records, item.sha256, { state: 'hashed', pdqHex, quality, width, height })
      proposeForItems(records, [item.sha256])
    }
  }
}

function rows(db: Records['registry'], table: string): unknown[] {
  return db.prepare(`SELECT * FROM ${table}`).all()
}

function dump({ registry, evidence }: Records): unknown {
  return [
    ['item', 'photo', 'lead', 'quarantined_item', 'quarantine_note', 'attachment'].map((table) =>
      rows(evidence, table),
    ),
    ['person', 'person_value', 'person_photo_hash', 'quarantine_note'].map((table) => rows(registry, table)),
  ]
}

test('R86 R87 one press shuts every copy of the bytes, and another file stays open', async (t) => {
  const records = await testRecords(t)
  const { person, item, twin, other } = await fill(records)
  const photo = getPerson(records, person).photos[0]?.id ?? ''
  assert.equal((await readPersonPhoto(records, person, photo)).mediaType, 'image/jpeg')
  const id = await putInQuarantine(records, { item: twin })
  for (const one of [item, twin]) {
    await assert.rejects(openItem(records, one), held)
    assert.equal(getItem(records, one).quarantined, true)
  }
  await assert.rejects(readPersonPhoto(records, person, photo), held)
  assert.equal((await openItem(records, other)).size, getItem(records, other).size)
  assert.equal(listPeople(records, {}).people[0]?.photo, null)
  assert.equal(await putInQuarantine(records, { item }), id, 'what is there already is not put there again')
  const [shown] = listQuarantine(records, NOW)
  assert.deepEqual(
    [shown?.state, shown?.sha256s, shown?.items.map((one) => one.id), shown?.persons, shown?.member],
    ['standing', [itemRecordOf(records, item).sha256], [item, twin], [person], records.vault.member.id],
  )
  await assert.rejects(putInQuarantine(records, { item: 'source_none.0' }), coded('NOT_FOUND'))
})

test('R88 what was derived goes, and a rebuild gives the same rows', async (t) => {
  const records = await testRecords(t)
  const { item } = await fill(records)
  const { sha256 } = getItem(records, item)
  assert.deepEqual([hasPhoto(records, sha256), listLeads(records, {}).leads.length > 0], [true, true])
  await putInQuarantine(records, { item })
  assert.equal(hasPhoto(records, sha256), false)
  assert.deepEqual(
    listLeads(records, {}).leads.filter((lead) => lead.item === item),
    [],
  )
  assert.deepEqual(await derivePersonPhotos(records), [], 'it is not compared again')
  const later = await receiveFiles(records, { 'three.jpg': await drawnPicture(9) })
  await noteQuarantine(records, {
    quarantine: listQuarantine(records, NOW)[0]?.id ?? '',
    told: 'A hotline',
    day: '2026-05-04',
    reference: 'A-1',
  })
  await derive(records)
  assert.equal(getItem(records, `${later}.0`).quarantined, false)
  const before = dump(records)
  await refold(records)
  await derivePersonPhotos(records)
  await derive(records)
  assert.deepEqual(dump(records), before)
  assert.equal(listQuarantine(records, NOW)[0]?.notes[0]?.told, 'A hotline')
})

test('R90 two people destroy it; its SHA-256, list and custody stay', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' }, writer: { role: 'contributor' } })
  const { item } = await fill(await members.as('founder', NOW))
  const quarantine = await putInQuarantine(await members.as('writer', NOW), { item })
  const target = { quarantine }
  const first = await members.as('founder', NOW)
  await assert.rejects(erase(first, { target, authority: 'law' }, NOW), coded('SECOND_PERSON_NEEDED'))
  const act = await proposeErasure(first, { target, authority: 'law', reason: 'The authority has it' }, NOW)
  assert.equal(listQuarantine(first, NOW)[0]?.lift, null, 'what destroys it does not lift it')
  await assert.rejects(erase(first, { target, authority: 'law', act }, NOW), coded('ACT_WAITING'))
  await answerAct(await members.as('second', NOW), { act, answer: 'approved' }, NOW)
  const records = await members.as('founder', NOW)
  const receipt = await erase(records, { target, authority: 'law', act }, NOW)
  assert.equal(receipt.files, 2, 'the file of the sources and the photo of the person')
  const shown = listQuarantine(records, NOW)[0]
  assert.deepEqual([shown?.state, shown?.destroyed?.act], ['destroyed', act])
  assert.equal(getItem(records, item).quarantined, true)
  assert.match(itemRecordOf(records, item).sha256, /^[0-9a-f]{64}$/u)
  assert.deepEqual((await records.vault.verify({ deep: true })).faults, [])
  await assert.rejects(openItem(records, item), held)
  await assert.rejects(receiveFiles(records, { 'again.jpg': await drawnPicture(7) }), held)
  assert.throws(() => proposeErasure(records, { target, authority: 'law', reason: 'again' }, NOW), coded('INVALID'))
})

test('R91 two people lift it, and then it is read again', async (t) => {
  const members = await testMembers(t, { second: { role: 'coordinator' } })
  const { item } = await fill(await members.as('founder', NOW))
  const first = await members.as('founder', NOW)
  const { sha256 } = getItem(first, item)
  const quarantine = await putInQuarantine(first, { item })
  await assert.rejects(liftQuarantine(first, quarantine, NOW), coded('SECOND_PERSON_NEEDED'))
  const act = await proposeLift(first, { quarantine, reason: 'The wrong file' }, NOW)
  assert.deepEqual([listQuarantine(first, NOW)[0]?.lift?.id, listQuarantine(first, NOW)[0]?.lift?.may.do], [act, false])
  await answerAct(await members.as('second', NOW), { act, answer: 'approved' }, NOW)
  const records = await members.as('founder', NOW)
  await liftQuarantine(records, quarantine, NOW)
  assert.equal(listQuarantine(records, NOW)[0]?.state, 'lifted')
  assert.deepEqual([getItem(records, item).quarantined, (await openItem(records, item)).size > 0], [false, true])
  assert.equal(
    records.evidence
      .prepare('SELECT derived FROM source WHERE id = ?')
      .get<{ derived: number }>([item.split('.')[0] ?? ''])?.derived,
    0,
  )
  await derivePersonPhotos(records)
  await derive(records)
  assert.equal(hasPhoto(records, sha256), true)
  const again = await putInQuarantine(records, { item })
  assert.notEqual(again, quarantine)
  await assert.rejects(openItem(records, item), held)
})
