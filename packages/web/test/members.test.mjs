import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { auditPage } from './audit.mjs'
import { go, openBrowser, openPage, settled, skip, unlock } from './browser.mjs'
import { secondPassphrase, serveWorld } from './served-world.mjs'

/** Fills both fields of the first step and makes the keys. */
const makeKeys = async (page, passphrase, again = passphrase) => {
  await page.getByLabel('New passphrase').fill(passphrase)
  await page.getByLabel('The same again').fill(again)
  await page.getByRole('button', { name: 'Make my keys' }).click()
}

/** Joins on the locked page to the end; gives the code and the texts of the cards, as they are on the screen. */
const join = async (page, passphrase) => {
  await page.getByRole('button', { name: 'Join this vault' }).click()
  await makeKeys(page, passphrase)
  await page.getByRole('heading', { name: 'Keep these recovery cards' }).waitFor()
  const cards = await page.locator('article code').allTextContents()
  await page.getByLabel('I printed the cards').check()
  await page.getByRole('button', { name: 'Go on to the code' }).click()
  const code = await page.getByLabel('Your code').textContent()
  await page.getByRole('button', { name: 'Go to the locked page' }).click()
  return { code, cards }
}

const unlockAs = async (page, passphrase) => {
  await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
  await page.keyboard.press('Enter')
}

const admit = async (page, { code, name, role, opens }) => {
  await page.getByRole('button', { name: 'Admit' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Code').fill(code)
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('radio', { name: role }).check()
  for (const part of opens) await dialog.getByRole('checkbox', { name: part }).check()
  await dialog.getByRole('button', { name: 'Admit' }).click()
  await dialog.waitFor({ state: 'detached' })
}

/** What the page was told not to do; that it was refused something is told as such, and meant here. */
const forbidden = (faults) => faults.filter((fault) => !/^console: Failed to load resource.* 4\d\d /u.test(fault))

const lock = async (page) => {
  await page.getByRole('button', { name: 'Lock', exact: true }).first().click()
  await page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
}

describe('members', { skip }, () => {
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

  const open = async (t, options = {}) => {
    const opened = await openPage({ browser, url: world.url, ...options })
    t.after(() => opened.context.close())
    return opened
  }

  test('W27 M1 X18 joining asks twice, refuses what would be tried first, and shows the cards once', async (t) => {
    const { page, faults } = await open(t, { width: 360 })
    await page.goto(world.url)
    await page.getByRole('button', { name: 'Join this vault' }).click()
    await makeKeys(page, secondPassphrase, 'two grey herons')
    await page.getByText('This is not the same passphrase.').waitFor()
    await makeKeys(page, 'homeward passphrase')
    await page.getByText('is made of names that somebody would try first').waitFor()
    assert.deepEqual(await auditPage(page), [])
    await makeKeys(page, 'three round stones by the ford')
    await page.getByRole('heading', { name: 'Keep these recovery cards' }).waitFor()
    assert.equal(await page.locator('article ol').first().locator('li').count(), 31)
    assert.equal(await page.locator('article svg title').count(), 3)
    assert.equal(await page.getByRole('button', { name: 'Go on to the code' }).isDisabled(), true)
    const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    assert.equal(paper.match(/\/Type \/Page\b/gu)?.length, 1, 'the cards are printed on one sheet')
    assert.deepEqual(await auditPage(page), [])
    await page.reload()
    await page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
    assert.deepEqual(forbidden(faults), [])
  })

  test('W26 M1 M2 M6 join, be admitted by the code, be changed, and be removed, in the browser alone', async (t) => {
    const { page, faults } = await open(t)
    await page.goto(world.url)
    const { code, cards } = await join(page, secondPassphrase)
    await unlockAs(page, secondPassphrase)
    await page.getByText(code).waitFor()
    await unlock(page, world.url)
    await page.getByText('Only one member can restore the whole vault').waitFor()
    await go(page, '/members')
    const main = page.getByRole('main')
    assert.ok(!(await main.textContent()).includes(code), 'the code is not on the coordinator’s page')
    await admit(page, { code: code.toLowerCase(), name: 'Aras', role: 'Coordinator', opens: ['people'] })
    await main.getByText('Opens people').waitFor()
    await page.getByRole('button', { name: 'Change Aras' }).click()
    const dialog = page.getByRole('dialog')
    for (const part of ['sources and messages', 'testimonies', 'assistance'])
      await dialog.getByRole('checkbox', { name: part }).check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('Only one member can restore the whole vault').waitFor({ state: 'detached' })
    assert.equal(await page.getByRole('button', { name: 'Remove Nermin' }).count(), 0)
    await lock(page)

    await unlockAs(page, secondPassphrase)
    await page.getByRole('navigation').first().waitFor()
    await go(page, '/members')
    // A coordinator neither changes nor removes a founder.
    assert.equal(await page.getByRole('button', { name: /^(?:Change|Remove) Nermin/u }).count(), 0)
    await page.getByRole('button', { name: 'Rehearse' }).click()
    await dialog.getByLabel('First card').fill(cards[0])
    await dialog.getByLabel('Second card').fill('HW1-AAAA')
    await dialog.getByRole('button', { name: 'Rehearse' }).click()
    await dialog.getByRole('alert').waitFor()
    await dialog.getByLabel('Second card').fill(cards[2].toLowerCase())
    await dialog.getByRole('button', { name: 'Rehearse' }).click()
    await page.getByText('The two cards work, and stay as valid as they were.').waitFor()
    await go(page, '/')
    assert.equal(await page.getByText('never', { exact: true }).count(), 1, 'the backup alone was never made')
    await lock(page)

    await unlock(page, world.url, '/members')
    await page.getByRole('button', { name: 'Remove Aras' }).click()
    await dialog.getByRole('button', { name: 'Remove' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText('1 removed member').waitFor()
    await lock(page)
    await unlockAs(page, secondPassphrase)
    await page.getByText('The passphrase does not open this vault.').waitFor()
    assert.deepEqual(forbidden(faults), [])
  })

  test('W26 S33 who manages nobody sees who is there, and what they open themself', async (t) => {
    const other = await serveWorld({ filled: false, second: { role: 'reader', grants: ['registry'] } })
    t.after(() => other.close())
    const { page, context, faults } = await openPage({ browser, url: other.url, width: 360, scheme: 'dark' })
    t.after(() => context.close())
    await page.goto(other.url)
    await unlockAs(page, secondPassphrase)
    await page.getByRole('navigation').first().waitFor()
    await go(page, '/members')
    const main = page.getByRole('main')
    await main.getByText('Nermin').waitFor()
    await main.getByText('Opens people').waitFor()
    assert.equal(await main.getByText('Opens everything').count(), 0)
    const buttons = await main.getByRole('button').allTextContents()
    assert.deepEqual(buttons, ['Rehearse'])
    await settled(page)
    assert.deepEqual(await auditPage(page), [])
    assert.deepEqual(forbidden(faults), [])
  })
})
