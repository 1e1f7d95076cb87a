import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { importPeople } from '@homeward/intake'
import { openRecords } from '@homeward/records'
import { createVault, openVault, setDuress } from '@homeward/vault'
import { go, openBrowser, openPage, settled, skip, unlock } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld, vaultName } from './served-world.mjs'
import { enter, look } from './walk.mjs'

const underDuress = 'nine paper boats at noon'

/** A second vault beside the served one, with two invented people in it. */
const makeSecond = async (dir) => {
  const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }
  const second = path.join(dir, '..', 'allotments')
  await createVault({ dir: second, name: 'Allotments', memberName: 'Gardener', passphrase: underDuress, kdf })
  const vault = await openVault({ dir: second, passphrase: underDuress })
  const csv = new TextEncoder().encode('Name\nOrchid Bell\nPoppy Hill\n')
  await importPeople(await openRecords(vault), csv, { name: 'list.csv', photoBytes: () => Promise.resolve(null) })
  vault.close()
  return second
}

const lock = async (page) => {
  await page.getByRole('button', { name: 'Lock', exact: true }).first().click()
  await page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
}

/** Everything that the API answers to this page from now on. */
const listen = (page) => {
  const texts = []
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/api/') && !response.url().endsWith('/events'))
      texts.push(response.text().catch(() => ''))
  })
  return async () => (await Promise.all(texts)).join('\n')
}

describe('duress', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld({ second: { role: 'contributor', grants: ['registry'] } })
    browser = await openBrowser()
    const opens = await makeSecond(world.dir)
    await setDuress({ dir: world.dir, passphrase, duressPassphrase: underDuress, opens, destroys: true })
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })

  const opened = async (t) => {
    const found = await openPage({ browser, url: world.url })
    t.after(() => found.context.close())
    return found
  }

  test('DU4 DU7 under duress every page shows the second vault alone, and the first is gone from all of them', async (t) => {
    const { page, faults } = await opened(t)
    const other = await opened(t)
    await enter(other.page, world.url, secondPassphrase)
    await unlock(page, world.url, '/people')
    const held = await page.evaluate(async () => (await globalThis.fetch('/api/people?limit=200')).json())
    const names = held.people.flatMap((person) => person.names.map(({ text }) => text))
    assert.ok(names.length >= 14)
    await lock(page)
    const lockedBefore = await page.locator('body').textContent()

    const answers = listen(page)
    await page.getByLabel('Passphrase', { exact: true }).fill(underDuress)
    await page.keyboard.press('Enter')
    await page.getByText('Orchid Bell').first().waitFor()
    const links = await page.getByRole('navigation').getByRole('link').all()
    const addresses = new Set(await Promise.all(links.map((link) => link.getAttribute('href'))))
    assert.ok(addresses.size > 5, [...addresses].join(' '))
    let shown = ''
    for (const address of addresses) {
      await go(page, address)
      shown += `${address}\n${await page.locator('body').textContent()}\n${await page.title()}\n`
    }
    await go(page, '/')
    await look(page, 'duress-home')
    const said = shown + (await answers())
    assert.match(said, /Allotments/u)
    assert.match(said, /Gardener/u)
    assert.match(said, /Poppy Hill/u)
    for (const secret of [...names, vaultName, 'Nermin', 'Market group', 'duress', 'allotments', world.dir])
      assert.ok(!said.includes(secret), `it tells ${secret}`)

    // Whoever had the first vault open is out, and nothing that they know opens it any more.
    await other.page.reload()
    await other.page.getByRole('heading', { name: 'The vault is locked' }).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    await lock(page)
    assert.equal(await page.locator('body').textContent(), lockedBefore)
    await page.getByLabel('Passphrase', { exact: true }).fill(passphrase)
    await page.keyboard.press('Enter')
    await page.getByText('does not open this vault').waitFor()
    await settled(page)
    // The browser notes on its console that a try was answered by 401.
    assert.deepEqual(
      faults.filter((fault) => !fault.includes('401')),
      [],
    )
  })
})
