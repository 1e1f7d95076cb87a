import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

describe('the door of a phone', { skip: phone.skip }, () => {
  let browser
  let album
  before(async () => {
    browser = await phone.openBrowser()
    album = await inventAlbum({ count: 3, showNames: true })
  })
  after(() => browser?.close())

  const paired = async (t, options = {}) => {
    const office = await openOffice(album)
    t.after(() => office.close())
    const opening = await phone.openPhone(browser, office.url, options)
    t.after(() => opening.context.close())
    await phone.pairPhone(opening.page, office.invitation, options)
    return { office, ...opening }
  }

  test('AL42 AL44 with the phone’s own key a PIN opens it; both slots look alike, and nothing but the count of tries is in clear', async (t) => {
    const { page } = await paired(t, { hardware: true, duress: phone.duressPin })
    const held = await phone.stored(page)
    assert.equal(held.door.kind, 'pin')
    const [first, second] = held.door.slots
    assert.equal(first.length, second.length)
    // A manifest, the phone, three pictures: each under an id that says nothing.
    assert.equal(held.keys.length, 5)
    for (const key of held.keys) assert.match(key, /^[\da-f]{32}$/u)
    await page.reload()
    await phone.unlockPhone(page, { hardware: true, secret: '503818' })
    await page.getByText('That was not the PIN.').waitFor()
    assert.equal((await phone.stored(page)).door.tries, 1)
    await phone.unlockPhone(page, { hardware: true })
    await phone.heading(page, 'Album')
    assert.equal((await phone.stored(page)).door.tries, 0)
  })

  test('AL43 tries are counted before they are made, wait longer and longer, and the tenth destroys everything', async (t) => {
    const { page } = await paired(t)
    await page.clock.install()
    await page.reload()
    await page.getByLabel('Passphrase or number').fill('no such thing')
    // The page goes away while it reckons: the try was made.
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    let { door } = await phone.stored(page)
    for (let asked = 0; door.tries === 0 && asked < 1000; asked += 1) ({ door } = await phone.stored(page))
    await page.reload()
    await page.getByLabel('Passphrase or number').waitFor()
    assert.equal((await phone.stored(page)).door.tries, 1)
    const waits = []
    for (let tries = 2; tries <= 10; tries += 1) {
      await phone.unlockPhone(page, { secret: `no such thing ${tries}` })
      if (tries === 10) break
      await page.getByText(`${10 - tries} ${tries === 9 ? 'try is' : 'tries are'} left`).waitFor()
      const waiting = page.getByText(/^Wait \d+ seconds\.$/u)
      if ((await waiting.count()) > 0) {
        const [seconds] = /\d+/u.exec(await waiting.innerText())
        waits.push(Number(seconds))
        assert.ok(await page.getByRole('button', { name: 'Open', exact: true }).isDisabled())
        await page.clock.fastForward((Number(seconds) + 1) * 1000)
        await waiting.waitFor({ state: 'detached' })
      }
    }
    await page.getByText('the keys of the album were destroyed').waitFor()
    assert.equal(waits.length, 7)
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    )
    assert.deepEqual(await phone.stored(page), { door: null, keys: [], sizes: [] })
  })

  test('AL45 the duress PIN opens an empty album that looks used, and the other one opens nothing any more', async (t) => {
    const { page } = await paired(t, { duress: phone.duressPassphrase })
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
    for (const { name } of album.manifest.pictures) assert.ok(!text.includes(name))
    assert.ok(!text.includes(album.manifest.organisation))
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
    const { page } = await paired(t)
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
    const { page } = await paired(t)
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
