import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { go, openBrowser, openUnlocked, settled, skip } from './browser.mjs'
import { serveWorld } from './served-world.mjs'
import { look } from './walk.mjs'

/** A message of a Telegram export; `more` overrides its fields. */
const message = (id, text, more = {}) => ({
  id,
  type: 'message',
  date: `2019-05-01T10:${String(Math.floor(id / 60) % 60).padStart(2, '0')}:${String(id % 60).padStart(2, '0')}`,
  date_unixtime: String(1_556_694_000 + id),
  from: 'Berfin',
  from_id: 'user1',
  text,
  text_entities: [{ type: 'plain', text }],
  ...more,
})

/** Messages that a reader must not get wrong, and enough others to scroll. */
const messages = [
  message(1, 'سلام (one) two'),
  message(2, 'Hello سلام\nسطر ثان'),
  message(3, 'invoice\u202Egpj.exe'),
  message(4, 'A late answer', { reply_to_message_id: 1 }),
  message(5, 'No zone', { date_unixtime: undefined }),
  message(6, 'Lost picture', { photo: 'photos/gone.jpg', width: 10, height: 10 }),
  message(7, 'Too large', {
    file: '(File exceeds maximum size. Change data exporting settings to download.)',
    file_name: 'clip.mp4',
    mime_type: 'video/mp4',
  }),
  ...Array.from({ length: 1500 }, (_, at) => message(at + 8, `Line ${at + 8}`)),
  message(1600, 'Reply from far away', { reply_to_message_id: 2 }),
]

const row = (page, position) => page.locator(`article[data-position="${position}"]`)
const isOnScreen = (locator) =>
  locator.evaluate((element) => {
    const box = element.getBoundingClientRect()
    const feed = element.closest('[role="feed"]').parentElement.getBoundingClientRect()
    return box.top >= feed.top - 1 && box.bottom <= feed.bottom + 1
  })

describe('chat', { skip }, () => {
  let world
  let browser
  let address
  before(async () => {
    world = await serveWorld({ filled: false })
    browser = await openBrowser()
    const file = path.join(world.exports, 'result.json')
    await writeFile(file, JSON.stringify({ name: 'Bazaar', type: 'private_group', id: 77, messages }, null, 1))
    const context = { after: (close) => closing.push(close) }
    const closing = []
    const { page } = await openUnlocked(context, { browser, url: world.url, at: '/sources/import' })
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByRole('button', { name: 'Import 1 file' }).click()
    await page.getByRole('link', { name: 'Open the source' }).click()
    address = await page.locator('main a[href^="/chats/"]').first().getAttribute('href')
    for (const close of closing) await close()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  const open = async (t, search = '') => {
    const opened = await openUnlocked(t, { browser, url: world.url, at: `${address}${search}` })
    await opened.page.getByRole('feed', { name: 'Messages' }).waitFor()
    await settled(opened.page)
    return opened
  }
  test('H2 I53 I54 the receipt names a chat export and a mail that are not read, and says that they are kept', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/sources/import' })
    const text = '[2019-12-24, 12:23] Mara: rain\n[2020-01-17, 21:49] Omar: sun\n'
    const mail = 'From: Lane <lane@example.org>\nSubject: rain\nDate: Fri, 20 Apr 2001 19:35:02 -0400\n\nIt rained.\n'
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'chat.txt', mimeType: 'text/plain', buffer: Buffer.from(text) },
        { name: 'letter', mimeType: 'text/plain', buffer: Buffer.from(mail) },
      ])
    await page.getByRole('button', { name: 'Import 2 files' }).click()
    await page.getByRole('link', { name: 'Open the source' }).waitFor()
    const told = async () => {
      await page.getByRole('heading', { name: '2 chats or mails were not read' }).waitFor()
      await page.getByText('was not read.').waitFor()
      await page.getByRole('row', { name: 'chat.txt Signal export (text)' }).waitFor()
      await page.getByRole('row', { name: 'letter Mail (eml)' }).waitFor()
      await look(page, 'unread')
    }
    await told()
    await page.getByRole('link', { name: 'Open the source' }).click()
    await told()
    assert.deepEqual(faults, [])
  })
  test('W8 each paragraph takes its own direction, and a forced direction is shown, not obeyed', async (t) => {
    const { page, faults } = await open(t)
    const blocks = row(page, 1).locator('[dir="auto"]').last()
    assert.equal(await blocks.evaluate((element) => getComputedStyle(element).unicodeBidi), 'plaintext')
    const first = row(page, 0).locator('div[dir="auto"]')
    assert.equal(await first.evaluate((element) => element.matches(':dir(rtl)')), true)
    const trap = row(page, 2)
    await trap.getByText('U+202E').waitFor()
    assert.equal((await trap.textContent()).includes('\u202E'), false)
    assert.deepEqual(faults, [])
  })

  test('W15 H9 time is shown as written, and an unknown zone as an interval', async (t) => {
    const { page } = await open(t)
    await row(page, 3).getByText('10:00:04', { exact: true }).hover()
    await page.getByRole('tooltip').getByText('2019-05-01 07:00:04 UTC').waitFor()
    await row(page, 4).getByText('≈').waitFor()
    await row(page, 4).getByText('10:00:05').hover()
    await page
      .getByRole('tooltip')
      .getByText(/^Between 2019-04-30 20:00:05 and 2019-05-01 22:00:05 UTC$/u)
      .waitFor()
  })

  test('W16 a key leads from a message to its bytes, its proof and the checks', async (t) => {
    const { page, faults } = await open(t)
    await row(page, 1).click()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Bytes and proof' })
    await panel.getByText('right', { exact: true }).nth(3).waitFor()
    assert.equal(await panel.getByText('WRONG').count(), 0)
    const text = await panel.locator('pre').first().textContent()
    assert.equal(JSON.parse(text).id, 2)
    await panel.getByText('Hex', { exact: true }).click()
    const hex = await panel.locator('pre').first().textContent()
    assert.match(hex, /^[\da-f]{8} {2}7b /u, 'the first byte of the message is a brace')
    await panel.getByText('Checkpoint (signed note)').click()
    await panel
      .getByText(/^\S+\n\d+\n/u)
      .first()
      .waitFor()
    assert.deepEqual(faults, [])
  })

  test('W14 jumps end at the message that was asked for: by address, by reply, by end key and by search', async (t) => {
    const { page, faults } = await open(t, '?at=900')
    assert.equal(await isOnScreen(row(page, 900)), true)
    await page.keyboard.press('End')
    await row(page, 1507).waitFor()
    await page.waitForFunction(() => document.activeElement?.dataset.position === '1507')
    assert.equal(await isOnScreen(row(page, 1507)), true)
    await page.keyboard.press('r')
    await page.waitForFunction(() => document.activeElement?.dataset.position === '1')
    assert.equal(await isOnScreen(row(page, 1)), true)
    await page.getByRole('button', { name: 'Search in this chat' }).click()
    await page.getByRole('textbox', { name: 'Search in this chat' }).fill('Line 1234')
    await page
      .getByRole('complementary')
      .getByRole('button', { name: /Line 1234/u })
      .click()
    await page.waitForFunction(() => document.activeElement?.textContent.includes('Line 1234'))
    await page.getByText('1 message', { exact: true }).waitFor()
    await page.getByRole('textbox', { name: 'Search in this chat' }).fill('41')
    await page.getByRole('list', { name: 'With this number in the platform' }).getByRole('button').click()
    await page.waitForFunction(() => document.activeElement?.dataset.position === '40')
    const rows = await page.locator('article').count()
    assert.ok(rows < 80, `${rows} rows exist`)
    assert.deepEqual(faults, [])
  })

  test('W14 H2 the search page says how many of how many, shows the rest, and can look in one chat', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/sources/import' })
    const file = path.join(world.exports, 'well.json')
    const well = [message(1, 'Line by the well')]
    await writeFile(file, JSON.stringify({ name: 'The well', type: 'private_group', id: 78, messages: well }))
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByRole('button', { name: 'Import 1 file' }).click()
    await page.getByRole('link', { name: 'Open the source' }).waitFor()
    await go(page, '/search')
    await page.getByRole('textbox', { name: 'Search people and messages' }).first().fill('Line')
    await page.getByRole('heading', { name: '50 of 1,501 messages' }).waitFor()
    await page.getByRole('button', { name: 'Show more', exact: true }).click()
    await page.getByRole('heading', { name: '100 of 1,501 messages' }).waitFor()
    await page.getByLabel('Which chat to search').selectOption('The well')
    await page.getByRole('heading', { name: '1 message', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Line by the well' }).click()
    await page.getByRole('heading', { level: 1, name: 'The well' }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('W22 a chat that is opened without a place begins at its heading', async (t) => {
    const { page } = await open(t)
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1')
  })

  test('W14 arrow keys walk from message to message', async (t) => {
    const { page } = await open(t)
    await row(page, 0).click()
    for (let step = 0; step < 12; step += 1) await page.keyboard.press('ArrowDown')
    await page.waitForFunction(() => document.activeElement?.dataset.position === '12')
    assert.equal(await isOnScreen(row(page, 12)), true)
  })

  test('W16 files that did not come with the export are marked as missing or left out', async (t) => {
    const { page } = await open(t)
    await row(page, 5).getByText('not in the export').waitFor()
    await row(page, 6).getByText('not included by the exporter').waitFor()
    await go(page, '/')
  })
})
