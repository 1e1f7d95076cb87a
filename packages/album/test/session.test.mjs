import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

/** What an office got of a session, as words. */
const told = ({ events }) =>
  events.map(({ read: { what } }) => (what.type === 'answered' ? `answered ${what.answer}` : what.type))

describe('a session on a phone', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  const opened = async (t, options = {}) => {
    const office = await openOffice(await inventAlbum({ count: 5 }))
    t.after(() => office.close())
    const opening = await phone.openPhone(browser, office.url, options)
    t.after(() => opening.context.close())
    return { office, ...opening }
  }

  test('AL47 the token leaves the address at once, both sides show the same digits, and what was paired meets its office', async (t) => {
    const { office, page, faults } = await opened(t)
    office.set.judge = 'waiting'
    await phone.setUpPhone(page, office.invitation)
    await phone.heading(page, 'Compare the digits')
    assert.equal(page.url(), `${office.url}/album/`)
    assert.equal((await page.locator('[class*=digits]').innerText()).replaceAll(/\s/gu, ''), office.seen.code)
    office.set.judge = 'paired'
    await phone.heading(page, 'Done')
    await page.getByText('5 pictures came').waitFor()
    assert.deepEqual(faults, [])
  })

  test('AL47 a pairing that ends without a phone says why', async (t) => {
    const { office, page } = await opened(t)
    office.set.judge = 'refused'
    await phone.setUpPhone(page, office.invitation)
    await page.getByText('the digits were not the same').waitFor()
    await phone.press(page, 'Back')
    await phone.unlockPhone(page)
    await page.getByText('This phone is not connected to an office yet.').waitFor()
    // The door of the first try is there; an invitation that nobody knows pairs nothing.
    const other = office.invitation.slice(0, -26) + 'z'.repeat(26)
    await page.goto('about:blank')
    await page.goto(other)
    await page.getByText('This phone already holds an album.').waitFor()
    await phone.press(page, 'Keep what is here')
    await page.getByLabel('Passphrase or number').waitFor()
  })

  test('AL54 AL55 AL62 a session without a network: every answer is durable, and arrives once', async (t) => {
    const { office, page, context, faults } = await opened(t)
    await phone.pairPhone(page, office.invitation)
    await context.setOffline(true)
    await phone.beginSession(page)
    await phone.answer(page, 'Not recognised')
    await phone.press(page, 'Recognised')
    await phone.heading(page, 'Do you want to tell more?')
    await page.getByLabel('Where did you see this person?').fill('A house near the mill')
    await page.getByLabel('From', { exact: true }).selectOption('2016')
    await page.getByLabel('How were they, in your own words?').fill('Thin, and not alone')
    await phone.press(page, 'Keep this')
    await phone.pictureShown(page)
    await phone.press(page, 'Change')
    await phone.press(page, 'Not sure')
    await phone.heading(page, 'Do you want to tell more?')
    await phone.press(page, 'Leave this out')
    await phone.pictureShown(page)
    await phone.answer(page, 'Would rather not say')
    await phone.press(page, 'Break')
    await phone.heading(page, 'A break')
    await phone.press(page, 'Go on')
    await phone.pictureShown(page)
    await phone.answer(page, 'Not recognised')
    await phone.answer(page, 'Not recognised')
    await phone.heading(page, 'That was the last picture')
    await phone.press(page, 'End the session')
    await page.getByText('5 answers of 5 pictures kept.').waitFor()
    assert.equal(office.sessions.size, 0)
    await context.setOffline(false)
    await phone.press(page, 'Back to the beginning')
    await phone.press(page, 'Connect to the office')
    // What was told of an answer makes no second one; a changed answer is one beside the earlier.
    await page.getByText('6 answers arrived').waitFor()
    const [session] = office.sessions.values()
    assert.deepEqual(told(session), [
      'begun',
      'shown',
      'answered not-recognised',
      'shown',
      'answered recognised',
      'answered recognised',
      'shown',
      // Looked at again: what had been answered stays beside it.
      'shown',
      'answered unsure',
      'shown',
      'answered unsaid',
      'shown',
      'paused',
      'resumed',
      'shown',
      'answered not-recognised',
      'shown',
      'answered not-recognised',
      'ended',
    ])
    const { order } = session.events[0].read.what
    assert.deepEqual(order.toSorted(), office.set.album.manifest.pictures.map(({ id }) => id).toSorted())
    const detailed = session.events[5].read.what
    assert.equal(detailed.where, 'A house near the mill')
    assert.deepEqual(detailed.when, { from: '2016' })
    const words = JSON.parse(session.files.get(detailed.words.id).toString('utf8'))
    assert.equal(words.condition, 'Thin, and not alone')
    await phone.press(page, 'To the album')
    await page.getByText('arrived at the office').waitFor()
    assert.deepEqual(faults, [])
  })
})
