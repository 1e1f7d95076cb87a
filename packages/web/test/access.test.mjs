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
    const places = await page.getByRole('navigation').first().getByRole('link').allTextContents()
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
  test('W19 V18 S33 the log page lists the logs of all members; closed entries are shown as sealed, and each log has its result', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await page.goto(`${world.url}/log`)
    await page.getByLabel('Passphrase', { exact: true }).fill(secondPassphrase)
    await page.keyboard.press('Enter')
    const table = page.getByRole('region', { name: '2 logs' })
    await table.getByText('you, here').waitFor()
    await table.getByText('vault founded here').waitFor()
    assert.equal(await table.getByText('not since the vault was opened').count(), 2)
    await page.getByRole('region', { name: '1 entry of Second' }).getByText('log begun on a device').waitFor()

    await table.getByRole('button', { name: /^Read the log of Nermin/u }).click()
    const entries = page.getByRole('region', { name: /entries of Nermin$/u })
    await entries.getByText('member admitted').waitFor()
    await entries.getByText('sealed entry of a part that is closed to you').first().waitFor()
    assert.equal(await entries.getByText('source received').count(), 0)

    await page.getByLabel('Member', { exact: true }).selectOption('Second')
    assert.equal(await table.getByRole('row').count(), 2)
    await page.getByRole('region', { name: '1 entry of Second' }).waitFor()
    await page.getByLabel('Member', { exact: true }).selectOption('All members')
    await page.getByRole('button', { name: 'Quick check' }).click()
    await page.getByText('No fault found.').waitFor()
    await table.getByText('no fault').nth(1).waitFor()
    assert.deepEqual(faults, [])
  })
})
