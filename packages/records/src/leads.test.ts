import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPhoto } from '@homeward/compare'
import { sha256, toHex } from '@homeward/format'
import sharp from 'sharp'
import { homeOf } from './home.ts'
import { decideLead, getLead, listLeads, proposeForItems } from './leads.ts'
import { getPerson, registerPerson } from './people.ts'
import { addPersonPhoto, derivePersonPhotos, storePhoto } from './photos.ts'
import { refold, type Records } from './records.ts'
import { getSource } from './sources.ts'
import { drawnPicture, receiveFiles, testRecords } from './test-records.ts'

async function hashAll(records: Records, files: Record<string, Uint8Array>): Promise<string[]> {
  const sha256s: string[] = []
  for (const bytes of Object.values(files)) {
    const hash = await hashPhoto(bytes)
    const hex = toHex(sha256(bytes))
    storePhoto(records, hex, { state: 'hashed', ...hash })
    sha256s.push(hex)
  }
  return sha256s
}

async function withLead(
  records: Records,
): Promise<{ person: string; files: Record<string, Uint8Array>; source: string }> {
  const original = await drawnPicture(1)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  await addPersonPhoto(records, person, original, { mediaType: 'image/jpeg' })
  const files = { 'a.jpg': await drawnPicture(1, { width: 320, quality: 60 }), 'b.jpg': await drawnPicture(2) }
  const source = await receiveFiles(records, files)
  assert.equal(proposeForItems(records, await hashAll(records, files)), 1)
  return { person, files, source }
}

test('R9 a smaller copy of a photo is proposed, another picture is not', async (t) => {
  const records = await testRecords(t)
  const { person, source } = await withLead(records)
  const { total, leads } = listLeads(records, { state: 'open' })
  assert.equal(total, 1)
  assert.equal(leads[0]?.person, person)
  assert.equal(leads[0]?.item, `${source}.0`)
  assert.ok((leads[0]?.distance ?? 99) <= 31)
  assert.equal(leads[0]?.variant, 'same')
})

test('R9 a turned or mirrored copy is proposed and says so', async (t) => {
  const records = await testRecords(t)
  const original = await drawnPicture(5)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  await addPersonPhoto(records, person, original, { mediaType: 'image/jpeg' })
  for (const [turned, variant] of [
    [sharp(original).flop(), 'mirrored left to right'],
    [sharp(original).flip(), 'mirrored top to bottom'],
    [sharp(original).rotate(90), 'rotated 90°'],
    [sharp(original).rotate(180), 'rotated 180°'],
    [sharp(original).rotate(270), 'rotated 270°'],
  ] as const) {
    const files = { 'turned.jpg': new Uint8Array(await turned.jpeg().toBuffer()) }
    const source = await receiveFiles(records, files)
    proposeForItems(records, await hashAll(records, files))
    assert.equal(listLeads(records).leads.find((lead) => lead.source === source)?.variant, variant)
  }
})

test('R9 a photo that is added later finds the picture that is already there', async (t) => {
  const records = await testRecords(t)
  const files = { 'a.jpg': await drawnPicture(7, { width: 400 }) }
  await receiveFiles(records, files)
  await hashAll(records, files)
  const person = await registerPerson(records, { names: [{ text: 'Dilan', kind: 'given' }] })
  const { newLeads } = await addPersonPhoto(records, person, await drawnPicture(7), { mediaType: 'image/jpeg' })
  assert.equal(newLeads, 1)
})

test('H4 R11 a confirmed lead becomes one statement on the person, in the same commit', async (t) => {
  const records = await testRecords(t)
  const { person } = await withLead(records)
  const lead = listLeads(records).leads[0]?.id ?? ''
  assert.equal((await decideLead(records, lead, 'confirmed', 'same scarf')).state, 'confirmed')
  await decideLead(records, lead, 'confirmed')
  const { statements } = getPerson(records, person)
  assert.equal(statements.length, 1)
  assert.equal(statements[0]?.lead, lead)
  assert.match(statements[0]?.text ?? '', /a\.jpg/u)
})

test('R40 a note is an entry of its own, belongs to its decision alone and is in no statement', async (t) => {
  const records = await testRecords(t)
  const { person } = await withLead(records)
  const lead = listLeads(records).leads[0]?.id ?? ''
  await decideLead(records, lead, 'unsure', 'too small')
  await decideLead(records, lead, 'refused')
  await decideLead(records, lead, 'confirmed', 'same scarf')
  const noted = () => getLead(records, lead).decisions.map(({ decision, note }) => [decision, note])
  assert.deepEqual(noted(), [
    ['unsure', 'too small'],
    ['refused', null],
    ['confirmed', 'same scarf'],
  ])
  assert.doesNotMatch(getPerson(records, person).statements[0]?.text ?? '', /scarf/u)
  const decided: unknown[] = []
  for await (const { changes } of records.vault.entries('evidence'))
    if (changes.some(({ type }) => type === 'lead.decided')) decided.push(changes)
  assert.deepEqual([decided.length, JSON.stringify(decided).includes('too small')], [3, false])
})

test('H4 R10 a refused pair stays refused when the same picture comes in again', async (t) => {
  const records = await testRecords(t)
  const { files } = await withLead(records)
  const lead = listLeads(records).leads[0]?.id ?? ''
  await decideLead(records, lead, 'refused')
  await receiveFiles(records, files)
  assert.equal(proposeForItems(records, await hashAll(records, files)), 0)
  assert.equal(getLead(records, lead).state, 'refused')
  assert.equal(homeOf(records).leads.open, 0)
})

test('R1 R10 after a rebuild the same leads have the same decisions', async (t) => {
  const records = await testRecords(t)
  const { files } = await withLead(records)
  const lead = listLeads(records).leads[0]?.id ?? ''
  await decideLead(records, lead, 'unsure', 'too small')
  const before = listLeads(records)
  await refold(records)
  assert.equal(listLeads(records).total, 0)
  await derivePersonPhotos(records)
  proposeForItems(records, await hashAll(records, files))
  assert.deepEqual(listLeads(records), before)
})

test('H2 R12 a receipt adds up, and the same files again are duplicates', async (t) => {
  const records = await testRecords(t)
  const files = {
    'a.jpg': await drawnPicture(1),
    'copy of a.jpg': await drawnPicture(1),
    'b.jpg': await drawnPicture(2),
  }
  const first = getSource(records, await receiveFiles(records, files, { 'c.jpg': 'it vanished while it was read' }))
    .receipt.files
  assert.deepEqual([first.in, first.stored, first.duplicate, first.refused.length], [4, 2, 1, 1])
  const second = getSource(records, await receiveFiles(records, files)).receipt.files
  assert.deepEqual([second.in, second.stored, second.duplicate, second.refused.length], [3, 0, 3, 0])
})
