import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

const answered = async (page, count) => {
  await phone.beginSession(page)
  for (let n = 0; n < count; n += 1) await phone.answer(page, 'Not recognised')
  await phone.press(page, 'Break')
  await phone.press(page, 'Back to the beginning, go on later')
}

const meet = async (page) => {
  await phone.press(page, 'Connect to the office')
  await page.getByRole('button', { name: 'To the album' }).waitFor()
}

const home = (page) => phone.press(page, 'To the album')

describe('a phone meets its office', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  const paired = async (t, { count = 6, ...rest } = {}) => {
    const office = await openOffice(await inventAlbum({ count, ...rest }))
    t.after(() => office.close())
    const opening = await phone.openPhone(browser, office.url)
    t.after(() => opening.context.close())
    await phone.pairPhone(opening.page, office.invitation)
    return { office, ...opening }
  }

  test('AL49 a stranger who answers in the office’s place ends and changes nothing', async (t) => {
    const { office, page } = await paired(t)
    const held = await phone.stored(page)
    office.set.signSeed = randomBytes(32)
    office.set.state = 'revoked'
    await meet(page)
    await page.getByText('Something answered that is not your office').waitFor()
    assert.deepEqual((await phone.stored(page)).keys, held.keys)
    office.set.signSeed = null
    office.set.isLocked = true
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('The office is closed').waitFor()
    assert.deepEqual((await phone.stored(page)).keys, held.keys)
  })

  test('AL49 a revoked phone destroys its album, sends its sessions, and then destroys these too', async (t) => {
    const { office, page } = await paired(t)
    await answered(page, 2)
    office.set.state = 'revoked'
    await phone.press(page, 'Connect to the office')
    await phone.heading(page, 'This album was ended')
    await page.getByText('2 answers arrived').waitFor()
    const [session] = office.sessions.values()
    assert.equal(session.events.filter(({ read }) => read.what.type === 'answered').length, 2)
    assert.deepEqual(await phone.stored(page), { door: null, keys: [], sizes: [] })
    await page.reload()
    await phone.heading(page, 'No album on this phone')
    assert.equal(await page.getByText('the browser has removed it').count(), 0)
  })

  test('AL56 a contact that is cut at any request goes on where it stopped, and nothing comes twice', async (t) => {
    const { office, page } = await paired(t)
    await answered(page, 3)
    const fresh = await inventAlbum({ count: 7 })
    office.set.album = fresh
    let cuts = 0
    for (; cuts < 40; cuts += 1) {
      office.set.cutAfter = cuts
      await meet(page)
      const isDone = (await page.getByRole('heading', { name: 'Done' }).count()) > 0
      await home(page)
      if (isDone) break
    }
    assert.ok(cuts >= 5 && cuts < 40, `${cuts} cuts`)
    const [session] = office.sessions.values()
    assert.deepEqual(
      session.events.map(({ read }) => read.seq),
      session.events.map((_event, at) => at),
    )
    await page.getByText('7 pictures', { exact: false }).waitFor()
    assert.equal((await phone.stored(page)).keys.length, 7 + 2 + session.events.length + 1)
  })

  test('AL56 what was taken, and whose answer was lost, is sent again and changes nothing', async (t) => {
    const { office, page } = await paired(t)
    await answered(page, 2)
    office.set.loseAnswerTo = /POST .*\/events$/u
    await meet(page)
    await phone.heading(page, 'The contact did not come through')
    const [session] = office.sessions.values()
    const { length } = session.events
    await page.getByRole('button', { name: 'Try again' }).click()
    await phone.heading(page, 'Done')
    assert.equal(session.events.length, length)
  })

  test('AL52 a picture that left the album is destroyed on the phone, and one that is not what was promised is not taken', async (t) => {
    const { office, page } = await paired(t)
    const { manifest, pictures } = office.set.album
    const fewer = pictures.slice(1)
    const added = (await inventAlbum({ count: 1 })).pictures[0]
    const spoilt = { ...added, sealed: Buffer.concat([added.sealed.subarray(0, -1), Buffer.from([1])]) }
    const next = [...fewer, spoilt]
    office.set.album = { pictures: next, manifest: { ...manifest, pictures: next.map(({ listed }) => listed) } }
    await meet(page)
    await phone.heading(page, 'The contact did not come through')
    await home(page)
    await page.getByText('1 picture is not on this phone.').waitFor()
    // The phone, the manifest, and five of the six pictures.
    assert.equal((await phone.stored(page)).keys.length, 7)
    office.set.album = { ...office.set.album, pictures: [...fewer, added] }
    await meet(page)
    await page.getByText('1 picture came').waitFor()
  })

  test('AL48 an album closes itself when its time is over, and a clock that is turned back does not open it', async (t) => {
    const { office, page } = await paired(t, { until: Date.now() + 86_400_000 })
    await answered(page, 1)
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
    await answered(page, 1)
    await meet(page)
    await page.getByText('1 answer arrived').waitFor()
    const [session] = office.sessions.values()
    // The phone's own claim, as it is (H9).
    assert.match(session.events[0].read.at, /^2019-05-01/u)
  })
})
