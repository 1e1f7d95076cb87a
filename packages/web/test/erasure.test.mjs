import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { writeStoredZip } from '@homeward/format'
import { importFiles } from '@homeward/intake'
import { giveConsent, openRecords, recordPackage, registerPerson, withdrawConsent } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { go, openBrowser, openPage, skip } from './browser.mjs'
import { passphrase, secondPassphrase, serveWorld } from './served-world.mjs'
import { enter, look } from './walk.mjs'

/** Somebody with a consent that was withdrawn and a package that was given away with them. */
const fillVault = async ({ dir }) => {
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const person = await registerPerson(records, {
    names: [{ text: 'Zozan Qasim', kind: 'full' }],
    origin: 'Gundê Jor',
  })
  const consent = await giveConsent(records, person, {
    givenBy: 'her mother',
    scopes: ['details'],
    purposes: ['tracing'],
    recipients: [],
  })
  await withdrawConsent(records, consent, { reason: 'she does not want it any more' })
  const sealed = await vault.sealBytes('evidence', new TextEncoder().encode('a package'))
  await recordPackage(
    records,
    {
      package: 'package-1',
      recipient: 'Red office',
      purpose: 'tracing',
      blob: sealed.blob,
      sha256: sealed.sha256,
      size: sealed.size,
      items: [],
      consents: [consent],
      persons: [person],
      withheld: 0,
    },
    null,
  )
  vault.close()
  return person
}

/** Brings in an archive with two files. */
const receiveArchive = async ({ dir }) => {
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const members = ['one.txt', 'two.txt'].map((name) => {
    const bytes = Buffer.from(name)
    return { name, size: bytes.length, crc32: crc32(bytes), open: () => [bytes] }
  })
  const pieces = []
  for await (const piece of writeStoredZip(members)) pieces.push(piece)
  const bytes = Buffer.concat(pieces)
  const files = [{ path: 'notes.zip', size: bytes.length, open: () => Readable.from([bytes]) }]
  const { source } = await importFiles(records, { files })
  vault.close()
  return source
}

describe('erasing', { skip }, () => {
  let browser
  before(async () => {
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
  })

  test('R24 R27 W3 it is looked at, asked for, approved by another one, and done, with a receipt', async (t) => {
    const world = await serveWorld({ filled: false, second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    const person = await fillVault(world)
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(async () => {
      await context.close()
      await world.close()
    })
    const { url } = world
    const main = page.getByRole('main')
    const dialog = page.getByRole('dialog')
    await enter(page, url, passphrase)
    await go(page, `/people/${person}`)
    await main.getByRole('button', { name: 'Erase what it allowed…' }).click()
    await dialog.getByText('1 detail').waitFor()
    await look(page, 'erase-consent')
    await dialog.getByRole('button', { name: 'Close' }).first().click()

    await main.getByRole('button', { name: 'Erase for good…' }).click()
    await dialog.getByText('1 name').waitFor()
    await dialog.getByText('Red office').waitFor()
    assert.equal(await dialog.getByRole('button', { name: 'Ask a second person' }).isDisabled(), true)
    await dialog.getByLabel('Why, for the second person').fill('Asked for in writing')
    await look(page, 'erase-propose')
    await dialog.getByRole('button', { name: 'Ask a second person' }).click()
    await dialog.waitFor({ state: 'detached' })
    await main.getByRole('button', { name: 'Erase for good…' }).click()
    await dialog.getByText('This waits for a second person').waitFor()
    assert.equal(await dialog.getByRole('button', { name: 'Erase for good' }).count(), 0)

    await enter(page, url, secondPassphrase)
    await go(page, '/acts')
    await main.getByText('1 name').waitFor()
    await main.getByText('Zozan Qasim').waitFor()
    await main.getByRole('button', { name: 'Approve…' }).click()
    await dialog.getByText('Erase everything that is kept about the person').waitFor()
    await dialog.getByText('1 name').waitFor()
    await dialog.getByText('Red office').waitFor()
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })

    await enter(page, url, passphrase)
    await go(page, `/people/${person}`)
    await main.getByRole('button', { name: 'Erase for good…' }).click()
    await dialog.getByText('It was approved.').waitFor()
    await look(page, 'erase-do')
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await dialog.getByRole('heading', { name: 'Erased' }).waitFor()
    await dialog.getByText('3 keys and 1 sealed file were destroyed').waitFor()
    await look(page, 'erase-receipt')
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await main.getByText('Nobody is registered yet').waitFor()
    assert.equal(await page.getByText('Zozan Qasim').count(), 0)
    assert.deepEqual(faults, [])
  })

  test('R128 what a withdrawn consent allowed is offered for erasing once, and then says when it was erased', async (t) => {
    const world = await serveWorld({ filled: false, second: { role: 'coordinator', grants: ['registry', 'evidence'] } })
    const person = await fillVault(world)
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(async () => {
      await context.close()
      await world.close()
    })
    const { url } = world
    const main = page.getByRole('main')
    const dialog = page.getByRole('dialog')
    const offer = main.getByRole('button', { name: 'Erase what it allowed…' })
    await enter(page, url, passphrase)
    await go(page, `/people/${person}`)
    await offer.click()
    await dialog.getByLabel('Why, for the second person').fill('Asked for in writing')
    await dialog.getByRole('button', { name: 'Ask a second person' }).click()
    await dialog.waitFor({ state: 'detached' })
    await enter(page, url, secondPassphrase)
    await main.getByRole('button', { name: 'Approve…' }).click()
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await enter(page, url, passphrase)
    await go(page, `/people/${person}`)
    await offer.click()
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await dialog.getByRole('heading', { name: 'Erased' }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await main.getByRole('term').getByText('Erased', { exact: true }).waitFor()
    await main.getByText('Zozan Qasim').first().waitFor()
    assert.equal(await offer.count(), 0)
    await look(page, 'erased-consent')
    assert.deepEqual(faults, [])
  })

  test('R28 W3 of a file inside an archive it is said why it cannot go alone, and the archive is offered', async (t) => {
    const world = await serveWorld({ filled: false })
    const source = await receiveArchive(world)
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(async () => {
      await context.close()
      await world.close()
    })
    const dialog = page.getByRole('dialog')
    await enter(page, world.url, passphrase)
    await go(page, `/sources/${source}`)
    await page.getByRole('button', { name: 'Erase notes.zip/one.txt for good…' }).click()
    await dialog.getByRole('heading', { name: 'This file cannot be erased alone' }).waitFor()
    await look(page, 'erase-inside')
    await dialog.getByRole('button', { name: 'Look at erasing the archive' }).click()
    await dialog.getByText('3 files of the source').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await dialog.waitFor({ state: 'detached' })
    assert.deepEqual(faults, [])
  })
})
