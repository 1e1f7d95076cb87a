import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { answerSome, goHome, meet, openPaired } from './meeting.mjs'
import { inventAlbum } from './office.mjs'
import * as phone from './phone.mjs'

describe('a phone meets its office', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  test('AL49 a stranger who answers in the office’s place ends and changes nothing', async (t) => {
    const { office, page } = await openPaired(t, browser)
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
    const { office, page } = await openPaired(t, browser)
    await answerSome(page, 2)
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
    const { office, page } = await openPaired(t, browser)
    await answerSome(page, 3)
    const fresh = await inventAlbum({ count: 7 })
    office.set.album = fresh
    let cuts = 0
    for (; cuts < 40; cuts += 1) {
      office.set.cutAfter = cuts
      await meet(page)
      const isDone = (await page.getByRole('heading', { name: 'Done' }).count()) > 0
      await goHome(page)
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
    const { office, page } = await openPaired(t, browser)
    await answerSome(page, 2)
    office.set.loseAnswerTo = /POST .*\/events$/u
    await meet(page)
    await phone.heading(page, 'The contact did not come through')
    const [session] = office.sessions.values()
    const { length } = session.events
    await page.getByRole('button', { name: 'Try again' }).click()
    await phone.heading(page, 'Done')
    assert.equal(session.events.length, length)
  })
})
