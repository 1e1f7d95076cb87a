import assert from 'node:assert/strict'
import { copyFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { openBrowser, openUnlocked, settled, skip } from './browser.mjs'
import { serveWorld } from './served-world.mjs'
import { look } from './walk.mjs'

/** Written by openpyxl: see packages/intake/fixtures/make.py. */
const workbook = new URL('./people.xlsx', import.meta.url)

const person = (id, name, expiry) =>
  `<person><person_record_id>example.org/${id}</person_record_id><expiry_date>${expiry}T00:00:00Z</expiry_date><full_name>${name}</full_name></person>`

describe('tables', { skip }, () => {
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
  const choose = async (page, name, text) => {
    const file = path.join(world.exports, name)
    await (text === undefined ? copyFile(workbook, file) : writeFile(file, text))
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByRole('heading', { name: 'How the file is read' }).waitFor()
    await settled(page)
  }

  test('W43 I43 a workbook is read with the sheet of choice, and its next edition adds beside what stands', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/people/import' })
    await choose(page, 'committee.xlsx')
    await page.getByText('Cells are merged (F3:F4)').waitFor()
    await page.getByText('2 new people').first().waitFor()
    assert.deepEqual(await page.getByLabel('Sheet').locator('option').allTextContents(), [
      'People',
      'Old',
      'Codes (hidden)',
    ])
    await page.getByLabel('Sheet').selectOption('Old')
    await page.getByRole('button', { name: 'Import 1 person' }).waitFor()
    await page.getByLabel('Sheet').selectOption('People')
    await page.getByRole('button', { name: 'Import 2 people' }).waitFor()
    await look(page, 'table-preview')
    await page.getByRole('button', { name: 'Import 2 people' }).click()
    await page.getByText('3 in = 2 new + 0 added + 0 as before + 1 refused').waitFor()

    await page.getByRole('button', { name: 'Import another table' }).click()
    const next = ['No,Full name,Village', 'K-1,Zozan Qasim,Gundê Nû', 'K-2,Azad Qasim,Gundê Jor', 'K-9,Zozan Qasim,']
    await choose(page, 'committee.csv', `${next.join('\n')}\n`)
    await page.getByText('1 adds to somebody').waitFor()
    await page.getByText('One person has this very name:').waitFor()
    assert.equal(await page.getByRole('listitem').filter({ hasText: 'Azad Qasim' }).getByRole('combobox').count(), 0)
    await look(page, 'table-lines')
    await page.getByLabel('What to do with line 4').selectOption('skip')
    await page.getByText('left out, as you chose').waitFor()
    await page.getByLabel('What to do with line 4').selectOption('As it says')
    await page.getByText('One person has this very name:').waitFor()
    await page.getByLabel('What to do with line 4').selectOption({ label: 'Add to Zozan Qasim' })
    await page.getByRole('button', { name: 'Import 0 new people, add to 2' }).click()
    await page.getByText('3 in = 0 new + 2 added + 1 as before + 0 refused').waitFor()
    await look(page, 'table-receipt')
    await page.getByRole('main').getByRole('link', { name: 'Go to People' }).click()
    await page.getByRole('link', { name: 'Zozan Qasim' }).first().click()
    await page.getByText('Gundê Nû').first().waitFor()
    await page.getByText('Gundê Jor').first().waitFor()
    assert.deepEqual(faults, [])
  })

  test('W43 I41 a table whose letters are a guess says so and is read anew as chosen; a broken one says where', async (t) => {
    const { page } = await openUnlocked(t, { browser, url: world.url, at: '/people/import' })
    const turkish = Uint8Array.from('Ad\u00FD,K\u00F6y\n\u00DEilan,G\u00FCndo\u00F0an\n', (one) => one.codePointAt(0))
    await choose(page, 'turkish.csv', turkish)
    await page.getByText('It was read as Windows-1254 (Turkish)').waitFor()
    await page.getByText('Şilan').first().waitFor()
    await page.getByLabel('How its letters are written').selectOption('windows-1256')
    await page.getByText('It was read as Windows-1254 (Turkish)').waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'Choose another file' }).click()
    const file = path.join(world.exports, 'broken.csv')
    await writeFile(file, 'Name,Village\nZozan,Jor\n"Azad,Jor\n')
    await page.locator('input[type=file]').first().setInputFiles(file)
    await page.getByText('begins in line 3, a quotation mark is opened and never closed').waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Choose a table' }).waitFor()
  })

  test('W43 I49 I51 PFIF is previewed like a table, and a record id shows until when it may be kept', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/people/import' })
    const records = `<pfif xmlns="http://zesty.ca/pfif/1.4">${person(1, 'Berivan Qaso', '2199-01-01')}${person(2, 'Gone By', '2020-01-01')}</pfif>`
    await choose(page, 'records.xml', records)
    await page.getByText('its source let this record be kept until 2020-01-01 only').waitFor()
    assert.equal(await page.getByLabel('Whose list it is').count(), 0)
    await look(page, 'pfif-preview')
    await page.getByRole('button', { name: 'Import 1 person' }).click()
    await page.getByText('2 in = 1 new + 0 added + 0 as before + 1 refused').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Go to People' }).click()
    await page.getByLabel('Search by name, mother, place or number, in any script').fill('Berivan Qaso')
    await page.getByRole('link', { name: 'Berivan Qaso' }).first().click()
    await page.getByText('may be kept until 2199-01-01').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W43 R62 H7 people leave as PFIF as far as consent allows, and the list says so', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/people/new' })
    await page.getByLabel('Name, as it was given').fill('Xoshewist Derwesh')
    await page.getByRole('button', { name: 'Add this person' }).click()
    await page.waitForURL('**/people/person-*')
    await page.getByRole('button', { name: 'Record an answer' }).click()
    await page.getByLabel('Who answered').fill('Her mother')
    await page.getByLabel('In what capacity').selectOption('parent')
    await page.getByLabel('Tracing').check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('In force').waitFor()
    const id = page.url().split('/').at(-1)
    await page.goto(`${world.url}/packages/new?person=${id}`)
    await page.getByLabel('As', { exact: true }).selectOption('pfif')
    await page.getByText('PFIF holds names').waitFor()
    assert.equal(await page.getByText('Confirmed leads').count(), 0)
    await page.getByLabel('Recipient').fill('Tracing Office')
    await page.getByRole('button', { name: 'Make the package' }).waitFor()
    await look(page, 'pfif-export')
    await page.getByRole('button', { name: 'Make the package' }).click()
    await page.getByRole('heading', { name: 'The package is ready' }).waitFor()
    await page.getByRole('link', { name: 'All packages' }).click()
    await page.getByText('PFIF: 0 items, 1 person').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W43 I52 the rows of a repeat are read with the file of their submissions', async (t) => {
    const { page, faults } = await openUnlocked(t, { browser, url: world.url, at: '/people/import' })
    const members = 'member/full_name,_index,_parent_index,_submission__uuid\nHêvî Saleh,1,1,u-1\n'
    await choose(page, 'members.csv', members)
    await page.getByText('These rows belong to submissions in another file').waitFor()
    const parent = path.join(world.exports, 'submissions.csv')
    await writeFile(parent, 'village,_index,_uuid\nGundê Sor,1,u-1\n')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Choose the file with the submissions' }).click(),
    ])
    await chooser.setFiles(parent)
    await page.getByLabel('How to read the column submission/village').waitFor()
    assert.equal(await page.getByLabel('How to read the column submission/village').inputValue(), 'origin')
    await look(page, 'kobo-repeat')
    await page.getByRole('button', { name: 'Import 1 person' }).click()
    await page.getByText('1 in = 1 new + 0 added + 0 as before + 0 refused').waitFor()
    assert.deepEqual(faults, [])
  })
})
