import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { auditPage } from './audit.mjs'
import { go, openBrowser, openUnlocked, pushTo, settled, skip } from './browser.mjs'
import { serveWorld } from './served-world.mjs'
import { firstLink } from './walk.mjs'

const firstSource = (page) => firstLink(page, '/sources', 'main a[href^="/sources/source-"] >> nth=-1')
const firstPerson = (page) => firstLink(page, '/people', 'main a[href^="/people/person-"]')

/** Where a page is whose address has an id in it. */
const withIds = {
  '/people/$person': firstPerson,
  '/people/$person/consent': async (page) => `${await firstPerson(page)}/consent`,
  '/sources/$source': firstSource,
  '/chats/$chat': async (page) => firstLink(page, await firstSource(page), 'main a[href^="/chats/"]'),
  '/leads/$lead': (page) => firstLink(page, '/', 'main a[href^="/leads/"]'),
}

/** What this vault has none of, and the test that looks at it. */
const elsewhere = { '/sessions/$session': 'albums.test.mjs' }

const screens = [
  { width: 360, scheme: 'light' },
  { width: 1024, scheme: 'dark' },
  { width: 1440, scheme: 'light' },
  { width: 1920, scheme: 'dark' },
]

/** Goes to every address and finds nothing wrong there, and nothing forbidden on the way. */
const visitAll = async (t, addresses, options) => {
  const { page, faults } = await openUnlocked(t, { ...options, height: 800 })
  const problems = []
  for (const address of addresses) {
    const to = (await withIds[address]?.(page)) ?? address
    await go(page, to)
    problems.push(...(await auditPage(page)).map((problem) => `${to}: ${problem}`))
  }
  assert.deepEqual(problems, [])
  assert.deepEqual(faults, [])
}

/** The two ways in which a page waits: for everything it shows, and for the rows of a list whose length is known. */
const waits = [
  { of: 'everything', isHeld: (url) => url.pathname.startsWith('/api/') },
  { of: 'rows', isHeld: (url) => url.pathname.startsWith('/api/') && url.searchParams.get('offset') !== null },
]

/** Goes to every address while the answers of the server are held back, and finds nothing wrong with how it waits. */
const waitAt = async (t, addresses, { isHeld, ...options }) => {
  const { page, faults } = await openUnlocked(t, options)
  const places = []
  for (const address of addresses) places.push((await withIds[address]?.(page)) ?? address)
  const problems = []
  for (const to of places) {
    const held = []
    await page.route(isHeld, (route) => {
      held.push(route)
    })
    await go(page, '/nowhere')
    await pushTo(page, to)
    problems.push(...(await auditPage(page)).map((problem) => `${to}: ${problem}`))
    await page.unroute(isHeld)
    await Promise.all(held.map((route) => route.fallback()))
    await settled(page)
  }
  assert.deepEqual(problems, [])
  assert.deepEqual(faults, [])
}

describe('every page', { skip }, () => {
  let world
  let browser
  let addresses
  before(async () => {
    // From the router itself, so that a new page cannot be forgotten.
    const router = await readFile(path.join(import.meta.dirname, '..', 'src', 'router.tsx'), 'utf8')
    const all = Array.from(router.matchAll(/^ {2}path: '([^']+)',$/gmu), ([, address]) => address)
    assert.ok(all.length > 20)
    addresses = [...all.filter((address) => elsewhere[address] === undefined), '/nowhere']
    world = await serveWorld()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('W3 an address with an id in it is found, or looked at by another test', () => {
    const unknown = addresses.filter((address) => address.includes('$') && withIds[address] === undefined)
    assert.deepEqual(unknown, [])
  })

  const everyPage = ({ width, scheme }) => {
    test(`W3 W23 W24 every page is clean at ${width} px in ${scheme}`, (t) =>
      visitAll(t, addresses, { browser, url: world.url, width, scheme }))
  }
  for (const screen of screens) everyPage(screen)

  const everyWait = ({ of, isHeld }) => {
    test(`W3 W23 every page is clean while it waits for ${of}`, (t) =>
      waitAt(t, addresses, { browser, url: world.url, isHeld }))
  }
  for (const wait of waits) everyWait(wait)
})
