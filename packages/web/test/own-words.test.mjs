import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { filesFromPaths, importFiles } from '@homeward/intake'
import {
  giveConsent,
  openRecords,
  proposeErasure,
  proposeReveal,
  registerPerson,
  withdrawConsent,
} from '@homeward/records'
import { openVault } from '@homeward/vault'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openBrowser, openPage, settled, skip } from './browser.mjs'
import { passphrase, serveWorld } from './served-world.mjs'

const oldWords = 'This file was left out by an older version of the program.'
const one = (name, bytes = Buffer.from('abc')) => ({
  path: name,
  size: bytes.length,
  open: () => Readable.from([bytes]),
})

/** A person with a consent that was withdrawn, a source with two refused files, and two acts that wait. */
const fillVault = async ({ dir, exports }) => {
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const now = new Date()
  const person = await registerPerson(records, { names: [{ text: 'ژیان', kind: 'full' }], origin: 'گوند' })
  const consent = await giveConsent(records, person, {
    givenBy: 'دایک',
    scopes: ['details'],
    purposes: ['tracing'],
    recipients: [],
  })
  await withdrawConsent(records, consent, { reason: 'نا' })
  await mkdir(path.join(exports, 'leer'))
  const { source } = await importFiles(records, {
    files: [
      one('a.bin'),
      one('c.jpg', Buffer.from('ffd8ffe000104a4649460001', 'hex')),
      one('e.bin', Buffer.alloc(100_000, 7)),
      one('d.zip', Buffer.from('504b030414000000', 'hex')),
      ...(await filesFromPaths([path.join(exports, 'leer')])),
      { ...one('b.bin'), refused: oldWords },
    ],
    name: 'سەرچاوە',
    from: 'کەسێک',
    protect: true,
  })
  const request = { authority: 'family', reason: 'داوایان کرد' }
  await proposeErasure(records, { target: { consent }, ...request }, now)
  await proposeErasure(records, { target: { item: `${source}.0` }, ...request }, now)
  await proposeReveal(records, source, 'دادگا', now)
  vault.close()
  return { person, source }
}

/** Texts of three Latin words or more that are not marked as English: a sentence that the page has no words for. */
const englishOn = (page, selector) =>
  page.evaluate((within) => {
    const found = []
    for (const root of document.querySelectorAll(within)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
        if (
          /[A-Za-z]{2,}(?:[\s,]+[A-Za-z]{2,}){2,}/u.test(node.data) &&
          node.parentElement.closest('[lang="en"]') === null
        )
          found.push(node.data)
    }
    return found
  }, selector)

describe('the words of the server in Arabic', { skip }, () => {
  let world
  let browser
  let page
  let faults
  let filled
  before(async () => {
    world = await serveWorld({ filled: false, second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    filled = await fillVault(world)
    browser = await openBrowser()
    const opened = await openPage({ browser, url: world.url })
    page = opened.page
    faults = opened.faults
    await page.addInitScript(() => {
      localStorage.setItem('homeward-language', 'ar')
    })
    await page.goto(world.url)
    await page.locator('input[type=password]').fill(passphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
    await settled(page)
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  const walkTo = async (address) => {
    await page.evaluate((to) => {
      globalThis.history.pushState(null, '', to)
      globalThis.dispatchEvent(new PopStateEvent('popstate'))
    }, address)
    await settled(page)
  }

  test('W89 a receipt says why in Arabic; what an older version wrote stands as English', async () => {
    await walkTo(`/sources/${filled.source}`)
    await page.getByText('هذا المجلد فارغ.').waitFor()
    await page.getByText('لا يمكن فتح هذا الأرشيف').first().waitFor()
    await page.getByText('لا يمكن فك ترميز هذه الصورة').waitFor()
    const old = page.getByText(oldWords)
    assert.deepEqual([await old.getAttribute('lang'), await old.getAttribute('dir')], ['en', 'ltr'])
    assert.deepEqual(await englishOn(page, 'main'), [])
    assert.deepEqual(faults, [])
  })

  test('W89 the plan of an erasure is in Arabic', async () => {
    await walkTo(`/people/${filled.person}`)
    await page.getByRole('button', { name: 'محو نهائي…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('اسم واحد').waitFor()
    await dialog.getByText('رسائل المصادر وصورها وملفاتها تبقى').waitFor()
    assert.deepEqual(await englishOn(page, '[role=dialog]'), [])
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('W89 what a table is like is told in Arabic', async () => {
    await walkTo('/people/import')
    const csv = 'name,birth year\nنازدار,غير مقروء\n,1999\n'
    await page
      .locator('main input[type=file]')
      .first()
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await page.getByText('بوصفه سنة ميلاد').waitFor()
    await page.getByText('لا اسم في هذا السطر').waitFor()
    assert.deepEqual(await englishOn(page, 'main'), [])
  })

  test('W90 acts are in Arabic, with the English words that an approval serves below', async () => {
    await walkTo('/acts')
    const main = page.getByRole('main')
    await main.getByText('محو العنصر').waitFor()
    await main
      .getByText(/السلطة: .?طلبته العائلة/u)
      .first()
      .waitFor()
    await main.getByText('عرض اسم الشخص المحمي').waitFor()
    assert.deepEqual(await englishOn(page, 'main'), [])
    const asWritten = main.locator('details [lang="en"]').first()
    assert.equal(await asWritten.isVisible(), false)
    await main.getByText('الكلمات التي في السجل').first().click()
    assert.match(await asWritten.innerText(), /^Show the protected informant of the source /u)
    assert.deepEqual(faults, [])
  })

  test('W100 what a check finds is told in Arabic', async () => {
    const blobs = path.join(world.dir, 'blobs')
    await writeFile(path.join(blobs, 'notes.txt'), '')
    const names = await readdir(blobs, { recursive: true })
    await rm(
      path.join(
        blobs,
        names.find((name) => name.endsWith('.age')),
      ),
    )
    await walkTo('/log')
    await page.getByRole('button', { name: 'فحص سريع' }).click()
    await page.getByText('مفقود').waitFor()
    await page.getByText('لكن الخزنة لا تعرفه').waitFor()
    assert.deepEqual(await englishOn(page, '[role=alert]'), [])
    await page.setViewportSize({ width: 360, height: 800 })
    await settled(page)
    const [wide, given] = await page
      .locator('[role=alert] table')
      .evaluate((found) => [found.scrollWidth, found.parentElement.clientWidth])
    assert.ok(wide <= given, `the list of faults is ${wide} of ${given} px wide`)
    assert.deepEqual(faults, [])
  })
})
