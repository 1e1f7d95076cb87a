import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

/**
 * A phone that was paired with an office of its own and has fetched its album; both end with the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {import('playwright-core').Browser} browser
 * @param {{album?: object, options?: object}} what what the album is like, and the phone
 */
export const openPaired = async (t, browser, { album = {}, options = {} } = {}) => {
  const office = await openOffice(await inventAlbum({ count: 4, ...album }))
  t.after(() => office.close())
  const opening = await phone.openPhone(browser, office.url, options)
  t.after(() => opening.context.close())
  await phone.pairPhone(opening.page, office.invitation, options)
  return { office, ...opening }
}

/** Begins a session, gives some answers, and goes back to the first screen in a break. */
export const answerSome = async (page, count) => {
  await phone.beginSession(page)
  for (let n = 0; n < count; n += 1) await phone.answer(page, 'Not recognised')
  await phone.press(page, 'Break')
  await phone.press(page, 'Back to the beginning, go on later')
}

/** A contact with the office, to its end, whatever that is. */
export const meet = async (page) => {
  await phone.press(page, 'Connect to the office')
  await page.getByRole('button', { name: 'To the album' }).waitFor()
}

/** From the end of a contact to the first screen. */
export const goHome = (page) => phone.press(page, 'To the album')
