import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { go, openBrowser, openUnlocked, settled, skip } from './browser.mjs'
import { serveWorld } from './served-world.mjs'

describe('work', { skip }, () => {
  let world
  let browser
  before(async () => {
    world = await serveWorld()
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  const open = (t, more = {}) => openUnlocked(t, { browser, url: world.url, ...more })

  test('W11 a person is added, found in another script, changed, and given a consent that is withdrawn', async (t) => {
    const { page, faults } = await open(t, { at: '/people/new' })
    await page.getByLabel('Name, as it was given').fill('شيرزاد محمود عمر')
    await page.getByLabel('Born in or after').fill('1998')
    await page.getByLabel('From (village, town, region)').fill('Tal Hawa')
    await page.getByRole('button', { name: 'Add this person' }).click()
    await page.waitForURL('**/people/person-*')
    await page.getByRole('heading', { level: 1, name: 'شيرزاد محمود عمر' }).waitFor()
    await page.getByText('Whole name · Arabic letters').waitFor()

    await page.getByRole('button', { name: 'Add a statement' }).click()
    await page.getByLabel('What is said').fill('Seen at the mill')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Please fill this in.').waitFor()
    await page.getByLabel('Who says so').fill('A neighbour')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('listitem').getByText('Seen at the mill').waitFor()

    await page.getByRole('button', { name: 'Change: Born' }).click()
    await page.getByLabel('Who says so').fill('His mother')
    await page.getByLabel('Born in or before').fill('1990')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Please give years').waitFor()
    await page.getByLabel('Born in or before').fill('1999')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('1998–1999').waitFor()

    await page.getByRole('button', { name: 'Record an answer' }).click()
    await page.getByLabel('Who answered').fill('His mother')
    await page.getByLabel('In what capacity').selectOption('parent')
    await page.getByLabel('Tracing').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('In force').waitFor()
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click()
    await page.getByText('Withdrawn', { exact: true }).waitFor()

    await go(page, '/people')
    await page.getByLabel('Search by name, mother, place or number, in any script').fill('Sherzad Mahmoud Omar')
    const row = page.getByRole('listitem').filter({ hasText: 'شيرزاد محمود عمر' })
    await row.getByText(/Fits \d+%/u).waitFor()
    assert.deepEqual(faults, [])
  })

  test('W10 W11 H3 values that disagree lead from home to the people, and choosing one with a reason settles it', async (t) => {
    const { page, faults } = await open(t)
    const waits = page.getByRole('listitem').filter({ hasText: '2 people whose values disagree' })
    await waits.getByRole('link', { name: 'Look' }).click()
    await page.waitForURL('**/people?only=disagreeing')
    await settled(page)
    await page.getByText('2 people whose values disagree').waitFor()
    await page.getByRole('list', { name: 'People' }).getByRole('link').nth(1).waitFor()
    assert.equal(await page.getByRole('list', { name: 'People' }).getByRole('listitem').count(), 2)
    await page.getByRole('list', { name: 'People' }).getByRole('link').first().click()
    await page.getByText('People disagree.').nth(1).waitFor()
    assert.equal(await page.getByText('People disagree.').count(), 2)
    for (const text of ['Hesso Gulan Simo', 'The village by the spring']) {
      const side = page
        .getByRole('listitem')
        .filter({ hasText: text, has: page.getByRole('button') })
        .last()
      await side.getByText('member bbbbbbbb').waitFor()
      await side.getByText('3 Feb 2026').waitFor()
      await side.getByRole('button', { name: 'Choose this one' }).click()
      await side.getByLabel('Why this one').fill('It was said twice')
      await side.getByRole('button', { name: 'Choose this one' }).click()
      await page.getByText(text).first().waitFor()
      await settled(page)
    }
    await page.getByText('People disagree.').first().waitFor({ state: 'detached' })
    await go(page, '/people?only=disagreeing')
    await page.getByText('1 person whose values disagree').waitFor()
    await page.getByRole('link', { name: 'Show everybody' }).click()
    await page.getByText(/^1[45] people$/u).waitFor()
    assert.deepEqual(faults, [])
  })

  test('W12 R39 a table shows how it will be read before it is written, and the next one is read alike', async (t) => {
    const { page, faults } = await open(t, { at: '/people/import' })
    const csv = path.join(world.exports, 'more.csv')
    await writeFile(csv, 'Full name,Year,Hobby\nنوال سعيد,2002,chess\n,1999,nothing\n')
    await page.locator('input[type=file]').setInputFiles(csv)
    await page.getByText('1 new person').first().waitFor()
    await page.getByLabel('How to read the column Year').selectOption('birth.year')
    await page.getByText('there is no name in this row').waitFor()
    assert.equal(await page.getByLabel('How to read the column Hobby').inputValue(), '')
    await page.getByRole('button', { name: 'Import 1 person' }).click()
    await page.getByText('2 in = 1 new + 0 added + 0 as before + 1 refused').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Go to People' }).click()
    await page.getByText('نوال سعيد').first().waitFor()
    await go(page, '/people/import')
    await writeFile(csv, 'Full name,Year,Distinguishing marks\nسيبان مردان,2003,left hand\n')
    await page.locator('input[type=file]').setInputFiles(csv)
    await page.getByText('as in a table before').nth(1).waitFor()
    assert.equal(await page.getByText('as in a table before').count(), 2)
    assert.equal(await page.getByLabel('How to read the column Year').inputValue(), 'birth.year')
    assert.equal(await page.getByLabel('How to read the column Distinguishing marks').inputValue(), 'mark')
    assert.deepEqual(faults, [])
  })

  test('W13 an import ends in a receipt that adds up, and a file that breaks can be sent again', async (t) => {
    const { page } = await open(t, { at: '/sources/import' })
    const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#445566' } })
      .png()
      .toBuffer()
    const files = await Promise.all(
      [
        ['one.png', picture],
        ['two.txt', 'two'],
        ['three.txt', 'three'],
      ].map(async ([name, bytes]) => {
        const at = path.join(world.exports, name)
        await writeFile(at, bytes)
        return at
      }),
    )
    let broken = 0
    await page.route('**/files?path=two.txt', (route) => {
      broken += 1
      return broken === 1 ? route.abort() : route.continue()
    })
    await page.locator('input[type=file]').first().setInputFiles(files)
    await page.getByRole('heading', { name: '3 files' }).waitFor()
    await page.getByLabel('From whom it came').fill('By hand')
    await page.getByRole('button', { name: 'Import 3 files' }).click()
    await page.getByRole('heading', { name: '1 file did not come through' }).waitFor()
    await page.getByText('The connection broke while the file was being sent').waitFor()
    await page.getByRole('button', { name: 'Send again' }).click()
    await page.getByText('3 in = 3 stored + 0 already here + 0 refused').waitFor()
    await page.getByRole('link', { name: 'Open the source' }).click()
    await page.getByText('By hand').waitFor()
    await page.getByRole('list', { name: 'Items of this source' }).getByText('one.png').waitFor()
    assert.equal(broken, 2)
  })

  test('W13 the same files again are counted as already here', async (t) => {
    const { page, faults } = await open(t, { at: '/sources/import' })
    await page.locator('input[type=file]').first().setInputFiles(path.join(world.exports, 'one.png'))
    await page.getByRole('button', { name: 'Import 1 file' }).click()
    await page.getByText('1 in = 0 stored + 1 already here + 0 refused').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W20 H2 an import that was stopped says so, and goes on as one source without sending anything twice', async (t) => {
    const { page, faults } = await open(t, { at: '/sources/import' })
    const messages = Array.from({ length: 100_000 }, (_, at) => ({
      id: at + 1,
      type: 'message',
      date: '2019-05-01T10:00:00',
      date_unixtime: String(1_556_694_000 + at),
      from: 'Berfin',
      from_id: 'user1',
      text: `Line ${at} of a long chat`,
    }))
    const file = path.join(world.exports, 'long.json')
    await writeFile(file, JSON.stringify({ name: 'A long chat', type: 'private_group', id: 79, messages }))
    let sent = 0
    await page.route('**/files?path=long.json', (route) => {
      sent += 1
      return route.continue()
    })
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByRole('button', { name: 'Import 1 file' }).click()
    await page.getByRole('heading', { name: 'Reading what came in' }).waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('heading', { name: 'The import was stopped' }).waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('1 in = 1 stored + 0 already here + 0 refused').waitFor({ timeout: 60_000 })
    assert.equal(sent, 1)
    await page.getByRole('link', { name: 'Open the source' }).click()
    await page.getByText('100,000 messages').first().waitFor()
    assert.deepEqual(faults, [])
  })

  test('W9 a picture is blurred until asked for, and again after locking', async (t) => {
    const { page } = await open(t, { at: '/sources' })
    await page.getByRole('link', { name: 'Turned pictures' }).click()
    await page.getByRole('switch', { name: 'Show all pictures here' }).waitFor()
    await settled(page)
    const blurred = () => page.locator('[data-blurred="true"]').count()
    const all = await blurred()
    assert.ok(all >= 7, `${all} blurred pictures`)
    await page
      .getByRole('button', { name: /^Show picture/u })
      .first()
      .click()
    assert.equal(await blurred(), all - 1)
    await page.getByRole('switch', { name: 'Show all pictures here' }).check()
    assert.equal(await blurred(), 0)
    const address = new URL(page.url()).pathname
    await page.getByRole('button', { name: 'Lock', exact: true }).click()
    await page.getByLabel('Passphrase', { exact: true }).fill('olive tree beside the old well')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${address}`)
    await page.getByRole('switch', { name: 'Show all pictures here' }).waitFor()
    await settled(page)
    assert.equal(await blurred(), all)
  })

  test('W17 every turn of a copy is turned back, so that both pictures lie alike', async (t) => {
    const { page } = await open(t, { at: '/leads' })
    await settled(page)
    await page.getByRole('switch', { name: 'Show all pictures here' }).check()
    const seen = new Set()
    const total = Number((await page.getByText(/^\d+ of \d+$/u).textContent()).split(' ').at(-1))
    for (let at = 0; at < total; at += 1) {
      const turned = page.getByText(/^Shown turned to match: /u)
      if ((await turned.count()) > 0) {
        const variant = (await turned.textContent()).replace('Shown turned to match: ', '')
        await settled(page)
        const [person, source] = await frames(page)
        const alike = await difference(person, source)
        await page.getByRole('button', { name: 'Show as it came' }).click()
        const [, asItCame] = await frames(page)
        const unlike = await difference(person, asItCame)
        assert.ok(
          alike < 12 && alike * 2 < unlike,
          `${variant}: ${alike.toFixed(1)} turned, ${unlike.toFixed(1)} as it came`,
        )
        seen.add(variant)
      }
      await page.keyboard.press('n')
    }
    assert.deepEqual(
      [...seen].toSorted((a, b) => a.localeCompare(b)),
      [
        'mirrored along the diagonal',
        'mirrored along the other diagonal',
        'mirrored left to right',
        'mirrored top to bottom',
        'rotated 180°',
        'rotated 270°',
        'rotated 90°',
      ],
    )
  })

  test('W17 H4 deciding by key goes on to the next; going back and deciding again is kept', async (t) => {
    const { page, faults } = await open(t, { at: '/leads' })
    await settled(page)
    const place = () => page.getByText(/^\d+ of \d+$/u).textContent()
    const first = await place()
    assert.match(first, /^1 of /u)
    await page.getByLabel('Note').fill('Same scarf')
    await page.keyboard.type(' r')
    assert.equal(await place(), first, 'letters in the note are not keys')
    await page.keyboard.press('Escape')
    await page.keyboard.press('c')
    await page.getByText('Here is the picture. Decide now that you have seen it.').first().waitFor()
    assert.equal(await place(), first, 'nobody confirms what is veiled')
    await page.keyboard.press('c')
    await page.getByText(/^2 of \d+$/u).waitFor()
    await page
      .getByText(/^Confirmed: /u)
      .first()
      .waitFor()
    await page.keyboard.press('b')
    await page.keyboard.press('r')
    await page.getByText(/^3 of \d+$/u).waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByText(/^2 of \d+$/u).waitFor()
    await page.getByText('Refused', { exact: true }).last().waitFor()
    await page.keyboard.press('u')
    await page.getByText(/^3 of \d+$/u).waitFor()
    await page.keyboard.press('p')
    await page.getByRole('heading', { name: 'Decisions so far' }).waitFor()
    assert.equal(await page.locator('section', { hasText: 'Decisions so far' }).getByRole('listitem').count(), 2)
    assert.equal(await page.getByText('a comparison of faces').count(), 0)
    await page.getByText('This compares pictures, not faces.').waitFor()
    await page.getByLabel('Show leads').selectOption('confirmed')
    await page.getByText('1 of 1').waitFor()
    await page.getByText('Same scarf').waitFor()
    const isLast = page.getByText('That was the last one in this list.')
    await page.getByRole('heading', { level: 1 }).click()
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('n')
    await isLast.first().waitFor()
    assert.equal(await isLast.count(), 1, 'one sentence is said once')
    await page.getByRole('main').locator('a[href^="/people/"]').first().click()
    await page.getByText('Photo found').waitFor()
    assert.equal(await isLast.count(), 0, 'what was said of the bench stays there')
    assert.deepEqual(faults, [])
  })

  test('W17 the bench zooms both pictures in step and blurs on a key', async (t) => {
    const { page } = await open(t, { at: '/leads' })
    await settled(page)
    const stages = () =>
      page.locator('figure img').evaluateAll((images) => images.map((image) => image.parentElement.style.transform))
    await page.keyboard.press('b')
    assert.equal(await page.locator('figure [data-blurred="true"]').count(), 0)
    await page.keyboard.press('z')
    await page.keyboard.press('Shift+ArrowRight')
    const [left, right] = await stages()
    assert.equal(left, right)
    assert.match(left, /scale\(2\)/u)
    await page.keyboard.press('b')
    assert.equal(await page.locator('figure [data-blurred="true"]').count(), 1)
  })

  test('W18 H7 a package shows what consent withholds, is made, downloaded and listed', async (t) => {
    const { page, faults } = await open(t, { at: '/packages/new' })
    await settled(page)
    await page.getByRole('main').getByRole('checkbox').first().check()
    assert.equal(await page.getByRole('button', { name: 'Make the package' }).isDisabled(), true)
    await page.getByLabel('Recipient').fill('Office of a lawyer')
    await page
      .getByText(/^(?:Withheld|Handed over): /u)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Make the package' }).click()
    await page.getByRole('heading', { name: 'The package is ready' }).waitFor()
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Download' }).click()
    const download = await started
    const bytes = await readFile(await download.path())
    assert.equal(bytes.subarray(0, 2).toString(), 'PK')
    await page.getByText('homeward-verify FILE').waitFor()
    await page.getByRole('link', { name: 'All packages' }).click()
    await page.getByText('Office of a lawyer').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W18 one item of many is found by a part of its path, and the rest can be shown', async (t) => {
    const { page, faults } = await open(t, { at: '/sources/import' })
    await page.getByRole('heading', { name: 'Import a source' }).waitFor()
    const files = Array.from({ length: 120 }, (_, at) => path.join(world.exports, `Wêne ${at}.txt`))
    await Promise.all(files.map((file) => writeFile(file, file)))
    await page.locator('input[type=file]').first().setInputFiles(files)
    await page.getByLabel('Name').fill('Many files')
    await page.getByRole('button', { name: 'Import 120 files' }).click()
    await page.getByText('120 in = 120 stored').waitFor()
    await go(page, '/packages/new')
    await page.getByLabel('Source', { exact: true }).selectOption('Many files')
    await page.getByText('100 of 120 items').waitFor()
    await page.getByRole('button', { name: 'Show more' }).click()
    await page.getByText('120 items', { exact: true }).waitFor()
    await page.getByLabel('Path or file name contains').fill('WÊNE 117')
    await page.getByText('1 item', { exact: true }).waitFor()
    await page.getByRole('checkbox', { name: 'Wêne 117.txt' }).check()
    await page.getByText('1 chosen').waitFor()
    await page.getByLabel('Path or file name contains').fill('no such file')
    await page.getByText('No item fits.').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W19 W20 the log is checked with progress, and the result stands on Home', async (t) => {
    const { page, faults } = await open(t, { at: '/log' })
    await page.getByText(/^(?:[\da-f]{4} ?){8,}$/u).waitFor()
    await page.getByRole('button', { name: 'Deep check' }).click()
    await page.getByText('No fault found.').waitFor()
    await page
      .getByRole('navigation', { name: 'Main' })
      .first()
      .getByRole('link', { name: 'Home', exact: true })
      .click()
    await page.getByText(/checked, no fault\./u).waitFor()
    assert.deepEqual(faults, [])
  })
})

/** Pictures of the two frames of the bench. */
const frames = (page) =>
  Promise.all(
    [0, 1].map((at) => {
      const image = page.locator('figure').nth(at).locator('img')
      return image.screenshot({ animations: 'disabled' })
    }),
  )

/** Mean difference of two pictures in grey levels, after making them equally small. */
const difference = async (first, second) => {
  const [a, b] = await Promise.all(
    [first, second].map((png) => sharp(png).resize(48, 48, { fit: 'fill' }).greyscale().raw().toBuffer()),
  )
  return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length
}
