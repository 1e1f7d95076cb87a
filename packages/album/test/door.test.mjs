import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openPaired } from './meeting.mjs'
import * as phone from './phone.mjs'

/** Names are shown, so that there is something to find where nothing may be. */
const named = { count: 3, showNames: true }

describe('the door of a phone', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  test('AL42 AL44 with the phone’s own key a PIN opens it; both slots look alike, and nothing but the count of tries is in clear', async (t) => {
    const { page } = await openPaired(t, browser, {
      album: named,
      options: { hardware: true, duress: phone.duressPin },
    })
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
    const { page } = await openPaired(t, browser, { album: named })
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
})
