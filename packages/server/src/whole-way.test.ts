import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { homeSchema } from './schemas/home.ts'
import { jobStartedSchema } from './schemas/jobs.ts'
import { leadRowSchema, leadSchema, leadsSchema } from './schemas/leads.ts'
import { placedMessagesSchema, chatsSchema, messagesSchema, messageWithChatSchema } from './schemas/messages.ts'
import { packagePreviewSchema, packagesSchema } from './schemas/packages.ts'
import { personSchema, personWithLeadsSchema, personWithNewLeadsSchema } from './schemas/people.ts'
import { messageProofSchema } from './schemas/proof.ts'
import { itemsSchema, sealedSchema, sourcesSchema, sourceWithItemsSchema } from './schemas/sources.ts'
import { chatExport } from './testing/chat-export.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { finish, send, startImport } from './testing/import.ts'
import { drawPng } from './testing/png.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

test('S23 from files that stream in to a package: the whole way of a file', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const { call } = browser
  const person = fits(
    personSchema,
    await call('POST', '/api/people', {
      json: { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'male' },
    }),
  )
  const png = drawPng(7, 512)
  fits(
    personWithNewLeadsSchema,
    await call('POST', `/api/people/${person.id}/photos`, { headers: { 'content-type': 'image/png' }, body: png }),
  )

  const id = await startImport(browser)
  const found = drawPng(7, 300)
  const resultJson = chatExport('photos/photo_1.png')
  const sealed = fits(sealedSchema, await send(browser, id, 'export/result.json', resultJson))
  assert.deepEqual(sealed, {
    sealed: { sha256: sha256(resultJson), size: Buffer.byteLength(resultJson), duplicate: false },
  })
  fits(sealedSchema, await send(browser, id, 'export/photos/photo_1.png', found))
  const receipt = await finish(served, browser, id)
  assert.deepEqual(receipt.files, { in: 2, stored: 2, duplicate: 0, refused: [] })
  assert.deepEqual(receipt.messages, { parsed: 3, service: 0, unparsed: 0 })
  assert.deepEqual(receipt.photos, { hashed: 1, unreadable: 0 })
  assert.equal(receipt.leads, 1)

  const { sources } = fits(sourcesSchema, await call('GET', '/api/sources'))
  assert.deepEqual(
    sources.map((source) => source.id),
    [receipt.source],
  )
  assert.equal(fits(homeSchema, await call('GET', '/api/home')).recent.length, 1)
  const source = fits(sourceWithItemsSchema, await call('GET', `/api/sources/${receipt.source}`))
  assert.deepEqual(source.items.map(({ path }) => path).toSorted(), ['export/photos/photo_1.png', 'export/result.json'])
  const rest = fits(itemsSchema, await call('GET', `/api/sources/${receipt.source}/items?offset=1&limit=1`))
  assert.deepEqual(rest, { total: 2, items: source.items.slice(1) })
  const named = fits(itemsSchema, await call('GET', `/api/sources/${receipt.source}/items?path=PHOTO_`))
  assert.deepEqual([named.total, named.items.map(({ path }) => path)], [1, ['export/photos/photo_1.png']])

  const photo = source.items.find(({ path }) => path.endsWith('.png'))!
  assert.deepEqual(new Uint8Array((await call('GET', `/api/items/${photo.id}/content`)).bodyBytes), found)
  const small = await call('GET', `/api/items/${photo.id}?edge=320`)
  assert.equal(small.headers['content-type'], 'image/webp')

  const carriers = fits(placedMessagesSchema, await call('GET', `/api/items/${photo.id}/messages`)).messages
  assert.deepEqual(
    carriers.map(({ text, position }) => [text, position]),
    [['Here is a picture', 2]],
  )

  const [chat] = fits(chatsSchema, await call('GET', `/api/chats?source=${receipt.source}`)).chats
  assert.equal(chat?.name, 'Garden market')
  const { total, messages } = fits(messagesSchema, await call('GET', `/api/chats/${chat.id}/messages?limit=2&offset=1`))
  assert.equal(total, 3)
  assert.equal(messages.length, 2)
  assert.equal(fits(messagesSchema, await call('GET', '/api/messages?query=wheelbarrow')).total, 2)
  assert.equal(fits(messagesSchema, await call('GET', `/api/messages?query=wheelbarrow&chat=${chat.id}`)).total, 2)
  assert.equal(fits(messagesSchema, await call('GET', `/api/messages?query=wheelbarrow&chat=${chat.id + 1}`)).total, 0)
  const hit = messages[0]!
  const byNumber = await call('GET', `/api/chats/${chat.id}/native?id=${hit.nativeId}`)
  assert.deepEqual(
    fits(placedMessagesSchema, byNumber).messages.map((message) => [message.id, message.position]),
    [[hit.id, 1]],
  )
  const nobody = await call('GET', `/api/chats/${chat.id}/native?id=no-such-number`)
  assert.deepEqual(fits(placedMessagesSchema, nobody).messages, [])
  assert.equal((await call('GET', `/api/chats/${chat.id + 1}/native?id=1`)).status, 404)
  const placed = fits(messageWithChatSchema, await call('GET', `/api/messages/${hit.item}/${hit.seq}`))
  assert.equal(placed.position, 1)
  const proof = fits(messageProofSchema, await call('GET', `/api/messages/${hit.item}/${hit.seq}/proof`))
  assert.deepEqual(proof.verified, { itemInSource: true, entryInLog: true, signature: true, bytes: true })
  assert.equal(proof.sha256OfRange, sha256(Buffer.from(resultJson).subarray(proof.start, proof.end)))
  assert.match(proof.bytesText, /سڵاو، is the wheelbarrow still there/u)
  assert.match(proof.tlogProof, /^c2sp\.org\/tlog-proof@v1\n/u)

  const { leads } = fits(leadsSchema, await call('GET', '/api/leads?state=open'))
  const [lead] = leads
  assert.equal(lead?.personName, 'Sipan')
  assert.equal(lead.itemPath, 'export/photos/photo_1.png')
  assert.deepEqual(fits(leadRowSchema, await call('GET', `/api/leads/${lead.id}`)), lead)
  const decided = await call('POST', `/api/leads/${lead.id}/decision`, {
    json: { decision: 'confirmed', note: 'same frame' },
  })
  assert.equal(fits(leadSchema, decided).state, 'confirmed')
  assert.equal(fits(leadsSchema, await call('GET', '/api/leads?state=open')).total, 0)
  const page = fits(personWithLeadsSchema, await call('GET', `/api/people/${person.id}`))
  assert.equal(page.statements.length, 1)
  assert.equal(page.leads.length, 1)

  const request = {
    items: [photo.id],
    persons: [person.id],
    leads: [lead.id],
    purpose: 'legal-case',
    recipient: 'A lawyer',
  }
  const preview = fits(packagePreviewSchema, await call('POST', '/api/packages/preview', { json: request }))
  assert.deepEqual(preview.items, [{ id: photo.id, path: photo.path, size: found.length }])
  assert.deepEqual(preview.persons[0]?.allowed, [])
  const nothing = await call('POST', '/api/packages', { json: { ...request, items: [], persons: [], leads: [] } })
  assert.equal(refusedWith(422, nothing), 'NOTHING_CHOSEN')
  const { job } = fits(jobStartedSchema, await call('POST', '/api/packages', { json: request }))
  const made = (await watchJob(served, browser, job)).at(-1)!
  assert.ok(made.kind === 'package' && made.result !== undefined, JSON.stringify(made))
  const zip = await call('GET', made.result.download)
  assert.equal(zip.status, 200)
  assert.equal(zip.headers['content-type'], 'application/zip')
  assert.equal(sha256(zip.bodyBytes), made.result.sha256)
  assert.equal(zip.bodyBytes.length, made.result.size)
  assert.equal(fits(packagesSchema, await call('GET', '/api/packages')).packages[0]?.id, made.result.package)
  assert.deepEqual(served.faults, [])
})
