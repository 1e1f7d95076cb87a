import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { textsFaults } from '../scripts/check-texts.mjs'
import { reviewPage, reviewPageFile } from '../scripts/review-page.mjs'
import { loadSources, openModules } from '../scripts/texts-world.mjs'

const webDir = path.join(import.meta.dirname, '..')

/** Modules without a page, loaded through Vite, before and after a language was chosen. */
describe('languages', () => {
  let vite
  const load = (file) => vite.ssrLoadModule(`/src/${file}`)
  before(async () => {
    vite = await openModules()
  })
  after(() => vite.close())

  test('W61 no module reads a text while it loads', async () => {
    const files = readdirSync(path.join(webDir, 'src'), { recursive: true }).filter(
      (name) =>
        /\.tsx?$/u.test(name) && !/\.d\.ts$|^(?:main|app|router)\.tsx$|po-files|-plugin\.ts$|static-theme/u.test(name),
    )
    assert.ok(files.length > 150)
    const wrong = []
    for (const file of files) {
      try {
        await load(file)
      } catch (error) {
        wrong.push(`${file}: ${error.message}`)
      }
    }
    assert.deepEqual(wrong, [])
  })

  test('W62 every message is well formed, and numbers in it follow the language', async () => {
    const { i18n, sources } = await load('language/messages.ts')
    const { activate } = await load('language/active.ts')
    await activate('ar', 'arab')
    assert.ok(sources.size > 1000)
    // A list in a catalogue is one message a line.
    assert.equal(sources.get('time.months.1'), 'February')
    const odd = [...sources].filter(([, source]) => {
      const tokens = compileMessage(source).flat()
      return tokens.includes('select') || tokens.includes('selectordinal') || /[{}]/u.test(source) !== tokens.length > 1
    })
    assert.deepEqual(odd, [])
    assert.equal(i18n.number(1234.5), '١٬٢٣٤٫٥')
    await activate('ar', 'latn')
    assert.equal(i18n.number(1234.5), '1,234.5')
    await activate('en', 'arab')
    assert.equal(i18n.number(1234.5), '1,234.5')
  })

  test('W65 every text is translated, with the same values and every plural of its language', async () => {
    const sources = await loadSources(vite)
    const { readPo } = await load('language/po-files.ts')
    assert.deepEqual(textsFaults(sources, readPo), [], 'run `npm run texts`, then translate what it lists')
  })

  test('W65 the check of translations finds each kind of fault', async () => {
    const { readPo } = await load('language/po-files.ts')
    const sources = new Map(await loadSources(vite))
    const broken = (change) => textsFaults(sources, (file) => readPo(file).map((row) => ({ ...row, ...change(row) })))
    const ofTotal = (text) => broken(({ id }) => (id === 'people.total' ? { text } : {}))
    assert.match(ofTotal('')[0], /^ar people\.total: not translated$/u)
    assert.match(ofTotal('{n, plural, one {#} other {#}}')[0], /^ar people\.total: counts by one, other instead of/u)
    assert.match(
      ofTotal('{m, plural, one {#} other {#}}').join('\n'),
      /^ckb people\.total: holds m plural instead of n/mu,
    )
    assert.match(ofTotal('{n, plural')[0], /^ar people\.total: /u)
    assert.match(
      broken(({ id }) => (id === 'people.title' ? { text: 'كي' } : {})).join('\n'),
      /ckb people\.title: Arabic/u,
    )
    assert.match(broken(({ id }) => (id === 'people.title' ? { id: 'people.gone' } : {})).join('\n'), /no such text/u)
    sources.set('people.title', 'Persons')
    assert.match(broken(() => ({}))[0], /^ar people\.title: translated from another English text$/u)
    sources.set('people.new', 'New')
    assert.match(broken(() => ({})).join('\n'), /^kmr people\.new: not translated$/mu)
  })

  test('W66 the page about review says what was reviewed', async () => {
    const { readPo } = await load('language/po-files.ts')
    assert.equal(readFileSync(reviewPageFile, 'utf8'), reviewPage(readPo), 'run `npm run texts`')
  })

  test('W63 the first language of the browser that the interface has is taken', async () => {
    const { firstOf } = await load('language/languages.ts')
    assert.equal(firstOf(['de-DE', 'ckb-IQ', 'en']), 'ckb')
    assert.equal(firstOf(['ar-SY']), 'ar')
    assert.equal(firstOf(['ku']), 'kmr')
    assert.equal(firstOf(['ku-Arab-IQ']), 'ckb')
    assert.equal(firstOf(['fr', 'de']), 'en')
    assert.equal(firstOf([]), 'en')
  })

  test('W64 a name keeps its direction inside a sentence', async () => {
    const { activate } = await load('language/active.ts')
    const { leadsTexts } = await load('texts/leads.ts')
    await activate('en', 'latn')
    assert.equal(leadsTexts.with('Karim'), 'Photo of Karim')
    assert.equal(leadsTexts.with('کەریم'), 'Photo of \u2067کەریم\u2069')
    await activate('ckb', 'arab')
    const { listed } = await load('texts/plural.ts')
    // A list begins with isolates: its own direction is that of its first letter all the same.
    assert.ok(leadsTexts.with(listed(['الف', 'ب'])).includes('\u2067\u2067الف'))
    assert.ok(leadsTexts.with('Karim').includes('\u2066Karim\u2069'))
  })

  test('W69 a job that failed is told in the language of the page, and in English by the server’s sentence', async () => {
    const { inOwnWords } = await load('jobs/failed-job.ts')
    const { activate } = await load('language/active.ts')
    const failed = { id: 'job-1', state: 'failed', error: { code: 'DISK_FULL', message: 'The disk is full: 3 bytes.' } }
    await activate('ar', 'latn')
    assert.match(inOwnWords(failed).error.message, /القرص/u)
    assert.deepEqual(inOwnWords({ id: 'job-2', state: 'done' }), { id: 'job-2', state: 'done' })
    await activate('en', 'latn')
    assert.equal(inOwnWords(failed).error.message, failed.error.message)
  })

  test('W69 a refusal of the server is told in the language of the page', async () => {
    const { activate } = await load('language/active.ts')
    const { errorFromAnswer } = await load('api/api-error.ts')
    const told = (code) => errorFromAnswer(400, JSON.stringify({ error: { code, message: 'In English.' } })).message
    await activate('kmr', 'latn')
    assert.equal(told('PASSPHRASE_WRONG'), 'Ev hevoka nepenî xezîneyê venake.')
    await activate('ar', 'arab')
    assert.equal(told('A_CODE_WITHOUT_WORDS'), '\u2066In English.\u2069')
    await activate('en', 'latn')
    assert.equal(told('PASSPHRASE_WRONG'), 'In English.')
  })
})
