import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { auditPage } from './audit.mjs'
import { go, openBrowser, openPage, openUnlocked, settled, skip, unlock } from './browser.mjs'
import { serveWorld } from './served-world.mjs'
import { firstLink } from './walk.mjs'

/** Runs inside a page: puts things there that the audit must find. */
const spoil = () => {
  const main = document.querySelector('main')
  const parts = [
    ['button', { id: 'content' }, ''],
    ['p', { style: 'color: #999; background: #fff' }, 'pale'],
    ['div', { style: 'inline-size: 300vw; block-size: 1px' }, ''],
    ['h1', {}, 'Second'],
  ]
  for (const [tag, attributes, text] of parts) {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
    element.textContent = text
    main.append(element)
  }
}

describe('pages', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('W23 W24 the audit itself finds what it looks for', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    await page.evaluate(spoil)
    const found = (await auditPage(page)).map((problem) => problem.split(':')[0])
    assert.deepEqual(found.filter((one) => one !== 'id occurs twice').toSorted(), [
      '2 first headings',
      'button-name',
      'contrast 2.85',
      'no name',
      'scrolls sideways',
    ])
    assert.ok(found.includes('id occurs twice'))
  })

  test('W22 a new page moves the focus to its heading', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url })
    for (const name of ['People', 'Sources', 'Leads', 'Packages', 'Members', 'Log']) {
      await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name }).click()
      await page.waitForFunction((title) => document.title.startsWith(title), name)
      await settled(page)
      const focused = await page.evaluate(() => document.activeElement?.tagName)
      assert.equal(focused, 'H1', name)
    }
    assert.deepEqual(faults, [])
  })

  test('W22 every stop of the Tab key can be seen, in the order of the page', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    // The page gives the focus to its heading a moment after it is drawn.
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
    await page.locator('a[href="#content"]').focus()
    const stops = []
    for (let stop = 0; stop < 30; stop += 1) {
      await page.keyboard.press('Tab')
      stops.push(
        await page.evaluate(() => {
          const element = document.activeElement
          const style = getComputedStyle(element)
          const isField = element.matches('input, select, textarea')
          return {
            what: element.outerHTML.slice(0, 90),
            isBody: element === document.body,
            isVisible: isField || (style.outlineStyle !== 'none' && Number(style.outlineWidth.replace('px', '')) >= 2),
            order: [...document.querySelectorAll('*')].indexOf(element),
          }
        }),
      )
    }
    const end = stops.map(({ isBody }) => isBody).indexOf(true)
    const reached = end === -1 ? stops : stops.slice(0, end)
    assert.ok(reached.length > 12, `only ${reached.length} stops`)
    assert.deepEqual(
      reached.filter(({ isVisible }) => !isVisible),
      [],
    )
    const orders = reached.map(({ order }) => order)
    assert.deepEqual(
      orders,
      orders.toSorted((a, b) => a - b),
    )
  })

  test('W2 addresses and tab titles hold no name and nothing that was typed', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    const seen = []
    const note = async () => seen.push(decodeURIComponent(page.url().slice(world.url.length)), await page.title())
    await page.keyboard.press('/')
    await page.keyboard.type('Karim')
    await page.keyboard.press('Enter')
    await settled(page)
    await note()
    await go(page, '/people')
    const answered = page.waitForResponse((response) => response.url().includes('query=Zeinab'))
    await page.getByLabel('Search by name, mother, place or number, in any script').fill('Zeinab')
    await answered
    await settled(page)
    await note()
    await page.getByRole('main').getByRole('button', { name: 'Clear the search' }).click()
    await page.locator('main a[href^="/people/person-"]').first().click()
    await settled(page)
    await note()
    await go(page, await firstLink(page, '/sources', 'main a[href^="/sources/source-"] >> nth=-1'))
    await note()
    await page.locator('main a[href^="/chats/"]').first().click()
    await settled(page)
    await note()
    for (const text of seen) assert.match(text, /^(?:\/[a-z]*(?:\/[\w.-]+)?(?:\?at=\d+)?|[A-Z][a-z ]+ – Homeward)$/u)
    const history = await page.evaluate(() => JSON.stringify(globalThis.history.state))
    assert.doesNotMatch(history, /Karim|Zeinab/u)
  })

  test('W1 the browser keeps settings of the program and nothing of the vault', async (t) => {
    const { page, context } = await openUnlocked(t, { browser, url: world.url })
    for (const address of ['/', '/people', '/sources', '/leads', '/log']) await go(page, address)
    await page.getByRole('button', { name: 'Narrow the navigation' }).click()
    await page.getByRole('button', { name: 'Colours' }).click()
    await page.getByRole('menuitem', { name: 'Dark' }).click()
    const kept = await page.evaluate(async () => ({
      local: Object.keys(localStorage).toSorted(),
      session: Object.keys(sessionStorage),
      databases: await indexedDB.databases(),
      workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
    }))
    assert.deepEqual(kept, {
      local: ['homeward-narrow', 'mantine-color-scheme-value'],
      session: [],
      databases: [],
      workers: 0,
    })
    const cookies = await context.cookies(`${world.url}/api`)
    assert.deepEqual(
      cookies.map(({ name, httpOnly, sameSite }) => ({ name, httpOnly, sameSite })),
      [{ name: `homeward-${new URL(world.url).port}`, httpOnly: true, sameSite: 'Strict' }],
    )
  })

  test('W4 no field offers to remember, correct or complete what is typed', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url, at: '/people/new' })
    await settled(page)
    const bad = await page.evaluate(() =>
      [...document.querySelectorAll('input, textarea')]
        .filter((field) => field.type !== 'file' && field.type !== 'checkbox')
        .filter((field) => field.autocomplete !== 'off' || field.getAttribute('spellcheck') !== 'false')
        .map((field) => field.outerHTML.slice(0, 120)),
    )
    assert.deepEqual(bad, [])
  })

  test('W21 a page that cannot be loaded says so and can be asked again', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    await page.route('**/api/packages', (route) => route.abort())
    await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Packages' }).click()
    await page.getByRole('alert').getByText('Homeward does not answer.').waitFor()
    await page.unroute('**/api/packages')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'No package was made yet' }).waitFor()
  })
})

describe('an empty vault', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({ filled: false })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('W10 W21 begins with three steps, and every list says what to do', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await unlock(page, world.url)
    await page.getByRole('heading', { name: 'Three steps to begin' }).waitFor()
    assert.equal(await page.locator('ol > li').count(), 3)
    for (const [address, heading, action] of [
      ['/people', 'Nobody is registered yet', 'Add a person'],
      ['/sources', 'Nothing was imported yet', 'Import a source'],
      ['/leads', 'No lead is open', null],
      ['/packages', 'No package was made yet', 'Make a package'],
    ]) {
      await go(page, address)
      await page.getByRole('heading', { name: heading }).waitFor()
      if (action !== null) await page.getByRole('main').getByRole('link', { name: action }).waitFor()
      assert.deepEqual(await auditPage(page), [], address)
    }
    assert.deepEqual(faults, [])
  })
})
