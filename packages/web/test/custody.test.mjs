import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { auditPage } from './audit.mjs'
import { go, openBrowser, openPage, settled, skip } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld } from './served-world.mjs'
import { enter } from './walk.mjs'

describe('custody of reading', { skip }, () => {
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

  test('CU1 CU5 W3 what a reader searched for is shown to them, and to the founder with their name', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    const main = page.getByRole('main')
    await enter(page, world.url, secondPassphrase)
    await go(page, '/people')
    await page.getByPlaceholder(/name/u).last().fill('Gulan')
    await page.waitForResponse(/query=Gulan/u)
    await go(page, '/log')
    await main.getByRole('link', { name: 'Who read what' }).click()
    await main.getByText('What you did yourself. Coordinators see it of everybody.').waitFor()
    await main.getByRole('row', { name: /Second Searched people “Gulan”/u }).waitFor()
    await page.getByRole('button', { name: /^Lock/u }).first().click()

    await page.getByLabel('Passphrase', { exact: true }).fill('not this one')
    await page.keyboard.press('Enter')
    // The wait after a wrong one (S12).
    await page.getByRole('timer').waitFor()
    await page.getByRole('timer').waitFor({ state: 'detached' })
    await enter(page, world.url, passphrase)
    await go(page, '/custody')
    await main.getByRole('row', { name: /Second Unlocked the vault/u }).waitFor()
    await main.getByRole('row', { name: /Second Locked the vault/u }).waitFor()
    await main.getByRole('row', { name: /Nermin Refused to somebody: unlocking the vault/u }).waitFor()
    await main.getByRole('row', { name: /Second Searched people “Gulan”/u }).waitFor()
    for (const [width, scheme] of [
      [360, 'light'],
      [1280, 'dark'],
    ]) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: scheme })
      await settled(page)
      const dir = process.env.HOMEWARD_SCREENSHOTS
      if (dir !== undefined) {
        await mkdir(dir, { recursive: true })
        await page.screenshot({ path: path.join(dir, `custody-${width}.png`), fullPage: true })
      }
      assert.deepEqual(await auditPage(page), [], `${width} px`)
    }
    // The browser notes on its console that the wrong passphrase was answered by 401.
    assert.deepEqual(
      faults.filter((fault) => !fault.includes('401')),
      [],
    )
  })
})
