import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { jobStartedSchema } from './schemas/jobs.ts'
import { messagesSchema } from './schemas/messages.ts'
import { sealedSchema, sourcesSchema, sourceWithItemsSchema } from './schemas/sources.ts'
import { chatExport } from './testing/chat-export.ts'
import { watchJob } from './testing/events.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { finish, send, startImport } from './testing/import.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

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
  assert.match(files.refused[0]?.reason.text ?? '', /connection broke/u)
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
