import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sha256, toHex, utf8 } from '@homeward/format'
import { commit, decideLead, getLead, getPerson, giveConsent, listPackages, type Records } from '@homeward/records'
import { previewPackage, type PackageRequest } from './choose.ts'
import { makePackage } from './make-package.ts'
import { now, packageText, vaultWithOneFile } from './test-package.ts'

const hex = toHex(sha256(utf8('a drawn picture')))
const lead = 'lead-drawn'

/** Puts a lead between the person and the item where comparing pictures would put it, and consents to statements. */
async function withLead(records: Records, person: string, item: string): Promise<void> {
  records.evidence
    .prepare(
      "INSERT INTO lead (id, person, person_photo, photo_sha256, item, item_sha256, distance, variant, person_quality, item_quality) VALUES (?, ?, 'photo-drawn', ?, ?, ?, 4, 'same', 90, 90)",
    )
    .run([lead, person, hex, item, hex])
  await giveConsent(records, person, {
    givenBy: 'her sister',
    scopes: ['statements'],
    purposes: ['legal-case'],
    recipients: [],
  })
}

function onLead(request: PackageRequest): PackageRequest {
  return { ...request, items: [], persons: [], leads: [lead] }
}

test('R40 a note on a decision leaves in no entry and no statement; the preview and the count say so', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const [item = ''] = request.items
  await withLead(records, person, item)
  await decideLead(records, lead, 'confirmed', 'the aunt in Gundik knows')
  const wanted = onLead(request)
  assert.deepEqual(
    previewPackage(records, wanted).persons[0]?.withheld.filter(({ scope }) => scope === 'notes'),
    [{ scope: 'notes', reason: 'remarks of those who decided stay in the vault' }],
  )
  const text = await packageText(records, (await makePackage(records, wanted, { now })).id)
  assert.equal(text.includes('Gundik'), false)
  assert.ok(text.includes('"type":"lead.decided"') && text.includes('shows the same photo as one of this person'))
  assert.ok(text.includes('"scope":"notes"'))
  assert.equal(text.includes('"unproven"'), false)
  assert.equal(listPackages(records)[0]?.withheld, 4)
})

test('R40 a decision whose entry holds its note is told and not disclosed, and its statement loses the note', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  const [item = ''] = request.items
  await withLead(records, person, item)
  await commit(records, [
    {
      compartment: 'evidence',
      subject: lead,
      changes: [
        {
          type: 'lead.decided',
          lead,
          person,
          personPhoto: 'photo-drawn',
          photoSha256: hex,
          itemSha256: hex,
          item,
          decision: 'confirmed',
          note: 'the aunt in Gundik knows',
        },
      ],
    },
    {
      compartment: 'registry',
      subject: lead,
      changes: [
        {
          type: 'statement.made',
          statement: 'statement-drawn',
          person,
          kind: 'photo-found',
          text: "The picture weather.txt shows the same photo as one of this person's photos: the aunt in Gundik knows",
          by: 'Member Nine',
          lead,
          item,
        },
      ],
    },
  ])
  assert.equal(getLead(records, lead).decisions[0]?.note, 'the aunt in Gundik knows')
  assert.match(getPerson(records, person).statements.at(-1)?.text ?? '', /Gundik/u)
  const text = await packageText(records, (await makePackage(records, onLead(request), { now })).id)
  assert.equal(text.includes('Gundik'), false)
  assert.ok(text.includes('lead confirmed') && text.includes('"unproven"'))
  assert.equal(text.includes('"type":"lead.decided"'), false)
})

test('R40 without a note nothing more is withheld', async (t) => {
  const { records, person, request } = await vaultWithOneFile(t)
  await withLead(records, person, request.items[0] ?? '')
  await decideLead(records, lead, 'refused')
  const { withheld = [] } = previewPackage(records, onLead(request)).persons[0] ?? {}
  assert.deepEqual(
    withheld.map(({ scope }) => scope),
    ['names', 'details', 'photos'],
  )
})
