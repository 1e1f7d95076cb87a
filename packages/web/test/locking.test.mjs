import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { systemClock } from '@homeward/server'
import { go, openBrowser, openPage, openUnlocked, skip, unlock } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld, vaultName } from './served-world.mjs'

/** A clock of the server whose wall stands still until somebody moves it. */
const stoppedClock = () => {
  let nowMs = Date.now()
  const move = (ms) => {
    nowMs += ms
  }
  return { ...systemClock, nowMs: () => nowMs, move }
}

const lockedHeading = (page) => page.getByRole('heading', { name: 'The vault is locked' })

describe('locking', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({ filled: false, idleLockMs: 10 * 60_000 })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  test('H6 the locked page tells nothing of the vault, not even its name', async (t) => {
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    const answers = []
    page.on('response', (response) => answers.push(response.text().catch(() => '')))
    await page.goto(`${world.url}/people`)
    await lockedHeading(page).waitFor()
    const texts = [await page.content(), ...(await Promise.all(answers))].join('\n')
    assert.equal(texts.includes(vaultName), false)
    assert.deepEqual(faults, [])
  })

  test('W7 a vault that a newer version wrote is named as that, and the passphrase is not blamed', async (t) => {
    const { page, context } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    const database = path.join(world.dir, 'vault.db')
    const bytes = readFileSync(database)
    const newer = Buffer.from(bytes)
    newer.writeInt32BE(99, 60)
    await page.goto(world.url)
    await lockedHeading(page).waitFor()
    writeFileSync(database, newer)
    t.after(() => {
      writeFileSync(database, bytes)
    })
    const field = page.getByLabel('Passphrase', { exact: true })
    await field.fill(passphrase)
    await page.keyboard.press('Enter')
    const notice = page.getByRole('alert')
    await notice.getByRole('heading', { name: 'This vault needs a newer Homeward' }).waitFor()
    assert.match(await notice.textContent(), /Install that version.*Nothing was changed/u)
    assert.notEqual(await field.getAttribute('aria-invalid'), 'true')
  })

  test('W7 a wrong passphrase says so, counts down the wait and keeps the focus', async (t) => {
    const clock = stoppedClock()
    const { url, close } = await serveWorld({ filled: false, clock })
    t.after(close)
    // Four tries before this one: the page has sixteen seconds to be looked at.
    for (let tries = 0; tries < 4; tries += 1) {
      const headers = { 'content-type': 'application/json', origin: url }
      const { status } = await fetch(`${url}/api/session`, { method: 'POST', headers, body: '{"passphrase":"wrong"}' })
      assert.equal(status, 401)
      clock.move(60_000)
    }
    const { page, context } = await openPage({ browser, url })
    t.after(() => context.close())
    await page.clock.install()
    await page.goto(url)
    const field = page.getByLabel('Passphrase', { exact: true })
    const timer = page.getByRole('timer')
    await field.fill('wrong')
    await page.keyboard.press('Enter')
    await timer.getByText(/Please wait \d+ s/u).waitFor()
    assert.equal(await field.getAttribute('aria-invalid'), 'true')
    assert.equal(await page.getByRole('button', { name: 'Unlock' }).isDisabled(), true)
    assert.equal(await field.evaluate((element) => element === document.activeElement), true)
    await page.reload()
    await timer.getByText(/Please wait \d+ s/u).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Unlock' }).isDisabled(), true, 'loading again ends no wait')
    clock.move(16_000)
    await page.clock.fastForward(16_000)
    await timer.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Show the passphrase' }).click()
    assert.equal(await field.getAttribute('type'), 'text')
    await field.fill(passphrase)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
  })

  test('W5 Escape three times hides the page from inside a field, locks, and leaves for a blank page', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/people' })
    await go(page, '/people/new')
    await page.getByLabel('Name, as it was given').fill('Quince Ladder')
    for (const key of ['Escape', 'Escape', 'a', 'Escape']) await page.keyboard.press(key)
    assert.equal(new URL(page.url()).pathname, '/people/new', 'another key in between begins again')
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape')
    await page.waitForURL('**/blank.html')
    assert.equal(await page.title(), 'Blank page')
    assert.equal((await page.locator('body').textContent()).trim(), '')
    assert.doesNotMatch(await page.content(), /homeward|vault|lock|Quince/iu)
    await page.goBack()
    await lockedHeading(page).waitFor()
    assert.equal((await page.content()).includes('Quince'), false)
    assert.deepEqual(faults, [])
  })

  test('W5 Escape three times hides the page at once and leaves it, even if the server never answers', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url, at: '/people/new' })
    await page.route('**/api/session*', (route) =>
      route.request().method() === 'DELETE' ? undefined : route.continue(),
    )
    const hidden = page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => {
            const isHidden = getComputedStyle(document.documentElement).display === 'none'
            if (isHidden) resolve(document.body.getClientRects().length)
          }
          new MutationObserver(look).observe(document.documentElement, { attributes: true })
        }),
    )
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape')
    assert.equal(await hidden, 0, 'nothing is drawn any more')
    await page.waitForURL('**/blank.html')
  })

  test('W5 a panic that the server was not told of shows the covered page and says so', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    await page.route('**/api/session*', (route) => route.abort())
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Escape')
    await lockedHeading(page).waitFor()
    await page.getByText('could not be told to lock the vault').waitFor()
  })

  test('W6 a computer that slept wakes up with a covered page', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    await page.evaluate(() => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + 20_000
    })
    await lockedHeading(page).waitFor()
    await page.getByText('because the computer was asleep').waitFor()
  })

  test('W5 locking one window covers the others', async (t) => {
    const { page, context, faults } = await openUnlocked(t, { browser, url: world.url })
    const second = await context.newPage()
    await second.goto(world.url)
    await second.getByRole('navigation').first().waitFor()
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await lockedHeading(page).waitFor()
    await lockedHeading(second).waitFor()
    await page.getByText('You locked the vault.').waitFor()
    await second.getByText('locked in another window').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W5 a lock that the server was not told of says so', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url })
    await page.route('**/api/session*', (route) => route.abort())
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await lockedHeading(page).waitFor()
    await page.getByText('could not be told to lock the vault').waitFor()
  })

  test('W6 the idle notice stands a minute and is answered by a key; then the vault locks', async (t) => {
    const { page, context } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await page.clock.install()
    await unlock(page, world.url)
    await page.clock.fastForward('09:01')
    const notice = page.getByRole('dialog', { name: 'Still there?' })
    await notice.waitFor()
    await notice.getByText(/locks itself in \d+ seconds/u).waitFor()
    await page.keyboard.press('Enter')
    await notice.waitFor({ state: 'hidden' })
    await page.clock.fastForward('09:01')
    await notice.waitFor()
    await page.clock.fastForward('01:01')
    await page.getByText('because nobody used it for a while').waitFor()
    await page.getByLabel('Passphrase', { exact: true }).waitFor()
  })

  test('W5 a session that ended on the server covers the page at its next question', async (t) => {
    const { page, context } = await openUnlocked(t, { browser, url: world.url })
    await context.clearCookies()
    await page.getByRole('navigation', { name: 'Main' }).first().getByRole('link', { name: 'Log' }).click()
    await lockedHeading(page).waitFor()
  })

  test('W98 locked for everybody, an untouched page of another member covers itself', async (t) => {
    const two = await serveWorld({ filled: false, second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    t.after(() => two.close())
    const first = await openUnlocked(t, { browser, url: two.url, at: '/people' })
    const second = await openPage({ browser, url: two.url })
    t.after(() => second.context.close())
    await unlock(second.page, two.url, '/people', secondPassphrase)
    const asked = []
    second.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    for (let press = 0; press < 3; press += 1) await first.page.keyboard.press('Escape')
    await first.page.waitForURL('**/blank.html')
    await lockedHeading(second.page).waitFor()
    await second.page.getByText('locked in another window or for everybody').waitFor()
    assert.deepEqual([...new Set(asked)], ['/api/session'], 'nothing was asked that would count as use')
    await unlock(second.page, two.url, '/people', secondPassphrase)
    writeFileSync(path.join(two.dir, 'lock-request'), '')
    await lockedHeading(second.page).waitFor()
    assert.deepEqual(second.faults, [])
  })

  test('W98 a page that is seen again asks at once', async (t) => {
    const { page, context } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await page.clock.install()
    await unlock(page, world.url)
    await page.clock.pauseAt(Date.now() + 60_000)
    await context.clearCookies()
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
    await lockedHeading(page).waitFor()
  })

  test('W98 a page whose server does not answer covers itself and says why', async (t) => {
    const { page, context } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await page.clock.install()
    await unlock(page, world.url)
    await page.route('**/api/session', (route) => route.abort())
    await page.clock.runFor(12_000)
    assert.equal(await lockedHeading(page).count(), 0, 'one answer that is lost is no reason')
    await page.clock.runFor(9000)
    await lockedHeading(page).waitFor()
    await page.getByText('Homeward has not answered for a while').waitFor()
  })

  test('W22 single keys move about, do nothing in fields and can be turned off', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url })
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('gs?')
    assert.equal(await page.getByRole('search').getByRole('textbox').first().inputValue(), 'gs?')
    assert.equal(new URL(page.url()).pathname, '/people')
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keys' })
    await help.getByRole('switch', { name: 'Use single keys' }).uncheck()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    await page.keyboard.press('g')
    await page.keyboard.press('s')
    await page.keyboard.press('?')
    assert.equal(await help.count(), 0)
    assert.equal(new URL(page.url()).pathname, '/people')
    await go(page, '/log')
    assert.deepEqual(faults, [])
  })
})
