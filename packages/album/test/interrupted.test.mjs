import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { openPaired } from './meeting.mjs'
import * as phone from './phone.mjs'

const app = path.join(import.meta.dirname, '..', 'dist', 'app')

test('AL59 a first load has at most 200 KB of compressed script', () => {
  const scripts = readdirSync(path.join(app, 'assets')).filter((name) => name.endsWith('.js'))
  const first = scripts.filter((name) => !/^(?:ar|ckb|kmr)-/u.test(name))
  assert.equal(scripts.length - first.length, 3)
  const size = [...first.map((name) => path.join('assets', name)), 'sw.js']
    .map((name) => gzipSync(readFileSync(path.join(app, name)), { level: 9 }).length)
    .reduce((sum, length) => sum + length, 0)
  assert.ok(size < 200_000, `${size} bytes`)
})

describe('what interrupts a phone', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  test('AL54 AL55 AL62 a battery that dies in a recording takes its last second at most, and nothing that was told', async (t) => {
    const { office, page, context } = await openPaired(t, browser)
    await phone.beginSession(page)
    await phone.answer(page, 'Not recognised')
    await phone.press(page, 'Recognised')
    await phone.heading(page, 'Do you want to tell more?')
    await page.getByLabel('Where did you see this person?').fill('At the mill')
    const held = (await phone.stored(page)).keys.length
    await phone.press(page, 'Tell it in your own voice')
    await page
      .getByRole('timer')
      .getByText(/^[3-9] s$/u)
      .waitFor()
    const cdp = await context.newCDPSession(page)
    void cdp.send('Page.crash').catch(() => undefined)
    await page.waitForEvent('crash')
    const again = await context.newPage()
    again.setDefaultTimeout(20_000)
    await again.goto(`${office.url}/album/`)
    await phone.unlockPhone(again)
    assert.ok((await phone.stored(again)).keys.length >= held + 2, 'pieces of the recording are there')
    await phone.press(again, 'Go on with the session')
    await phone.heading(again, 'Do you want to tell more?')
    await again.getByText('A recording is kept, sealed.').waitFor()
    assert.equal(await again.getByLabel('Where did you see this person?').inputValue(), 'At the mill')
    await phone.press(again, 'Keep this')
    await phone.pictureShown(again)
    assert.match(await again.locator('h1').innerText(), /3 of 4/u)
    await phone.press(again, 'Break')
    await phone.press(again, 'Back to the beginning, go on later')
    await phone.press(again, 'Connect to the office')
    // What was told after the battery was back belongs to the answer that was given before it died.
    await again.getByText('2 answers arrived').waitFor()
    const [session] = office.sessions.values()
    const [voice] = session.files.values()
    assert.ok(voice.length > 2000)
  })

  test('AL63 what is being told outlives a break and a lock, and an end says that it goes', async (t) => {
    const { page } = await openPaired(t, browser)
    await phone.beginSession(page)
    await phone.press(page, 'Recognised')
    const where = page.getByLabel('Where did you see this person?')
    const from = page.getByLabel('From', { exact: true })
    const condition = page.getByLabel('How were they, in your own words?')
    const isThere = async (words) => {
      await phone.heading(page, 'Do you want to tell more?')
      assert.deepEqual(
        [await where.inputValue(), await from.inputValue(), await condition.inputValue()],
        ['At the mill', '2016', words],
      )
    }
    await where.fill('At the mill')
    await from.selectOption('2016')
    await phone.press(page, 'Break')
    await phone.press(page, 'Go on')
    await isThere('')
    await condition.fill('Thin')
    await phone.press(page, 'Break')
    await phone.press(page, 'Back to the beginning, go on later')
    await phone.press(page, 'Go on with the session')
    await isThere('Thin')
    await condition.fill('Thin, and not alone')
    await phone.hide(page)
    await phone.unlockPhone(page)
    await phone.press(page, 'Go on with the session')
    await isThere('Thin, and not alone')

    const goes = page.getByText('is not kept yet, and goes when the session ends')
    await phone.press(page, 'Break')
    await phone.press(page, 'End the session')
    await goes.waitFor()
    await phone.press(page, 'No, go back')
    await phone.press(page, 'Go on')
    await isThere('Thin, and not alone')
    await phone.press(page, 'Keep this')
    await phone.pictureShown(page)
    await phone.press(page, 'Break')
    await phone.press(page, 'End the session')
    await phone.heading(page, 'End the session here?')
    assert.equal(await goes.count(), 0)
  })

  test('AL60 the app opens without a network, from a cache that holds its own files and nothing else', async (t) => {
    const { page, context } = await openPaired(t, browser)
    await phone.press(page, 'Settings')
    await page.getByText('This app opens without a network.').waitFor()
    await context.setOffline(true)
    await page.reload()
    await phone.unlockPhone(page)
    await phone.beginSession(page)
    const cached = await page.evaluate(async () => {
      const found = []
      for (const name of await caches.keys())
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname)
      return found
    })
    const own = readdirSync(app, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'sw.js')
      .map((entry) => path.relative(app, path.join(entry.parentPath, entry.name)).replace('index.html', ''))
    assert.deepEqual(cached.toSorted(), own.map((name) => `/album/${name}`).toSorted())
  })

  test('AL55 a session whose album is gone is ended, and arrives whole', async (t) => {
    const { office, page } = await openPaired(t, browser)
    await phone.beginSession(page)
    await phone.answer(page, 'Not sure').catch(() => undefined)
    await phone.press(page, 'Leave this out')
    await phone.pictureShown(page)
    await phone.press(page, 'Break')
    await phone.press(page, 'Back to the beginning, go on later')
    office.set.state = 'none'
    await phone.press(page, 'Connect to the office')
    await page.getByText('1 answer arrived').waitFor()
    await phone.press(page, 'To the album')
    await page.getByText('A session was interrupted after 1 answer').waitFor()
    await phone.press(page, 'End that session')
    await page.getByText('waits to be sent').waitFor()
    await phone.press(page, 'Connect to the office')
    await phone.heading(page, 'Done')
    const [session] = office.sessions.values()
    assert.equal(session.events.at(-1).read.what.type, 'ended')
  })

  test('AL53 an album that asks for another text of consent begins no session', async (t) => {
    const { office, page } = await openPaired(t, browser)
    const { album } = office.set
    office.set.album = { ...album, manifest: { ...album.manifest, consentText: 'viewer-99' } }
    await phone.press(page, 'Connect to the office')
    await phone.press(page, 'To the album')
    await phone.press(page, 'Begin a session')
    await page.getByText('a text of consent that this app does not have yet').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Yes, I want to' }).count(), 0)
  })

  test('AL61 a family album opens to its own file, in the language of the phone, and asks nothing', async (t) => {
    const { page } = await openPaired(t, browser, { album: { kind: 'family', showNames: true, count: 2 } })
    assert.equal(await page.getByRole('button', { name: 'Begin a session' }).count(), 0)
    await phone.press(page, 'Open your file')
    await page.getByText('On the road beside the river, with a blue scarf').waitFor()
    await page.getByText('Last seen · 3 August 2014').waitFor()
    await phone.press(page, 'Back')
    await phone.press(page, 'Settings')
    await page.getByRole('button', { name: 'العربية' }).click()
    await page.getByRole('heading', { name: 'الإعدادات' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl')
    await page.reload()
    await page.getByRole('heading', { name: 'أدخل العبارة' }).waitFor()
  })
})
