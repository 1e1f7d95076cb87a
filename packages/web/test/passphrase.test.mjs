import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { auditPage } from './audit.mjs'
import { openBrowser, openPage, settled, skip, unlock } from './browser.mjs'
import { passphrase, serveWorld } from './served-world.mjs'

const newPassphrase = 'four brown otters in a pool'

/** Opens the dialog and fills it. */
const asked = async (page, { now = passphrase, next = newPassphrase, again = next } = {}) => {
  await page.getByRole('button', { name: 'Change it' }).click()
  const dialog = page.getByRole('dialog', { name: 'Change your passphrase' })
  await dialog.getByLabel('Your passphrase now', { exact: true }).fill(now)
  await dialog.getByLabel('New passphrase', { exact: true }).fill(next)
  await dialog.getByLabel('The same again', { exact: true }).fill(again)
  await dialog.getByRole('button', { name: 'Change', exact: true }).click()
  return dialog
}

const shot = (page, name) =>
  process.env.HOMEWARD_SHOTS === undefined
    ? undefined
    : page.screenshot({ path: `${process.env.HOMEWARD_SHOTS}/${name}.png` })

describe('a new passphrase', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({ filled: false })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  const onKeys = async (t, options = {}) => {
    const { page, context } = await openPage({ browser, url: world.url, ...options })
    t.after(() => context.close())
    await unlock(page, world.url, '/keys')
    return page
  }

  test('W31 W23 W24 the dialog stands at every width, in both schemes', async (t) => {
    for (const [width, scheme] of [
      [360, 'light'],
      [360, 'dark'],
      [1280, 'light'],
      [1280, 'dark'],
    ]) {
      const page = await onKeys(t, { width, scheme })
      await shot(page, `passphrase-page-${width}-${scheme}`)
      const dialog = await asked(page, { again: 'something else' })
      await dialog.getByText('This is not the same passphrase').waitFor()
      await settled(page)
      assert.deepEqual(await auditPage(page), [])
      await shot(page, `passphrase-${width}-${scheme}`)
    }
  })

  test('W31 S45 a weak passphrase is refused in words, and what was typed stays', async (t) => {
    const page = await onKeys(t)
    const dialog = await asked(page, { next: 'too short' })
    await dialog.getByRole('alert').getByText('is too short').waitFor()
    assert.equal(await dialog.getByLabel('New passphrase', { exact: true }).inputValue(), 'too short')
  })

  test('W31 S45 the new passphrase opens the vault, the old one does not, and another browser is out', async (t) => {
    const other = await onKeys(t)
    const page = await onKeys(t)
    const dialog = await asked(page)
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('The new passphrase opens the vault from now on').waitFor()
    await other.reload()
    await other.getByRole('heading', { name: 'The vault is locked' }).waitFor()
    await other.getByLabel('Passphrase', { exact: true }).fill(newPassphrase)
    await other.keyboard.press('Enter')
    await other.getByRole('navigation').first().waitFor()
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.keyboard.press('Enter')
    await page.getByText('The passphrase does not open this vault').waitFor()
  })
})
