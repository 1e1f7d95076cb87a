import assert from 'node:assert/strict'
import { go } from './browser.mjs'
import { newPhone } from './served-album.mjs'
import { look } from './walk.mjs'

/** Pairs a phone at the desk, as two people with a phone and a screen do. */
export const pairAtDesk = async (page, world, name) => {
  const phone = newPhone(world)
  await go(page, '/albums/pair')
  const main = page.getByRole('main')
  const asked = page.waitForResponse((response) => response.url().endsWith('/api/albums/invitations'))
  await main.getByRole('button', { name: 'Begin' }).click()
  const { url } = await (await asked).json()
  await main.getByText('Scan this with the phone').waitFor()
  await look(page, 'album-pair-scan')
  await phone.scan(url)
  const code = main.getByLabel('The six digits')
  await code.waitFor()
  assert.equal(await code.textContent(), phone.code())
  await main.getByLabel('Name of the phone').fill(name)
  await look(page, 'album-pair-compare')
  await main.getByRole('button', { name: 'They are the same' }).click()
  await main.getByText('is paired. Now make an album for it.').waitFor()
  assert.equal(await phone.pairState(), 'paired')
  return phone
}
