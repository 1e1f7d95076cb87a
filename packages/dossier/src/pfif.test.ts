import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromUtf8 } from '@homeward/format'
import {
  changePerson,
  consentsOf,
  getPerson,
  giveConsent,
  listPackages,
  openPackage,
  registerPerson,
  withdrawConsent,
  type Records,
} from '@homeward/records'
import { previewPackage, type PackageRequest } from './choose.ts'
import { makePackage } from './make-package.ts'
import { proposePackage } from './package-act.ts'
import { pfifDomain } from './pfif-people.ts'
import { now, vaultWithOneFile } from './test-package.ts'

const asked = (persons: readonly string[]): PackageRequest => ({
  items: [],
  leads: [],
  persons,
  purpose: 'tracing',
  recipient: 'Tracing Office',
  form: 'pfif',
  today: '2026-11-21',
})

async function xmlOf(records: Records, request: PackageRequest): Promise<string> {
  const { id } = await makePackage(records, request, { now })
  const reader = await openPackage(records, id, request.today)
  assert.equal(reader.form, 'pfif')
  return fromUtf8(await reader.read(0, reader.size))
}

const consent = (records: Records, person: string, scopes: ('details' | 'names' | 'statements')[], until?: string) =>
  giveConsent(records, person, {
    givenBy: 'Her mother',
    scopes,
    purposes: ['tracing'],
    recipients: [],
    ...(until === undefined ? {} : { until }),
  })

test('R62 H7 a PFIF file holds what consent lets out and until when, and never who said it or where somebody is now', async (t) => {
  const { records, person } = await vaultWithOneFile(t)
  const said = { by: 'Informant Five' }
  await changePerson(records, person, { field: 'fate', value: { state: 'captive' }, said })
  await changePerson(records, person, {
    field: 'whereabouts',
    value: { state: 'reported', place: 'Hidden Town' },
    said,
  })
  await changePerson(records, person, { field: 'lastSeen', value: { place: 'Gundê <Jor>' }, said })
  await changePerson(records, person, {
    field: 'birth',
    value: { earliest: 1998, latest: 1999, basis: 'stated' },
    said,
  })
  await consent(records, person, ['names', 'details'], '2027-03-01')
  const xml = await xmlOf(records, asked([person]))
  const id = `${pfifDomain(records.vault.id)}/${person}`
  const field = (name: string): string[] =>
    [...xml.matchAll(new RegExp(`<pfif:${name}>([^<]*)</pfif:${name}>`, 'gu'))].map(([, text]) => text ?? '')
  assert.match(
    xml,
    /^<\?xml version="1.0" encoding="UTF-8"\?>\n<pfif:pfif xmlns:pfif="http:\/\/zesty\.ca\/pfif\/1\.4">/u,
  )
  assert.deepEqual(field('full_name'), ['Zozan Qasim'])
  assert.deepEqual(field('person_record_id'), [id, id])
  assert.deepEqual(field('expiry_date'), ['2027-03-01T23:59:59Z'])
  assert.deepEqual(field('entry_date'), ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z'])
  assert.deepEqual([field('sex'), field('home_city')], [['female'], ['Gundê Kevir']])
  assert.deepEqual([field('status'), field('last_known_location')], [['believed_missing'], ['Gundê &lt;Jor&gt;']])
  assert.equal(field('age').length, 1)
  for (const secret of [
    'Informant',
    'Neighbour',
    'neighbour',
    'Hidden Town',
    'Her mother',
    'Member Nine',
    'Test vault',
  ])
    assert.ok(!xml.includes(secret), secret)
  const [made] = listPackages(records)
  assert.deepEqual([made?.form, made?.persons, made?.recipient], ['pfif', [person], 'Tracing Office'])
})

test('R62 what people disagree on is not decided for them, statements go under their own consent, and a year is the longest', async (t) => {
  const { records, person } = await vaultWithOneFile(t)
  const said = { by: 'A' }
  await changePerson(records, person, { field: 'fate', value: { state: 'alive' }, said })
  await changePerson(records, person, { field: 'fate', value: { state: 'reported-dead' }, said, replaces: [] })
  await changePerson(records, person, { field: 'sex', value: 'male', replaces: [] })
  await changePerson(records, person, { field: 'lastSeen', value: { place: 'Jor' } })
  await consent(records, person, ['names', 'details', 'statements'])
  const xml = await xmlOf(records, asked([person]))
  assert.doesNotMatch(xml, /pfif:status|pfif:sex/u)
  assert.match(xml, /People disagree on what became of this person/u)
  assert.match(xml, /<pfif:text>was told about by a neighbour<\/pfif:text>/u)
  assert.match(xml, /<pfif:expiry_date>2027-11-21T23:59:59Z/u)
  assert.ok(!xml.includes('Neighbour Seven'))
})

test('R62 a record that came in keeps its id and the day until which its home lets it be kept', async (t) => {
  const { records } = await vaultWithOneFile(t)
  const person = await registerPerson(records, {
    names: [
      { text: 'Azad', kind: 'given' },
      { text: 'Qasim', kind: 'father' },
      { text: 'Azo', kind: 'nickname' },
    ],
    references: [{ registry: 'PFIF', id: 'example.org/p1', until: '2026-12-24' }],
  })
  await consent(records, person, ['names'])
  const xml = await xmlOf(records, asked([person]))
  assert.match(xml, /person_record_id>example\.org\/p1</u)
  assert.match(xml, /expiry_date>2026-12-24T23:59:59Z/u)
  assert.match(xml, /full_name>Azad Qasim<[\s\S]*given_name>Azad<[\s\S]*alternate_names>Azo</u)
  const later = new Date('2026-12-25T10:00:00Z')
  const { id } = await makePackage(records, asked([person]), { now: later })
  const reader = await openPackage(records, id, '2026-12-25')
  const expired = fromUtf8(await reader.read(0, reader.size))
  assert.match(expired, /person_record_id>example\.org\/p1<[\s\S]*expiry_date>2026-12-24T23:59:59Z/u)
  assert.ok(!expired.includes('Azad'))
})

test('R62 R115 a record that its home has ended leaves under an id of ours', async (t) => {
  const { records } = await vaultWithOneFile(t)
  const home = { registry: 'PFIF', id: 'example.org/p1' }
  const person = await registerPerson(records, {
    names: [{ text: 'Azad', kind: 'given' }],
    references: [home, { ...home, until: '2026-11-20', ended: '2026-11-20' }],
  })
  await consent(records, person, ['names'])
  const xml = await xmlOf(records, asked([person]))
  assert.match(xml, new RegExp(`person_record_id>[0-9a-z]+\\.homeward\\.invalid/${person}<`, 'u'))
  assert.ok(!xml.includes('example.org'))
  assert.match(xml, /full_name>Azad</u)
})

test('R62 H7 without a name that may leave nothing is written, and items and leads never go along', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  await consent(records, person, ['details'])
  await assert.rejects(makePackage(records, asked([person]), { now }), { code: 'NOTHING_ALLOWED' })
  assert.deepEqual(previewPackage(records, asked([person])).persons[0]?.allowed, [])
  await assert.rejects(makePackage(records, { ...asked([person]), items: request.items }, { now }), {
    code: 'NOTHING_CHOSEN',
  })
  assert.equal(listPackages(records).length, 0)
})

test('R63 H7 who had a record and may not keep it is sent its placeholder, with nothing but its id and times', async (t) => {
  const { records, person } = await vaultWithOneFile(t)
  const other = await registerPerson(records, { names: [{ text: 'Azad', kind: 'full' }] })
  await consent(records, person, ['names'])
  await consent(records, other, ['names'])
  await xmlOf(records, asked([person]))
  await withdrawConsent(records, consentsOf(records.registry, person)[0]?.id ?? '')
  const xml = await xmlOf(records, asked([other]))
  const records14 = xml.split('<pfif:person>').slice(1)
  assert.equal(records14.length, 2)
  assert.deepEqual(
    [...(records14[1] ?? '').matchAll(/<pfif:(\w+)>/gu)].map(([, name]) => name),
    ['person_record_id', 'entry_date', 'expiry_date', 'source_date'],
  )
  assert.ok(records14[1]?.includes(`/${person}<`))
  const elsewhere = await xmlOf(records, { ...asked([other]), recipient: 'Somebody Else' })
  assert.ok(!elsewhere.includes(person))
  assert.equal(getPerson(records, person).names.length, 1)
})

test('R63 a placeholder has the id under which the record left, that of its home too, and every one', async (t) => {
  const { records, person: own } = await vaultWithOneFile(t)
  const home = { registry: 'PFIF', id: 'example.org/p&1' }
  const person = await registerPerson(records, { names: [{ text: 'Azad', kind: 'given' }], references: [home] })
  await consent(records, own, ['names'])
  await consent(records, person, ['names'])
  await xmlOf(records, asked([own, person]))
  // Its home ends it, and somebody keeps it here: it leaves again, under an id of ours.
  await changePerson(records, person, {
    field: 'reference',
    value: { ...home, until: '2026-11-20', ended: '2026-11-20', kept: true },
  })
  await xmlOf(records, asked([person]))
  await withdrawConsent(records, consentsOf(records.registry, person)[0]?.id ?? '')
  const [, kept = '', ...gone] = (await xmlOf(records, asked([own]))).split('<pfif:person>')
  assert.match(kept, /full_name>Zozan Qasim</u)
  assert.deepEqual(
    gone.map((record) => /person_record_id>([^<]*)</u.exec(record)?.[1]),
    ['example.org/p&amp;1', `${pfifDomain(records.vault.id)}/${person}`],
  )
  assert.ok(!gone.join('').includes('Azad'))
})

test('R62 R17 PFIF of more than twenty people needs a second person, who approves a PFIF file and no package', async (t) => {
  const { records } = await vaultWithOneFile(t)
  const persons: string[] = []
  for (let at = 0; at < 21; at++) {
    const person = await registerPerson(records, { names: [{ text: `Person ${at}`, kind: 'full' }] })
    await consent(records, person, ['names'])
    persons.push(person)
  }
  await assert.rejects(makePackage(records, asked(persons), { now }), { code: 'SECOND_PERSON_NEEDED' })
  const act = await proposePackage(records, asked(persons), { reason: 'they asked', now })
  assert.match(act, /^act-/u)
  const row = records.evidence.prepare('SELECT subject FROM act WHERE id = ?').get<{ subject: string }>([act])
  assert.match(row?.subject ?? '', /^PFIF file for Tracing Office, for tracing a missing person/u)
})
