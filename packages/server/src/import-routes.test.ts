import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { homeSchema } from './schemas/home.ts'
import { jobSchema, jobStartedSchema } from './schemas/jobs.ts'
import { leadRowSchema, leadSchema, leadsSchema } from './schemas/leads.ts'
import { placedMessagesSchema, chatsSchema, messagesSchema, messageWithChatSchema } from './schemas/messages.ts'
import { packagePreviewSchema, packagesSchema } from './schemas/packages.ts'
import { personSchema, personWithLeadsSchema, personWithNewLeadsSchema } from './schemas/people.ts'
import { messageProofSchema } from './schemas/proof.ts'
import {
  importStartedSchema,
  itemsSchema,
  sealedSchema,
  sourcesSchema,
  sourceWithItemsSchema,
} from './schemas/sources.ts'
import { chatExport } from './testing/chat-export.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { drawPng } from './testing/png.ts'
import { ownOf, serveVault, unlock, type Browser, type ServedVault } from './testing/served-vault.ts'

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

async function startImport(browser: Browser, name = 'Stick from the office'): Promise<string> {
  return fits(importStartedSchema, await browser.call('POST', '/api/imports', { json: { name } })).import
}

const send = (browser: Browser, id: string, path: string, body: Uint8Array | string) =>
  browser.call('PUT', `/api/imports/${id}/files?path=${encodeURIComponent(path)}`, {
    headers: { 'content-type': 'application/octet-stream' },
    body,
  })

async function lockThen({ services }: ServedVault, answer: IncomingMessage): Promise<void> {
  await services.keeper.lock()
  answer.resume()
}

async function finish(served: ServedVault, browser: Browser, id: string) {
  const { job } = fits(jobStartedSchema, await browser.call('POST', `/api/imports/${id}/finish`))
  const events = await watchJob(served, browser, job)
  const last = fits(jobSchema, await browser.call('GET', `/api/jobs/${job}`))
  assert.deepEqual(events.at(-1), last)
  assert.equal(last.state, 'done', JSON.stringify(last))
  assert.ok(last.kind === 'import' && last.result !== undefined)
  return last.result
}

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

test('S24 bytes from outside leave as a file to save, whatever they say they are', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  const page = '<!doctype html><script>fetch("/api/people")</script>'
  const path = 'نامە "x"\r\nSet-Cookie: a=b;.html'
  await send(browser, id, path, page)
  await send(browser, id, 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  const { source } = await finish(served, browser, id)
  const { items } = fits(sourceWithItemsSchema, await browser.call('GET', `/api/sources/${source}`))
  for (const item of items) {
    const answer = await browser.call('GET', `/api/items/${item.id}/content`)
    assert.equal(answer.status, 200)
    assert.match(
      String(answer.headers['content-disposition']),
      /^attachment; filename="[\w.() -]+"; filename\*=UTF-8''[\w.%~-]+$/u,
    )
    assert.equal(answer.headers['x-content-type-options'], 'nosniff')
    assert.match(String(answer.headers['content-security-policy']), /sandbox/u)
    assert.equal(answer.headers['set-cookie'], undefined)
  }
})

test('S23 the same path twice: the same bytes count once, other bytes are refused and counted', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  fits(sealedSchema, await send(browser, id, 'a.txt', 'one'))
  assert.equal(fits(sealedSchema, await send(browser, id, 'a.txt', 'one')).sealed.duplicate, true)
  assert.equal(refusedWith(409, await send(browser, id, 'a.txt', 'two')), 'PATH_TAKEN')
  const { files } = await finish(served, browser, id)
  assert.equal(files.in, 2)
  assert.deepEqual(
    files.refused.map((refused) => refused.path),
    ['a.txt'],
  )
})

test('S18 a file over the limit is refused and counted, and nothing of it is kept', async (t) => {
  const served = await serveVault(t, { mostFileBytes: 1000 })
  const browser = await unlock(served)
  const id = await startImport(browser)
  assert.equal(refusedWith(413, await send(browser, id, 'large.bin', new Uint8Array(1001))), 'TOO_LARGE')
  fits(sealedSchema, await send(browser, id, 'small.bin', new Uint8Array(1000)))
  const { files } = await finish(served, browser, id)
  assert.equal(files.stored, 1)
  assert.deepEqual(
    files.refused.map((refused) => refused.path),
    ['large.bin'],
  )
})

test('S23 a connection that breaks leaves nothing behind, and the file may be sent again', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  const { hostname, port, host } = new URL(served.url)
  await new Promise<void>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(
        `PUT /api/imports/${id}/files?path=cut.bin HTTP/1.1\r\nHost: ${host}\r\nCookie: ${browser.cookie}\r\nX-Csrf: ${browser.csrf}\r\nContent-Length: 5000000\r\n\r\n`,
      )
      socket.write(Buffer.alloc(2_000_000, 7), () => {
        socket.destroy()
      })
    })
    socket.on('error', reject)
    socket.on('close', () => {
      resolve()
    })
  })
  const whole = fits(sealedSchema, await send(browser, id, 'whole.bin', Buffer.alloc(2_000_000, 8)))
  assert.equal(whole.sealed.duplicate, false)
  const { files } = await finish(served, browser, id)
  assert.equal(files.stored, 1)
  assert.deepEqual(
    files.refused.map((refused) => refused.path),
    ['cut.bin'],
  )
  assert.match(files.refused[0]?.reason ?? '', /connection broke/u)
  const again = await startImport(browser)
  assert.equal(
    fits(sealedSchema, await send(browser, again, 'cut.bin', Buffer.alloc(5_000_000, 7))).sealed.duplicate,
    false,
  )
  const blobs = await readdir(join(served.dir, 'blobs'), { recursive: true, withFileTypes: true })
  assert.equal(blobs.filter(({ name }) => name.endsWith('.age')).length, 2)
  assert.deepEqual(served.faults, [])
})

test('S23 an import is empty, unknown or discarded', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  assert.equal(refusedWith(422, await browser.call('POST', `/api/imports/${id}/finish`)), 'IMPORT_EMPTY')
  assert.equal((await browser.call('DELETE', `/api/imports/${id}`)).status, 200)
  const left = await startImport(browser)
  await browser.call('DELETE', '/api/session')
  const again = await unlock(served)
  assert.equal(refusedWith(404, await send(again, left, 'a.txt', 'one')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await send(again, id, 'a.txt', 'one')), 'NOT_FOUND')
  assert.equal(refusedWith(404, await again.call('POST', `/api/imports/${id}/finish`)), 'NOT_FOUND')
})

test('S23 an import that was left alone makes room for the ninth that is opened', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const ids: string[] = []
  for (let open = 0; open < 8; open++) ids.push(await startImport(browser))
  const [used = '', left = ''] = ids
  fits(sealedSchema, await send(browser, used, 'a.txt', 'one'))
  await startImport(browser)
  fits(sealedSchema, await send(browser, used, 'b.txt', 'two'))
  assert.equal(refusedWith(404, await send(browser, left, 'a.txt', 'one')), 'NOT_FOUND')
})

test('S24 a file that is being saved is cut off when the vault locks, and nothing is printed', async (t) => {
  const printed = [t.mock.method(console, 'error'), t.mock.method(console, 'info'), t.mock.method(console, 'log')]
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  const size = 24 * 1024 * 1024
  await send(browser, id, 'large.bin', new Uint8Array(size))
  const { source } = await finish(served, browser, id)
  const { items } = fits(sourceWithItemsSchema, await browser.call('GET', `/api/sources/${source}`))
  for (const end of ['lock', 'leave'] as const) {
    const { cookie } = await unlock(served)
    const received = await new Promise<number>((resolve, reject) => {
      let bytes = 0
      get(new URL(`/api/items/${items[0]?.id}/content`, served.url), { headers: { cookie }, agent: false })
        .on('response', (answer) => {
          answer.on('data', (chunk: Buffer) => {
            if (bytes === 0) {
              answer.pause()
              if (end === 'leave') answer.destroy()
              else void lockThen(served, answer)
            }
            bytes += chunk.length
          })
          answer.on('error', () => undefined)
          answer.on('close', () => {
            resolve(bytes)
          })
        })
        .on('error', reject)
    })
    assert.ok(received > 0 && received < size, `${end}: ${received} bytes`)
  }
  assert.deepEqual(
    printed.map(({ mock }) => mock.callCount()),
    [0, 0, 0],
  )
  assert.deepEqual(served.faults, [])
})

test('S22 a stream of events ends when the vault is locked', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  await send(browser, id, 'result.json', chatExport('photo.png'))
  const { job } = fits(jobStartedSchema, await browser.call('POST', `/api/imports/${id}/finish`))
  const events = watchJob(served, browser, job)
  await browser.call('DELETE', '/api/session')
  assert.ok((await events).length <= 20)
})

test('S26 people are written and read while an import is read', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  for (let n = 0; n < 10; n++) await send(browser, id, `chat-${n}/result.json`, chatExport(`photo-${n}.png`))
  const { job } = fits(jobStartedSchema, await browser.call('POST', `/api/imports/${id}/finish`))
  const person = { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'male' }
  const written = await Promise.all(
    Array.from({ length: 10 }, () => browser.call('POST', '/api/people', { json: person })),
  )
  assert.deepEqual([...new Set(written.map(({ status }) => status))], [200])
  assert.equal((await watchJob(served, browser, job)).at(-1)?.state, 'done')
  assert.deepEqual(served.faults, [])
})

test('S29 what an interrupted import left unread is read after the next unlock', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  await send(browser, id, 'result.json', chatExport('photo.png'))
  const { source } = await finish(served, browser, id)
  const { vault } = ownOf(served, browser).records
  vault.dropIndex('evidence')
  await browser.call('DELETE', '/api/session')
  const again = await unlock(served)
  const { runningJob } = fits(homeSchema, await again.call('GET', '/api/home'))
  if (runningJob !== null) assert.equal((await watchJob(served, again, runningJob)).at(-1)?.kind, 'derive')
  const { receipt } = fits(sourceWithItemsSchema, await again.call('GET', `/api/sources/${source}`))
  assert.equal(receipt.messages.parsed, 3)
})

test('S28 a rebuild gives the same sources, chats and messages', async (t) => {
  const served = await serveVault(t)
  const browser = await unlock(served)
  const id = await startImport(browser)
  await send(browser, id, 'result.json', chatExport('photo.png'))
  await finish(served, browser, id)
  const all = async () => [
    fits(sourcesSchema, await browser.call('GET', '/api/sources')),
    fits(messagesSchema, await browser.call('GET', '/api/messages?query=wheelbarrow')),
  ]
  const before = await all()
  const { job } = fits(jobStartedSchema, await browser.call('POST', '/api/rebuild'))
  const last = (await watchJob(served, browser, job)).at(-1)
  assert.equal(last?.state, 'done', JSON.stringify(last))
  assert.deepEqual(await all(), before)
})
