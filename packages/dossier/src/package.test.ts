import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { sha256, toHex } from '@homeward/format'
import {
  answerAct,
  changePerson,
  getAct,
  giveConsent,
  listPackages,
  makeStatement,
  openPackage,
  openRecords,
  registerPerson,
  withdrawConsent,
  type Records,
} from '@homeward/records'
import { joinVault, openVault } from '@homeward/vault'
import { previewPackage } from './choose.ts'
import { fingerprintOf, makePackage } from './make-package.ts'
import { proposedPackage, proposePackage } from './package-act.ts'
import { now, packageText, passphrase, receiveOneFile, vaultWithOneFile } from './test-package.ts'

test('H7 what no consent allows stands nowhere in the package', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const { id } = await makePackage(records, request, { now })
  const text = await packageText(records, id)
  for (const secret of ['Zozan', 'Gundê Kevir', 'Neighbour Seven', 'female'])
    assert.equal(text.includes(secret), false, secret)
  assert.ok(text.includes('the exact bytes of a file about the weather'))
  assert.ok(text.includes(person) && text.includes('no consent covers this'))
  assert.equal(listPackages(records)[0]?.withheld, 4)
})

test('H1 R15 a package does not say who brought a source, nor who sealed it', async (t) => {
  const { records, request } = await vaultWithOneFile(t)
  const text = await packageText(records, (await makePackage(records, request, { now })).id)
  for (const secret of ['Member Nine', 'Test vault', 'Informant Four', 'came by bus', 'the bakery', 'handed over'])
    assert.equal(text.includes(secret), false, secret)
})

test('H7 what a consent allows is in the package, and only that', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  await giveConsent(records, person, {
    givenBy: 'her sister',
    scopes: ['names'],
    purposes: ['legal-case'],
    recipients: [],
  })
  assert.deepEqual(previewPackage(records, request).persons[0]?.allowed, ['names'])
  const text = await packageText(records, (await makePackage(records, request, { now })).id)
  assert.ok(text.includes('Zozan Qasim'))
  for (const secret of ['Gundê Kevir', 'Neighbour Seven']) assert.equal(text.includes(secret), false, secret)
})

test('R36 a package takes fate, event and marks with the details, but never who said a value, nor whereabouts', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const said = { by: 'the baker of Gundik' }
  for (const value of [
    { field: 'event' as const, value: { what: 'taken from the bus', place: 'Kaniya Spî', earliest: '2014-08-03' } },
    { field: 'fate' as const, value: { state: 'returned' as const } },
    { field: 'whereabouts' as const, value: { state: 'known' as const, place: 'Mala Nû' } },
    { field: 'mark' as const, value: { kind: 'scar' as const, text: 'on the left elbow' } },
  ])
    await changePerson(records, person, { ...value, said, why: 'from the visit' })
  await giveConsent(records, person, {
    givenBy: 'herself',
    scopes: ['names', 'details', 'statements', 'photos'],
    purposes: ['legal-case'],
    recipients: [],
  })
  const text = await packageText(records, (await makePackage(records, request, { now })).id)
  for (const told of ['taken from the bus', 'Kaniya Spî', 'returned', 'on the left elbow'])
    assert.ok(text.includes(told), told)
  for (const kept of ['the baker', 'Gundik', 'Mala Nû', 'from the visit', 'whereabouts'])
    assert.equal(text.includes(kept), false, kept)
})

test('H7 a package is not handed out again after a consent in it was withdrawn', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const consent = await giveConsent(records, person, {
    givenBy: 'her sister',
    scopes: ['names'],
    purposes: ['legal-case'],
    recipients: [],
  })
  const { id } = await makePackage(records, request, { now })
  await withdrawConsent(records, consent)
  await assert.rejects(openPackage(records, id, '2026-11-21'), { code: 'CONSENT_MISSING' })
})

test('P2 the page of a package escapes what came from outside', async (t) => {
  const { records, request } = await vaultWithOneFile(t)
  const text = await packageText(
    records,
    (await makePackage(records, { ...request, recipient: '"><script>alert(1)</script>' }, { now })).id,
  )
  const page = text.slice(text.indexOf('<!doctype html>'), text.indexOf('</html>'))
  assert.equal(/<script|<b>today/u.test(page), false)
  assert.ok(page.includes('weather &lt;b&gt;today&lt;/b&gt;.txt'))
})

test('P6 what was recorded is what was sealed, and a stopped package leaves no record', async (t) => {
  const { records, request } = await vaultWithOneFile(t)
  const made = await makePackage(records, request, { now })
  const opened = await openPackage(records, made.id, '2026-11-21')
  assert.equal(toHex(sha256(await opened.read(0, opened.size))), made.sha256)
  await assert.rejects(makePackage(records, request, { now, signal: AbortSignal.abort() }), { code: 'CANCELLED' })
  await assert.rejects(makePackage(records, { ...request, items: [], persons: [] }, { now }), {
    code: 'NOTHING_CHOSEN',
  })
  assert.equal(listPackages(records).length, 1)
})

const others = { dir: '', passphrase: 'another passphrase', kdf: { memoryKiB: 8, passes: 1, lanes: 1 } }

/** Admits a second member to the vault, who then has it open; the founder's session is closed. */
async function asSecondMember(t: TestContext, records: Records, role: 'contributor' | 'coordinator'): Promise<Records> {
  const { dir } = records.vault
  records.vault.close()
  const { code } = await joinVault({ ...others, dir })
  const founder = await openVault({ dir, passphrase })
  founder.admit(code, { name: 'Member Ten', role, grants: ['registry', 'evidence'] })
  founder.close()
  const other = await openRecords(await openVault({ dir, passphrase: others.passphrase }))
  t.after(() => {
    other.vault.close()
  })
  return other
}

test('P18 P22 a member who is not the founder makes a package of what the founder brought in; it names no member', async (t) => {
  const { records, request } = await vaultWithOneFile(t)
  const founding = records.vault.device.logId
  const other = await asSecondMember(t, records, 'contributor')
  const { id } = await makePackage(other, request, { now })
  const text = await packageText(other, id)
  const own = other.vault.device.logId
  for (const file of [`proofs/${founding}/1.entry`, `proofs/${own}/0.entry`]) assert.ok(text.includes(file), file)
  assert.ok(text.includes('"type":"member.added"') && text.includes('"type":"device.added"'))
  for (const secret of ['Member Nine', 'Member Ten', 'Test vault']) assert.equal(text.includes(secret), false, secret)
  assert.ok(text.includes(fingerprintOf(founding)))
})

test('P22 a member who made a statement is named by their id, and others as they were written down', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  await makeStatement(records, person, { kind: 'other', text: 'was looked for at the well', by: ' Member Nine ' })
  await giveConsent(records, person, {
    givenBy: 'her sister',
    scopes: ['statements'],
    purposes: ['legal-case'],
    recipients: [],
  })
  const text = await packageText(records, (await makePackage(records, request, { now })).id)
  assert.ok(text.includes('was looked for at the well') && text.includes('Neighbour Seven'))
  assert.ok(text.includes(`"by":"member ${records.vault.member.id}"`))
  assert.equal(text.includes('Member Nine'), false)
})

test('P18 P22 a role is shown and the name that was changed with it is not', async (t) => {
  const { records, request } = await vaultWithOneFile(t)
  const { dir } = records.vault
  const other = await asSecondMember(t, records, 'contributor')
  const { id: member } = other.vault.member
  other.vault.close()
  const founder = await openVault({ dir, passphrase })
  founder.changeMember(member, { name: 'Member Eleven', role: 'coordinator' })
  founder.close()
  const again = await openRecords(await openVault({ dir, passphrase: others.passphrase }))
  t.after(() => {
    again.vault.close()
  })
  assert.equal(again.vault.member.name, 'Member Eleven')
  const text = await packageText(again, (await makePackage(again, request, { now })).id)
  assert.ok(text.includes('"type":"member.changed"'))
  assert.equal(text.includes('Eleven'), false)
})

test('P20 what a removed member brought in is packaged with the limit of their log', async (t) => {
  const { records, request } = await vaultWithOneFile(t)
  const { dir } = records.vault
  const other = await asSecondMember(t, records, 'contributor')
  const source = await receiveOneFile(other)
  const { logId } = other.vault.device
  const { id: member } = other.vault.member
  other.vault.close()
  const founder = await openRecords(await openVault({ dir, passphrase }))
  t.after(() => {
    founder.vault.close()
  })
  founder.vault.removeMember(member)
  const text = await packageText(
    founder,
    (await makePackage(founder, { ...request, items: [`${source}.0`] }, { now })).id,
  )
  assert.ok(text.includes('"type":"member.removed"'))
  assert.ok(text.includes(`proofs/${logId}/0.entry`))
})

/** A second coordinator who approves what the founder proposed, and the founder's records again. */
async function approvedBySecond(t: TestContext, { vault }: Records, act: string): Promise<Records> {
  const { dir } = vault
  vault.close()
  const kdf = { memoryKiB: 8, passes: 1, lanes: 1 }
  const { code } = await joinVault({ dir, passphrase: 'another passphrase', kdf })
  const founder = await openVault({ dir, passphrase })
  founder.admit(code, { name: 'Member Ten', role: 'coordinator', grants: ['registry', 'evidence'] })
  founder.close()
  const second = await openRecords(await openVault({ dir, passphrase: 'another passphrase' }))
  await answerAct(second, { act, answer: 'approved' }, now)
  second.vault.close()
  const again = await openRecords(await openVault({ dir, passphrase }))
  t.after(() => {
    again.vault.close()
  })
  return again
}

test('R17 R18 a package of more than twenty people needs a second person who approves exactly it', async (t) => {
  const { records, request, person } = await vaultWithOneFile(t)
  const persons = [person]
  while (persons.length < 20)
    persons.push(await registerPerson(records, { names: [{ text: `Person ${persons.length}`, kind: 'full' }] }))
  assert.equal(previewPackage(records, { ...request, persons }).needsSecond, false)
  await makePackage(records, { ...request, persons }, { now })
  await assert.rejects(
    proposePackage(records, { ...request, persons }, { reason: 'the court asked', now }),
    /needs no second person/u,
  )

  persons.push(await registerPerson(records, { names: [{ text: 'One more', kind: 'full' }] }))
  const bulk = { ...request, persons }
  assert.equal(previewPackage(records, bulk).needsSecond, true)
  await assert.rejects(makePackage(records, bulk, { now }), { code: 'SECOND_PERSON_NEEDED' })
  const act = await proposePackage(records, bulk, { reason: 'the court asked', now })
  const { subject } = getAct(records, act, now)
  assert.match(subject, /Package for Advocate One, for a legal case[^]*People \(21\)[^]*Items \(1\)/u)
  assert.doesNotMatch(subject, /Zozan|One more/u)
  const again = await approvedBySecond(t, records, act)
  await assert.rejects(makePackage(again, { ...bulk, recipient: 'Advocate Two' }, { now }), {
    code: 'SECOND_PERSON_NEEDED',
  })
  await assert.rejects(
    makePackage(
      again,
      {
        ...bulk,
        persons: [...persons.slice(1), await registerPerson(again, { names: [{ text: 'Other', kind: 'full' }] })],
      },
      { now },
    ),
    {
      code: 'SECOND_PERSON_NEEDED',
    },
  )
  const asProposed = await proposedPackage(again, act, now, request.today)
  const made = await makePackage(again, asProposed, { now })
  assert.deepEqual(
    [listPackages(again)[0]?.id, listPackages(again)[0]?.persons.length, getAct(again, act, now).state],
    [made.id, 21, 'done'],
  )
  await assert.rejects(makePackage(again, asProposed, { now }), { code: 'SECOND_PERSON_NEEDED' })
})
