import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, openBrowser, openUnlocked, settled, skip } from './browser.mjs'
import { serveWorld } from './served-world.mjs'
import { look, save } from './walk.mjs'

const originLabel = 'From (village, town, region)'

const panel = (page, title) => page.getByRole('region', { name: title, exact: true })
const option = (page, name) => page.getByRole('option').filter({ hasText: name })

/** Registers somebody through the form and stays on their page. */
const register = async (page, name) => {
  await go(page, '/people/new')
  await page.getByLabel('Name, as it was given').fill(name)
  await page.getByRole('button', { name: 'Add this person' }).click()
  await page.waitForURL('**/people/person-*')
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await settled(page)
}

/** Says where the person is from, in words, and chooses the option that has this text. */
const sayOrigin = async (page, words, chosen) => {
  await page.getByRole('button', { name: 'Change: From' }).click()
  await page.getByLabel(originLabel).fill(words)
  await option(page, chosen).first().click()
  await page.getByLabel('Who says so').fill('her mother')
  await save(page)
  await panel(page, 'Details').getByText('said by her mother').waitFor()
  await settled(page)
}

describe('places', { skip }, () => {
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
  const open = (t) => openUnlocked(t, { browser, url: world.url })

  test('W47 a place is chosen while typing, in any script and by keyboard; the words stay, and nothing is chosen by itself', async (t) => {
    const { page, faults } = await open(t)
    await register(page, 'Berfin Xelef')
    await page.getByRole('button', { name: 'Change: From' }).click()
    const words = page.getByLabel(originLabel)
    await words.fill('Sinjar')
    await option(page, 'Sinjār, Idlib, Syria').waitFor()
    assert.equal(await option(page, 'Sinjār, Nineveh, Iraq').count(), 1)
    assert.equal(await option(page, 'Sinjar, Nineveh, Iraq').count(), 1)
    assert.equal(await page.getByRole('option', { selected: true }).count(), 0)
    await look(page, 'place-options')
    await words.focus()
    // The first Escape closes the list alone.
    await page.keyboard.press('Escape')
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    await words.waitFor()
    await words.fill('شنگال')
    await option(page, 'Sinjār, Nineveh, Iraq').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const chosen = page.getByRole('group', { name: 'Taken to mean' })
    await chosen.getByText('Sinjār, Nineveh, Iraq').waitFor()
    assert.equal(await words.inputValue(), 'شنگال')
    await chosen.getByLabel('How exactly it is known').selectOption({ label: 'somewhere in the district Sinjar' })
    await look(page, 'place-chosen')
    await page.getByLabel('Who says so').fill('her mother')
    await save(page)
    const details = panel(page, 'Details')
    await details.getByText('said by her mother').waitFor()
    await details.getByText('شنگال').waitFor()
    await details.getByText('Sinjar, Nineveh, Iraq').waitFor()
    await details.getByText('district', { exact: true }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('W47 words alone stay words alone, and a village is kept beside the district near it', async (t) => {
    const { page, faults } = await open(t)
    await register(page, 'Rojda Kawa')
    await page.getByRole('button', { name: 'Change: From' }).click()
    await page.getByLabel(originLabel).fill('Gundê Jor')
    await page.getByLabel('The place in the list').fill('Sinjar Nineveh')
    await option(page, 'Sinjar, Nineveh, Iraq').first().click()
    await page.getByRole('group', { name: 'Taken to mean' }).getByText('Sinjar, Nineveh, Iraq').waitFor()
    assert.equal(await page.getByLabel(originLabel).inputValue(), 'Gundê Jor')
    await page.getByRole('button', { name: 'Words alone' }).click()
    await page.getByLabel('Who says so').fill('her mother')
    await save(page)
    const places = panel(page, 'Places')
    await places.getByRole('row').filter({ hasText: 'Gundê Jor' }).getByText('words alone').waitFor()
    assert.equal(await places.getByRole('img', { name: 'Map with' }).count(), 0)
    assert.deepEqual(faults, [])
  })

  test('W48 the map shows areas and never points, the table says the same, and nothing is asked of another server', async (t) => {
    const { page, faults } = await open(t)
    await register(page, 'Dilan Omar')
    await sayOrigin(page, 'Shingal', 'Sinjār, Nineveh, Iraq')
    await page.getByRole('button', { name: 'Change: Whereabouts' }).click()
    await page.getByRole('combobox', { name: 'Where they are' }).selectOption('reported')
    await page.getByLabel('Place', { exact: true }).fill('Hesekê')
    await option(page, 'governorate').first().click()
    await page.getByLabel('Who says so').fill('a driver')
    await save(page)
    const places = panel(page, 'Places')
    const map = places.getByRole('img', { name: 'Map with 2 places' })
    await map.waitFor()
    const rows = places.getByRole('row')
    assert.equal(await rows.count(), 3)
    assert.match(await rows.nth(1).innerText(), /1\s+From\s+Shingal[\s\S]+Sinjār, Nineveh, Iraq/u)
    // A town is as wide as a town at least; a governorate has its outline.
    const radius = await map
      .locator('circle[class*=area]')
      .first()
      .evaluate((circle) => circle.getBoundingClientRect().width)
    assert.ok(radius >= 16, `${radius} pixels`)
    const box = () => map.getAttribute('viewBox')
    const first = await box()
    await places.getByRole('button', { name: 'Nearer' }).click()
    const near = await box()
    assert.ok(Number(near.split(' ')[2]) < Number(first.split(' ')[2]))
    await page.keyboard.press('ArrowRight')
    assert.ok(Number((await box()).split(' ')[0]) > Number(near.split(' ')[0]))
    await places.getByRole('button', { name: 'Show all places' }).click()
    assert.equal(await box(), first)
    await places.getByText('no position of Homeward').waitFor()
    await look(page, 'places')
    assert.deepEqual(faults, [])
  })

  test('W48 right to left the page keeps its shape and the map is not mirrored', async (t) => {
    const { page, faults } = await open(t)
    await register(page, 'Zerîn Omer')
    await sayOrigin(page, 'الموصل', 'Mosul, Nineveh, Iraq')
    const map = panel(page, 'Places').getByRole('img', { name: 'Map with 1 place' })
    await map.waitFor()
    const first = await map.getAttribute('viewBox')
    await page.evaluate(() => {
      document.documentElement.dir = 'rtl'
      document.documentElement.lang = 'ar'
    })
    await panel(page, 'Places').getByRole('button', { name: 'Nearer' }).click()
    // Labels are in the language of the page where the sources have a name in it.
    await map
      .getByText(/[\u0600-\u06FF]{3}/u)
      .first()
      .waitFor()
    await panel(page, 'Places').getByRole('button', { name: 'Show all places' }).click()
    assert.equal(await map.getAttribute('viewBox'), first)
    await look(page, 'places-rtl')
    assert.deepEqual(faults, [])
  })

  test('W49 people are narrowed to a place, which stands in no address and is forgotten at the lock', async (t) => {
    const { page, faults } = await open(t)
    await register(page, 'Hevi Kawa')
    await sayOrigin(page, 'Raqqa', 'Raqqa, Syria')
    await register(page, 'Sipan Merdan')
    await go(page, '/people')
    await page.getByLabel('A place: from there or seen there').fill('Syria')
    await option(page, 'country').first().click()
    await page.getByText('Those with a place in Syria.').waitFor()
    await page.getByText('Hevi Kawa').waitFor()
    assert.equal(await page.getByText('Sipan Merdan').count(), 0)
    await look(page, 'people-in-a-place')
    assert.ok(!page.url().includes('SY'))
    const search = page.getByRole('textbox', { name: /^Search by name/u })
    await search.fill('هيفي')
    await page.getByText('1 person fits').waitFor()
    await page.getByText('Those with a place in Syria.').waitFor()
    await look(page, 'people-in-a-place-by-name')
    await search.fill('Sipan')
    await page.getByText('Nobody with a place there fits').waitFor()
    await search.fill('')
    await page.getByText('Hevi Kawa').waitFor()
    await page.getByRole('button', { name: 'Show everybody' }).click()
    await page.getByText('Sipan Merdan').waitFor()
    assert.deepEqual(faults, [])
  })
})
