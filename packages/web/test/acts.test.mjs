import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openRecords, registerPerson } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { go, openBrowser, openPage, settled, skip } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld } from './served-world.mjs'
import { enter, look } from './walk.mjs'

const names =
  'Azad Berfin Ciwan Dilan Evîn Ferhad Gulan Hêvî Îbo Jiyan Kajîn Lorîn Mizgîn Nêrgiz Ozan Perwîn Rojda Sînem Tewar Viyan Zelal'.split(
    ' ',
  )

const fillVault = async ({ dir }) => {
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  for (const name of names) await registerPerson(records, { names: [{ text: name, kind: 'given' }] })
  vault.close()
}

const proposePackage = async (page, url, reason) => {
  await go(page, '/packages/new')
  for (const name of names) {
    await page.getByPlaceholder('Add a person by name').fill(name)
    await page.getByRole('main').getByRole('listitem').getByRole('button').filter({ hasText: name }).first().click()
  }
  await page.getByLabel('Recipient').fill('Red office')
  await page.getByLabel('Why it is needed').fill(reason)
  await page.getByRole('button', { name: 'Propose it' }).click()
  await page.getByRole('heading', { name: 'Waiting for a second person' }).waitFor()
}

describe('acts of two persons', { skip }, () => {
  let world
  let browser
  before(async () => {
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
  })

  const opened = async (t, options) => {
    world = await serveWorld({ filled: false, ...options })
    await fillVault(world)
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(async () => {
      await context.close()
      await world.close()
    })
    return { page, faults, url: world.url }
  }

  test('W30 R17 R21 W3 one proposes, the other one reads what it is and approves, the first one makes it', async (t) => {
    const { page, faults, url } = await opened(t, { second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    const main = page.getByRole('main')
    await enter(page, url, passphrase)
    await proposePackage(page, url, 'The tracing office asked for all of them')
    await main.getByText('Can approve it: Second').waitFor()
    assert.equal(await main.getByRole('button', { name: 'Approve…' }).count(), 0)
    await go(page, '/')
    await main.getByRole('heading', { name: '1 thing you asked for' }).waitFor()

    await enter(page, url, secondPassphrase)
    await main.getByRole('heading', { name: '1 thing waits for you as the second person' }).waitFor()
    await main.getByText('Package for Red office, for a legal case').waitFor()
    await look(page, 'acts-home')
    await page.setViewportSize({ width: 1280, height: 900 })
    await main.getByText('The people in it (21)').click()
    await main.getByRole('link', { name: 'Zelal' }).waitFor()
    await main.getByRole('button', { name: 'Approve…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Package for Red office').waitFor()
    await dialog.getByLabel('A word about it').fill('Read and agreed')
    await look(page, 'acts-approve')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await main.getByRole('heading', { name: '1 thing waits for you' }).waitFor({ state: 'detached' })

    await enter(page, url, passphrase)
    await main.getByText('Read and agreed').waitFor()
    await go(page, '/acts')
    await look(page, 'acts-approved')
    await main.getByRole('button', { name: 'Make the package' }).click()
    await page.getByText('The package is being made.').waitFor()
    await go(page, '/packages')
    await main.getByText('Red office').waitFor()
    await go(page, '/acts')
    await main.getByText('Nothing waits for a second person').waitFor()
    await main.getByRole('heading', { name: 'Done or over' }).waitFor()
    await look(page, 'acts-done')
    assert.deepEqual(faults, [])
  })

  test('W99 pressing Home while it stands shows what another member did meanwhile', async (t) => {
    const { page, faults, url } = await opened(t, { second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    await enter(page, url, passphrase)
    const other = await openPage({ browser, url })
    t.after(() => other.context.close())
    await enter(other.page, url, secondPassphrase)
    const waiting = other.page.getByRole('heading', { name: '1 thing waits for you as the second person' })
    assert.equal(await waiting.count(), 0)
    await proposePackage(page, url, 'The tracing office asked for all of them')
    await other.page.getByRole('link', { name: 'Home' }).first().click()
    await waiting.waitFor()
    assert.deepEqual(faults, [])
  })

  test('W105 an open Home shows by itself what another member proposes, answers and takes back', async (t) => {
    const { page, faults, url } = await opened(t, { second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    await enter(page, url, passphrase)
    const other = await openPage({ browser, url, height: 500 })
    t.after(() => other.context.close())
    await enter(other.page, url, secondPassphrase)
    const main = other.page.getByRole('main')
    const reads = []
    other.page.on('request', (request) => {
      if (/\/api\/(?:home|acts)$/u.test(request.url())) reads.push(request.url())
    })
    const asks = async (times) => {
      for (let n = 0; n < times; n++)
        await other.page.waitForResponse((response) => response.url().endsWith('/api/session'))
    }
    await asks(2)
    assert.deepEqual(reads, [])

    await proposePackage(page, url, 'The first of two')
    await main.getByRole('heading', { name: '1 thing waits for you' }).waitFor()
    await main.getByText('The people in it (21)').click()
    const approve = main.getByRole('button', { name: 'Approve…' })
    await approve.click()
    const note = other.page.getByRole('dialog').getByLabel('A word about it')
    await note.fill('Half a sentence')
    await proposePackage(page, url, 'The second of two')
    await asks(2)
    assert.equal(await note.inputValue(), 'Half a sentence')
    assert.equal(await main.getByText('The second of two').count(), 0)
    await other.page.keyboard.press('Escape')
    await note.waitFor({ state: 'detached' })
    const first = main.getByRole('article').filter({ hasText: 'The first of two' })
    const topOf = async () => (await first.boundingBox())?.y
    await other.page.mouse.move(700, 300)
    await other.page.mouse.wheel(0, 300)
    await other.page.waitForFunction(() => globalThis.scrollY > 0)
    await settled(other.page)
    const top = await topOf()
    await main.getByRole('heading', { name: '2 things wait for you' }).waitFor()
    await settled(other.page)
    assert.ok(Math.abs((await topOf()) - top) < 2, 'the page stays where it was scrolled to')
    assert.ok(await first.getByRole('link', { name: 'Zelal' }).isVisible(), 'what was unfolded stays')
    const isFocused = await first
      .getByRole('button', { name: 'Approve…' })
      .evaluate((button) => document.activeElement === button)
    assert.ok(isFocused, 'the focus stays')
    await look(other.page, 'acts-home-by-itself')

    await go(page, '/')
    const mine = page.getByRole('main')
    await mine.getByRole('heading', { name: '2 things you asked for' }).waitFor()
    await first.getByRole('button', { name: 'Approve…' }).click()
    assert.equal(await note.inputValue(), 'Half a sentence')
    await other.page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
    await mine.getByText('Half a sentence').waitFor()
    const second = mine.getByRole('article').filter({ hasText: 'The second of two' })
    await second.getByRole('button', { name: 'Take it back' }).click()
    await main.getByText('The second of two').waitFor({ state: 'detached' })
    assert.ok(reads.length < 20, `${reads.length} requests`)
    assert.deepEqual(faults, [])
    assert.deepEqual(other.faults, [])
  })

  test('W26 R22 alone, the first page says all the time that it waits a day, and it can be taken back', async (t) => {
    const { page, faults, url } = await opened(t, {})
    const main = page.getByRole('main')
    await enter(page, url, passphrase)
    await proposePackage(page, url, 'Nobody else is here')
    await go(page, '/')
    await main.getByText('There is no second person in this vault who could approve this.').waitFor()
    await look(page, 'acts-alone')
    await main.getByRole('button', { name: 'Take it back' }).click()
    await main.getByRole('button', { name: 'Take it back' }).waitFor({ state: 'detached' })
    assert.equal(await main.getByText('There is no second person').count(), 0)
    assert.deepEqual(faults, [])
  })
})
