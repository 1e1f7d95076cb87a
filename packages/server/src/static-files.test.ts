import assert from 'node:assert/strict'
import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createServer } from './create-server.ts'
import { ask } from './testing/http.ts'
import { serveVault } from './testing/served-vault.ts'

test('S17 the page and its files come with the type and the keeping that they need', async (t) => {
  const served = await serveVault(t)
  for (const path of ['/', '/index.html', '/people', '/people/person-1/leads?x=1', '/a.b/c']) {
    const page = await served.ask('GET', path)
    assert.equal(page.status, 200, path)
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
    assert.equal(page.headers['cache-control'], 'no-cache')
    assert.match(page.bodyBytes.toString(), /<title>Homeward/u)
  }
  const asset = await served.ask('GET', '/assets/index-4f2a.js')
  assert.equal(asset.status, 200)
  assert.equal(asset.headers['content-type'], 'text/javascript; charset=utf-8')
  assert.equal(asset.headers['cache-control'], 'public, max-age=31536000, immutable')
  assert.equal((await served.ask('HEAD', '/assets/index-4f2a.js')).bodyBytes.length, 0)
})

test('S17 a missing file is missing, and nothing but reading is possible', async (t) => {
  const served = await serveVault(t)
  assert.equal((await served.ask('GET', '/assets/index-old.js')).status, 404)
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
    assert.equal((await served.ask(method, '/index.html')).status, 404)
})

test('S17 no address leads out of the folder', async (t) => {
  const served = await serveVault(t)
  for (const path of [
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/assets/..\\..\\secret.txt',
    '/%252e%252e/secret.txt',
    '//secret.txt',
    '/assets//../../secret.txt',
    `/${served.webDir}/../secret.txt`,
    `/file://${served.webDir}/../secret.txt`,
    '/index.html%00.js',
    '/assets/index-4f2a.js%00',
    '/%c0%ae%c0%ae/secret.txt',
  ]) {
    const answer = await served.ask('GET', path)
    assert.ok(!answer.bodyBytes.toString().includes('outside'), path)
    assert.ok([200, 400, 404].includes(answer.status), `${path} gave ${answer.status}`)
    if (answer.status === 200) assert.match(answer.bodyBytes.toString(), /<title>Homeward/u, path)
  }
})

test('S17 links in the folder are not followed', async (t) => {
  const served = await serveVault(t)
  await symlink(join(served.webDir, '..', 'secret.txt'), join(served.webDir, 'assets', 'link.txt'))
  await symlink(join(served.webDir, '..'), join(served.webDir, 'up'))
  const again = await createServer({ vaultDir: served.dir, webDir: served.webDir })
  t.after(again.close)
  assert.equal((await ask(again.url, 'GET', '/assets/link.txt')).status, 404)
  assert.match((await ask(again.url, 'GET', '/up/secret.txt')).bodyBytes.toString(), /<title>Homeward/u)
})

test('S17 without a web build the page says what to do', async (t) => {
  const served = await serveVault(t)
  await rm(served.webDir, { recursive: true })
  const bare = await createServer({ vaultDir: served.dir, webDir: served.webDir })
  t.after(bare.close)
  const page = await ask(bare.url, 'GET', '/')
  assert.equal(page.status, 503)
  assert.match(page.bodyBytes.toString(), /npm run build/u)
})
