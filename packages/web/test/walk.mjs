import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { auditPage, stilled } from './audit.mjs'
import { go, settled } from './browser.mjs'

/** Locks whatever is open and unlocks as whoever has this passphrase. */
export const enter = async (page, url, phrase) => {
  await page.goto(url)
  const field = page.getByLabel('Passphrase', { exact: true })
  const lock = page.getByRole('button', { name: /^Lock/u }).first()
  await field.or(lock).first().waitFor()
  if (await lock.isVisible()) await lock.click()
  await field.fill(phrase)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
  await settled(page)
}

/** Where the first link leads that a selector finds on the page at an address. */
export const firstLink = async (page, from, selector) => {
  await go(page, from)
  return page.locator(selector).first().getAttribute('href')
}

/** Saves what an editor holds; what it showed is on the page once only when the editor has gone. */
export const save = async (page) => {
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' })
}

/** Keeps a picture of the page where somebody asked for pictures, and finds nothing wrong on it. */
export const look = async (page, name) => {
  await settled(page)
  const dir = process.env.HOMEWARD_SCREENSHOTS
  for (const [width, scheme] of [
    [360, 'light'],
    [1280, 'dark'],
  ]) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    await settled(page)
    await stilled(page)
    if (dir !== undefined) {
      await mkdir(dir, { recursive: true })
      await page.screenshot({ path: path.join(dir, `${name}-${width}.png`), fullPage: true })
    }
    assert.deepEqual(await auditPage(page), [], `${name} at ${width} px`)
  }
}
