import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openBrowser, openPage, skip } from './browser.mjs'
import { secondPassphrase, serveWorld } from './served-world.mjs'

describe('access', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({ second: { role: 'reader', grants: ['registry'] } })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('S33 a member sees the part that is open to them, and is told that there are others', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await page.goto(world.url)
    await page.getByLabel('Passphrase', { exact: true }).fill(secondPassphrase)
    await page.keyboard.press('Enter')
    await page.getByText('You are a reader. Open to you: people.').waitFor()
    const links = await page.getByRole('navigation').first().getByRole('link').allTextContents()
    const places = links.filter((text) => text !== '')
    assert.deepEqual(places, ['Homeward', 'Home', 'People', 'Log'])
    const main = page.getByRole('main')
    assert.equal(await main.getByText('Sources', { exact: true }).count(), 0)
    assert.equal(await main.getByText('Messages', { exact: true }).count(), 0)
    await page.getByRole('link', { name: 'People' }).first().click()
    await main.getByRole('link').first().waitFor()
    assert.deepEqual(faults, [])
    await page.goto(`${world.url}/sources`)
    await page.getByText('This part of the vault (sources and messages) is closed to you.').waitFor()
  })
})
