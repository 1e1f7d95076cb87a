import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { go, openProfile, settled, skip, unlock } from './browser.mjs'
import { findTraces, formsOfBytes, formsOfText, namesBelow } from '../../../scripts/find-traces.mjs'
import { passphrase, serveWorld } from './served-world.mjs'

const homeward = path.join(import.meta.dirname, '..', '..', 'cli', 'bin', 'homeward.js')
const typed = ['Quince Ladder of Amber', 'a note that nobody saved', 'wheelbarrow lantern']

/** `homeward serve` in a process of its own, whose temporary folder is one that will be searched. */
const serve = async (dir, temp) => {
  const child = spawn(process.execPath, [homeward, 'serve', '--vault', dir, '--port', '0', '--json'], {
    cwd: temp,
    env: { ...process.env, NODE_ENV: 'test', TMPDIR: temp, SQLITE_TMPDIR: temp },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout, 'data')
  return { child, url: JSON.parse(line.toString('utf8')).url.replace(/\/$/u, '') }
}

/** What the invented world is made of and no seized disk may show: at least 200 texts, and pieces of every picture. */
const needlesOf = async (exports) => {
  const texts = new Set([...typed, passphrase, 'Nermin', 'A volunteer', 'Market group', 'Turned pictures'])
  const pictures = []
  for (const entry of await readdir(exports, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(path.join(entry.parentPath, entry.name))
    if (/\.(?:jpg|png|webp)$/u.test(entry.name)) {
      if (entry.name !== 'broken.jpg') pictures.push({ name: `picture ${entry.name}`, bytes })
      if (entry.name.length >= 10) texts.add(entry.name)
    } else if (entry.name.endsWith('.csv'))
      for (const cell of bytes.toString('utf8').split(/[\n\r",;]+/u)) if (isTelling(cell)) texts.add(cell.trim())
    if (entry.name === 'result.json') {
      // As it stands in the file: an export may hold what JSON does not allow.
      for (const { groups } of bytes.toString('utf8').matchAll(/"(?<key>from|text)": "(?<text>[^"\\]+)"/gu))
        if (groups.key === 'text' ? groups.text.length >= 16 : isTelling(groups.text))
          texts.add(groups.text.slice(0, 48))
    }
  }
  const fragments = pictures.flatMap(({ name, bytes }) =>
    [0.3, 0.6, 0.9].map((part) => ({
      name,
      forms: formsOfBytes(bytes.subarray(part * bytes.length, part * bytes.length + 32)),
    })),
  )
  return [...[...texts].map((text) => ({ name: JSON.stringify(text), forms: formsOfText(text) })), ...fragments]
}

/** Long enough, and not a word that a browser has of its own. */
const isTelling = (text) => text.trim().length >= 8 && /\p{L}/u.test(text) && !/^[\w.-]+$/u.test(text.trim())

describe('a disk that is taken', { skip }, () => {
  let world
  let needles
  before(async () => {
    world = await serveWorld()
    needles = await needlesOf(world.exports)
  })
  after(async () => {
    await world?.close()
  })

  test('H6 control: what is on a disk in one of its forms is found', async (t) => {
    const dir = await mkdtemp(path.join(tmpdir(), 'homeward-control-'))
    t.after(() => rm(dir, { recursive: true }))
    const text = 'Narîn سینان of the well'
    const forms = formsOfText(text)
    for (const [n, wrap] of [
      (bytes) => bytes,
      (bytes) => Buffer.concat([Buffer.from('x'), bytes]),
      (bytes) => Buffer.from(`{"k":"${bytes.toString('base64')}"}`),
      (bytes) => Buffer.from(Buffer.concat([Buffer.from('1'), bytes, Buffer.from('1')]).toString('base64')),
      (bytes) => Buffer.from(Buffer.concat([Buffer.from('12'), bytes, Buffer.from('12')]).toString('base64')),
      () => Buffer.from(text, 'utf16le'),
      () => Buffer.from(text, 'utf16le').swap16(),
    ].entries()) {
      await writeFile(path.join(dir, 'file'), wrap(Buffer.from(text)))
      const { found } = await findTraces([dir], [{ name: 'text', forms }])
      assert.equal(found.length, 1, `form ${n}`)
    }
  })

  test('H6 W1 a vault that was used and locked leaves nothing on the disk, in the browser or in temporary files', async (t) => {
    const root = await mkdtemp(path.join(tmpdir(), 'homeward-seized-'))
    t.after(() => rm(root, { recursive: true, force: true, maxRetries: 5 }))
    const [profile, temp, downloads] = ['profile', 'temp', 'downloads'].map((name) => path.join(root, name))
    for (const dir of [profile, temp, downloads]) await mkdir(dir)
    const server = await serve(world.dir, temp)
    t.after(() => server.child.kill('SIGKILL'))
    const { context, close } = await openProfile({ profile, temp, downloads })
    t.after(close)
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(15_000)
    const shown = []
    page.on('response', (response) => {
      if (response.headers()['content-type']?.startsWith('image/webp')) shown.push(response.body().catch(() => null))
    })
    const saved = await lookAround(page, server.url)
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
    const small = (await Promise.all(shown)).filter((bytes) => bytes !== null && bytes.length > 200)
    assert.ok(small.length >= 5, `${small.length} pictures were shown`)
    const all = [
      ...needles.filter(({ name }) => !name.includes(saved)),
      ...small.map((bytes, n) => ({ name: `shown picture ${n}`, forms: formsOfBytes(bytes.subarray(100, 132)) })),
    ]
    assert.ok(needles.filter(({ name }) => name.startsWith('"')).length >= 200)
    const places = [world.dir, profile, temp]
    const whileLocked = await findTraces(places, all)
    await close()
    server.child.kill('SIGTERM')
    await once(server.child, 'exit')
    const afterwards = await findTraces(places, all)
    // The address of the server, which the browser does keep, shows that its files were really looked at.
    const control = await findTraces([profile], [{ name: 'address', forms: formsOfText(server.url) }])
    assert.ok(control.found.length > 0)
    assert.deepEqual(await readdir(temp, { recursive: true }), [], 'temporary files are left')
    const names = await namesBelow(places)
    for (const text of [...typed, 'Market group', 'Nermin']) assert.ok(!names.includes(text))
    assert.deepEqual([...whileLocked.found, ...afterwards.found], [])
    t.diagnostic(
      `${all.length} needles in ${afterwards.files} files, ${Math.round(afterwards.bytes / 2 ** 20)} MiB: nothing found`,
    )
  })
})

/** Uses the vault as a member does; returns the name of the one file that was saved outside of it. */
const lookAround = async (page, url) => {
  await unlock(page, url)
  const ask = (address) => page.evaluate(async (at) => (await fetch(at)).json(), address)
  const { people } = await ask('/api/people?limit=4')
  for (const { id } of people) {
    await go(page, '/people')
    await go(page, `/people/${id}`)
  }
  await go(page, '/people')
  await page.getByRole('search').getByRole('textbox').first().fill(typed[2])
  await page.keyboard.press('Enter')
  await settled(page)
  await page.getByRole('search').getByRole('textbox').first().fill(people[0].names[0])
  await page.keyboard.press('Enter')
  await settled(page)
  await go(page, '/people/new')
  await page.getByLabel('Name, as it was given').fill(typed[0])
  await page.locator('textarea').first().fill(typed[1])
  await go(page, '/leads')
  await page.keyboard.press('b')
  await settled(page)
  const { sources } = await ask('/api/sources')
  const { chats, items } = await ask(`/api/sources/${sources.find(({ name }) => name === 'Market group').id}`)
  for (const { id } of sources) {
    await go(page, '/log')
    await go(page, `/sources/${id}`)
    const all = page.getByLabel('Show all pictures here').first()
    if ((await all.count()) > 0) await all.check({ force: true })
    await settled(page)
  }
  await go(page, `/chats/${chats[0].id}`)
  await page.getByRole('feed', { name: 'Messages' }).waitFor()
  for (let press = 0; press < 8; press += 1) await page.keyboard.press('PageUp')
  await settled(page)
  const item = items.find(({ mediaType }) => mediaType === 'image/jpeg') ?? items[0]
  await go(page, `/sources/${item.source}`)
  const started = page.waitForEvent('download')
  await page.evaluate((id) => {
    const link = document.createElement('a')
    link.href = `/api/items/${id}/content`
    link.download = ''
    document.body.append(link)
    link.click()
    link.remove()
  }, item.id)
  await (await started).path()
  await go(page, '/')
  return item.path.split('/').at(-1)
}
