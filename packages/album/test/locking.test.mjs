import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openPaired } from './meeting.mjs'
import * as phone from './phone.mjs'

/** Names are shown, so that there is something to find where nothing may be. */
const named = { count: 3, showNames: true }

describe('a phone under duress, hidden or emptied', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  test('AL45 the duress PIN opens an empty album that looks used, and the other one opens nothing any more', async (t) => {
    const { office, page } = await openPaired(t, browser, { album: named, options: { duress: phone.duressPassphrase } })
    await phone.beginSession(page)
    await phone.answer(page, 'Not recognised')
    const held = await phone.stored(page)
    assert.ok(held.keys.length >= 8)
    await page.reload()
    await phone.unlockPhone(page, { secret: phone.duressPassphrase })
    await phone.heading(page, 'Album')
    await page.getByText(/The album closed itself on/u).waitFor()
    await page
      .getByText(/arrived at the office/u)
      .first()
      .waitFor()
    const text = await page.locator('body').innerText()
    for (const { name } of office.set.album.manifest.pictures) assert.ok(!text.includes(name))
    assert.ok(!text.includes(office.set.album.manifest.organisation))
    const emptied = await phone.stored(page)
    assert.equal(emptied.keys.length, 1)
    assert.ok(!held.keys.includes(emptied.keys[0]))
    assert.deepEqual(Object.keys(emptied.door), Object.keys(held.door))
    assert.equal(emptied.door.slots.filter((slot, at) => `${slot}` === `${held.door.slots[at]}`).length, 1)
    await phone.press(page, 'Connect to the office')
    await phone.heading(page, 'The contact did not come through')
    await page.reload()
    await phone.unlockPhone(page)
    await page.getByText('That was not it.').waitFor()
    await phone.unlockPhone(page, { secret: phone.duressPassphrase })
    await page.getByText(/The album closed itself on/u).waitFor()
    assert.deepEqual((await phone.stored(page)).keys, emptied.keys)
  })

  test('AL46 a page that is hidden, or left alone, is locked, and nothing of the album is left on it', async (t) => {
    const { page } = await openPaired(t, browser, { album: named })
    await phone.beginSession(page)
    const name = page.locator('p bdi').first()
    assert.match(await name.innerText(), /Kaniyasor/u)
    await phone.hide(page)
    await page.getByLabel('Passphrase or number').waitFor()
    const left = await page.content()
    assert.ok(!left.includes('Kaniyasor') && !left.includes('<canvas'))
    await page.clock.install()
    await phone.unlockPhone(page)
    await phone.press(page, 'Go on with the session')
    await phone.pictureShown(page)
    await page.clock.fastForward(16 * 60_000)
    await page.getByLabel('Passphrase or number').waitFor()
    assert.ok(!(await page.content()).includes('<canvas'))
  })

  test('AL50 storage that the browser removed is noticed and said', async (t) => {
    const { page } = await openPaired(t, browser, { album: named })
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          indexedDB.deleteDatabase('album').onsuccess = resolve
        }),
    )
    await page.reload()
    await page.getByText('the browser has removed it').waitFor()
  })
})
