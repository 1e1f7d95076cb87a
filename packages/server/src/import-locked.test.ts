import assert from 'node:assert/strict'
import { get, type IncomingMessage } from 'node:http'
import { test } from 'node:test'
import { homeSchema } from './schemas/home.ts'
import { jobStartedSchema } from './schemas/jobs.ts'
import { sourceWithItemsSchema } from './schemas/sources.ts'
import { chatExport } from './testing/chat-export.ts'
import { watchJob } from './testing/events.ts'
import { fits } from './testing/fits.ts'
import { finish, send, startImport } from './testing/import.ts'
import { ownOf, serveVault, unlock, type ServedVault } from './testing/served-vault.ts'

async function lockThen({ services }: ServedVault, answer: IncomingMessage): Promise<void> {
  await services.keeper.lock()
  answer.resume()
}

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
