import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, openBrowser, openPage, skip } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld } from './served-world.mjs'
import { enter, look } from './walk.mjs'

const name = 'Berivan Quarrington'

describe('protected informants', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({ filled: false, second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('W77 R47 R49 R50 a name that is protected at the import is shown to who asked, when another approved, and hidden again', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    const main = page.getByRole('main')
    await enter(page, world.url, passphrase)
    await go(page, '/sources/import')
    const input = page.locator('input[type=file]').first()
    await input.setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a quiet note') })
    const box = main.getByRole('checkbox', { name: 'Protect them' })
    assert.equal(await box.isDisabled(), true)
    await main.getByLabel('From whom it came').fill(name)
    await box.check()
    await look(page, 'informant-import')
    await main.getByRole('button', { name: 'Import 1 file' }).click()
    await main.getByRole('link', { name: 'Open the source' }).click()
    await main.getByText('Protected', { exact: true }).waitFor()
    assert.equal(await main.getByText(name).count(), 0)
    const address = new URL(page.url()).pathname
    await main.getByRole('button', { name: 'Ask to be shown who it is' }).click()
    await page.getByRole('dialog').getByLabel('Why you need to know').fill('The court asks')
    await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()
    await main.getByText('That waits for a second person.').waitFor()
    await look(page, 'informant-waiting')

    await enter(page, world.url, secondPassphrase)
    await main.getByText('The court asks').waitFor()
    await main.getByRole('heading', { name: 'Show a protected source' }).waitFor()
    await main.getByRole('button', { name: 'Approve…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
    await main.getByRole('button', { name: 'Approve…' }).waitFor({ state: 'detached' })

    await enter(page, world.url, passphrase)
    await go(page, address)
    await main.getByRole('button', { name: 'Show me who it is' }).click()
    await main.getByText(name).waitFor()
    await look(page, 'informant-shown')
    await main.getByRole('button', { name: 'Hide it now' }).click()
    await main.getByText(name).waitFor({ state: 'detached' })
    // Within the ten minutes it is shown again without another act.
    await main.getByRole('button', { name: 'Show me who it is' }).click()
    await main.getByText(name).waitFor()
    await go(page, '/sources')
    assert.equal(await main.getByText(name).count(), 0)
    assert.deepEqual(faults, [])
  })
})
