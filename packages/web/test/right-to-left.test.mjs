import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { auditPage } from './audit.mjs'
import { openBrowser, openPage, settled, skip } from './browser.mjs'
import { passphrase, serveWorld } from './served-world.mjs'

const addresses = [
  '/',
  '/search',
  '/people',
  '/people/new',
  '/people/import',
  '/sources',
  '/sources/import',
  '/leads',
  '/packages',
  '/packages/new',
  '/members',
  '/acts',
  '/custody',
  '/log',
  '/keys',
  '/phones',
  '/nowhere',
]

/** Every page in each of the other languages, at a width and in a colour scheme of its own. */
const screens = [
  { language: 'ar', width: 360, scheme: 'dark' },
  { language: 'ckb', width: 1024, scheme: 'light' },
  { language: 'kmr', width: 360, scheme: 'light' },
]

/** Goes to an address inside the page; titles are not unique in every language. */
const walkTo = async (page, address) => {
  await page.evaluate((to) => {
    globalThis.history.pushState(null, '', to)
    globalThis.dispatchEvent(new PopStateEvent('popstate'))
  }, address)
  // While one page gives way to the next, both are there.
  await page.waitForFunction(() => document.querySelectorAll('main h1').length === 1)
  await settled(page)
}

describe('right to left', { skip }, () => {
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

  const openIn = async (t, { language, ...options }) => {
    const opened = await openPage({ browser, url: world.url, height: 800, ...options })
    t.after(() => opened.context.close())
    await opened.page.addInitScript((chosen) => {
      if (localStorage.getItem('homeward-language') === null) localStorage.setItem('homeward-language', chosen)
    }, language)
    await opened.page.goto(world.url)
    await opened.page.locator('input[type=password]').fill(passphrase)
    return opened
  }
  const unlockIn = async (t, options) => {
    const opened = await openIn(t, options)
    await opened.page.keyboard.press('Enter')
    await opened.page.getByRole('navigation').first().waitFor()
    await settled(opened.page)
    return opened
  }

  for (const screen of screens) {
    test(`W68 every page stands in ${screen.language} at ${screen.width} px`, async (t) => {
      const { page, faults } = await unlockIn(t, screen)
      const problems = []
      const isRight = screen.language !== 'kmr'
      assert.equal(await page.evaluate(() => document.documentElement.dir), isRight ? 'rtl' : 'ltr')
      assert.equal(await page.evaluate(() => document.documentElement.lang), screen.language)
      for (const address of addresses) {
        await walkTo(page, address)
        problems.push(...(await auditPage(page)).map((problem) => `${address}: ${problem}`))
      }
      for (const list of ['/people', '/sources']) {
        await walkTo(page, list)
        await page.locator(`main a[href^="${list}/"]:not([href$="/new"], [href$="/import"])`).first().click()
        await settled(page)
        problems.push(...(await auditPage(page)).map((problem) => `${page.url()}: ${problem}`))
      }
      assert.deepEqual(problems, [])
      assert.deepEqual(faults, [])
    })
  }

  test('W63 a language is chosen where one stands, turns the page, and is kept', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await page.goto(world.url)
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitem', { name: 'العربية' }).click()
    await page.getByRole('heading', { name: 'الخزنة مقفلة' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl')
    await page.reload()
    await page.getByRole('heading', { name: 'الخزنة مقفلة' }).waitFor()
    await page.locator('input[type=password]').fill('not the passphrase')
    await page.keyboard.press('Enter')
    await page.getByText('عبارة المرور هذه لا تفتح الخزنة.').waitFor()
    await page.getByRole('button', { name: 'اللغة' }).click()
    await page.getByRole('menuitem', { name: '0123' }).click()
    await page.getByRole('button', { name: 'اللغة' }).click()
    await page.getByRole('menuitem', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
    assert.deepEqual(
      await page.evaluate(() => [localStorage.getItem('homeward-language'), localStorage.getItem('homeward-digits')]),
      ['en', 'latn'],
    )
    // The answer to a wrong passphrase is a 401, which the browser notes.
    assert.deepEqual(
      faults.filter((fault) => !fault.includes('401')),
      [],
    )
  })

  for (const language of ['en', 'ar', 'ckb', 'kmr'])
    test(`W101 the hint in the note of a lead is shown whole in ${language}`, async (t) => {
      const { page } = await unlockIn(t, { language, width: 1280 })
      await walkTo(page, '/leads')
      const note = page.getByRole('main').locator('textarea').first()
      await note.waitFor()
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 })
        await settled(page)
        const [needed, given] = await note.evaluate((field) => [field.scrollHeight, field.clientHeight])
        assert.ok(needed <= given, `${needed} of ${given} px at ${width}`)
      }
    })

  test('W67 the arrow that points to the end of the line goes on', async (t) => {
    const { page } = await unlockIn(t, { language: 'ar', width: 1280 })
    await walkTo(page, '/leads')
    const place = page.getByText(/^[١٢٣٤٥٦٧٨٩٠]+ من [١٢٣٤٥٦٧٨٩٠]+$/u).first()
    await place.waitFor()
    const first = await place.textContent()
    const note = page.getByRole('main').locator('textarea').first()
    assert.equal(await note.evaluate((field) => getComputedStyle(field).direction), 'rtl', 'empty, it runs as the page')
    await page
      .getByText(/من ٢٥٦/u)
      .first()
      .waitFor()
    await page.keyboard.press('ArrowLeft')
    await page
      .getByText(/^٢ من [٠-٩]+$/u)
      .first()
      .waitFor()
    await page.keyboard.press('ArrowRight')
    await page
      .getByText(first ?? '')
      .first()
      .waitFor()
  })
})
