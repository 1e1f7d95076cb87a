import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerSome, goHome, meet, openPaired } from './meeting.mjs'
import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

describe('an album that changes or ends', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  test('AL52 a picture that left the album is destroyed on the phone, and one that is not what was promised is not taken', async (t) => {
    const { office, page } = await openPaired(t, browser)
    const { manifest, pictures } = office.set.album
    const fewer = pictures.slice(1)
    const added = (await inventAlbum({ count: 1 })).pictures[0]
    const spoilt = { ...added, sealed: Buffer.concat([added.sealed.subarray(0, -1), Buffer.from([1])]) }
    const next = [...fewer, spoilt]
    office.set.album = { pictures: next, manifest: { ...manifest, pictures: next.map(({ listed }) => listed) } }
    await meet(page)
    await phone.heading(page, 'The contact did not come through')
    await goHome(page)
    await page.getByText('1 picture is not on this phone.').waitFor()
    // The phone, the manifest, and three of the four pictures.
    assert.equal((await phone.stored(page)).keys.length, 5)
    office.set.album = { ...office.set.album, pictures: [...fewer, added] }
    await meet(page)
    await page.getByText('1 picture came').waitFor()
  })

  test('AL48 an album closes itself when its time is over, and a clock that is turned back does not open it', async (t) => {
    const { office, page } = await openPaired(t, browser, { album: { until: Date.now() + 86_400_000 } })
    await answerSome(page, 1)
    await page.clock.install({ time: Date.now() - 3 * 3_600_000 })
    await page.reload()
    await phone.unlockPhone(page)
    await page.getByText('This phone’s clock was turned back.').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Go on with the session' }).count(), 0)
    await page.clock.setSystemTime(Date.now() + 2 * 86_400_000)
    await page.reload()
    await phone.unlockPhone(page)
    await page.getByText(/The album closed itself on/u).waitFor()
    // Back to a day on which it was open: its pictures are gone all the same; the answer is not.
    await page.clock.setSystemTime(Date.now())
    await page.reload()
    await phone.unlockPhone(page)
    await page.getByText('This phone’s clock was turned back.').waitFor()
    office.set.state = 'expired'
    await meet(page)
    await page.getByText('1 answer arrived').waitFor()
  })

  test('AL48 a phone whose clock is years off can be used, and says so', async (t) => {
    const office = await openOffice(await inventAlbum({ count: 3 }))
    t.after(() => office.close())
    const { page, context } = await phone.openPhone(browser, office.url)
    t.after(() => context.close())
    await page.clock.install({ time: Date.parse('2019-05-01T08:00:00Z') })
    await phone.pairPhone(page, office.invitation)
    await page.getByText(/This phone’s clock is off by \d/u).waitFor()
    await answerSome(page, 1)
    await meet(page)
    await page.getByText('1 answer arrived').waitFor()
    const [session] = office.sessions.values()
    // The phone's own claim, as it is (H9).
    assert.match(session.events[0].read.at, /^2019-05-01/u)
  })
})
