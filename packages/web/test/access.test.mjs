import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, openBrowser, openPage, openUnlocked, settled, skip } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld } from './served-world.mjs'
import { enter } from './walk.mjs'

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
    assert.deepEqual(places, ['Homeward', 'Home', 'People', 'Albums', 'Members', 'Log'])
    const main = page.getByRole('main')
    assert.equal(await main.getByText('Sources', { exact: true }).count(), 0)
    assert.equal(await main.getByText('Messages', { exact: true }).count(), 0)
    await page.getByRole('link', { name: 'People' }).first().click()
    await main.getByRole('link').first().waitFor()
    assert.deepEqual(faults, [])
    await page.goto(`${world.url}/sources`)
    await page.getByText('This part of the vault (sources and messages) is closed to you.').waitFor()
  })
  test('W5 S40 who unlocks after somebody else locked here is in the frame of the page, with their own parts', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await enter(page, world.url, secondPassphrase)
    await enter(page, world.url, passphrase)
    const frame = page.getByRole('navigation').first()
    await frame.getByRole('link', { name: 'Sources' }).waitFor()
    await page.getByText('Nermin', { exact: true }).first().waitFor()
    assert.equal(await page.getByText('Second', { exact: true }).count(), 0)
    assert.deepEqual(faults, [])
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
    await page
      .getByRole('region', { name: /entr(?:y|ies) of Second$/u })
      .getByText('log begun on a device')
      .waitFor()

    await table.getByRole('button', { name: /^Read the log of Nermin/u }).click()
    const entries = page.getByRole('region', { name: /entries of Nermin$/u })
    await entries.getByText('member admitted').waitFor()
    await entries.getByText('sealed entry of a part that is closed to you').first().waitFor()
    assert.equal(await entries.getByText('source received').count(), 0)

    await page.getByLabel('Member', { exact: true }).selectOption('Second')
    assert.equal(await table.getByRole('row').count(), 2)
    await page.getByRole('region', { name: /entr(?:y|ies) of Second$/u }).waitFor()
    await page.getByLabel('Member', { exact: true }).selectOption('All members')
    await page.getByRole('button', { name: 'Quick check' }).click()
    await page.getByText('No fault found.').waitFor()
    await table.getByText('no fault').nth(1).waitFor()
    assert.deepEqual(faults, [])
  })
})

/** Every address that a reader may come to, and those that are for writing alone. */
const readable = ['/', '/search', '/people', '/sources', '/leads', '/packages', '/members', '/acts', '/custody', '/log']
const forWriting = ['/people/new', '/people/import', '/sources/import', '/packages/new']

/** Long work that writes nothing: a reader may start it, and this test would wait for it. */
const startsWork = /^(?:Verify|Check|Rebuild)/u

describe('readers', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({
      second: { role: 'reader', grants: ['registry', 'evidence', 'testimony', 'assistance'] },
    })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  const openAsReader = async (t, at) => {
    const opened = await openPage({ browser, url: world.url, height: 900 })
    t.after(async () => {
      await opened.page.getByRole('button', { name: 'Lock', exact: true }).first().click()
      await opened.page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
      await opened.context.close()
    })
    const refused = []
    opened.page.on('response', (response) => {
      if (response.status() === 403) refused.push(`${response.request().method()} ${new URL(response.url()).pathname}`)
    })
    await opened.page.goto(world.url + at)
    await opened.page.getByLabel('Passphrase', { exact: true }).fill(secondPassphrase)
    await opened.page.keyboard.press('Enter')
    await opened.page.getByRole('navigation').first().waitFor()
    await settled(opened.page)
    return { ...opened, refused }
  }

  test('W28 nothing that a reader can press on any page is refused to them', async (t) => {
    const { page, faults, refused } = await openAsReader(t, '/')
    const found = []
    for (const [at, kind] of [
      ['/people', 'people/person-'],
      ['/sources', 'sources/source-'],
      ['/', 'leads/'],
    ]) {
      await go(page, at)
      found.push(await page.locator(`main a[href^="/${kind}"]`).first().getAttribute('href'))
    }
    const chat = page.locator('main a[href^="/chats/"]').first()
    await go(page, found[1])
    if ((await chat.count()) > 0) found.push(await chat.getAttribute('href'))
    const pressed = new Set()
    for (const address of [...readable, ...found]) {
      await go(page, address)
      const main = page.getByRole('main')
      const total = Math.min(await main.getByRole('button').count(), 40)
      for (let at = 0; at < total; at += 1) {
        const button = main.getByRole('button').nth(at)
        if ((await button.count()) === 0 || !(await button.isVisible()) || !(await button.isEnabled())) continue
        const name = (await button.getAttribute('aria-label')) ?? (await button.textContent())
        const kind = `${address.split('/')[1]} ${name.replaceAll(/[^A-Za-z ]/gu, '')}`
        if (startsWork.test(name) || pressed.has(kind)) continue
        pressed.add(kind)
        await button.dispatchEvent('click')
        const dialog = page.getByRole('dialog')
        if ((await dialog.count()) === 0) continue
        // The one thing that a reader may send is the rehearsal of their own recovery.
        if (name !== 'Rehearse') assert.equal(await dialog.locator('[type=submit]').count(), 0, `${address}: ${name}`)
        // By its button: Escape three times in a row would lock.
        await dialog
          .getByRole('button', { name: /^(?:Close|Cancel)/u })
          .first()
          .click()
        await dialog.waitFor({ state: 'detached' })
      }
    }
    assert.ok(pressed.size > 20, [...pressed].join('; '))
    await go(page, found[2])
    for (const key of ['c', 'r', 'u']) await page.keyboard.press(key)
    await settled(page)
    assert.deepEqual(refused, [])
    assert.deepEqual(faults, [])
  })

  test('W28 pages for writing say so to a reader who comes to their address', async (t) => {
    const { page, faults, refused } = await openAsReader(t, '/')
    await page.getByText('You read here and write nothing').waitFor()
    for (const address of forWriting) {
      await go(page, address)
      await page.getByText('Your role is reader').waitFor()
      assert.equal(await page.getByRole('main').getByRole('textbox').count(), 0)
      await go(page, '/')
    }
    assert.deepEqual([refused, faults], [[], []])
  })

  test('W28 whoever may write finds on the same pages what a reader does not', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    await go(page, '/people')
    await page.getByRole('link', { name: 'Add a person' }).first().waitFor()
    await go(page, '/sources')
    await page.getByRole('link', { name: 'Import a source' }).first().waitFor()
  })
})
