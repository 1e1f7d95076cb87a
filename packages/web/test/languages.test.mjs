import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { createServer } from 'vite'

const webDir = path.join(import.meta.dirname, '..')

/** Modules without a page, loaded through Vite, before and after a language was chosen. */
describe('languages', () => {
  let vite
  const load = (file) => vite.ssrLoadModule(`/src/${file}`)
  before(async () => {
    // What a browser has and modules ask for while they load.
    globalThis.localStorage ??= { getItem: () => null, setItem: () => undefined }
    // An open channel would keep this process alive.
    globalThis.BroadcastChannel = class {
      addEventListener() {}
    }
    vite = await createServer({
      root: webDir,
      configFile: path.join(webDir, 'vite.config.ts'),
      server: { middlewareMode: true, watch: null, hmr: false, ws: false },
      optimizeDeps: { noDiscovery: true },
      appType: 'custom',
      logLevel: 'silent',
    })
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
    assert.equal(leadsTexts.with('کەریم'), 'Photo of \u2068کەریم\u2069')
    await activate('ckb', 'arab')
    assert.ok(leadsTexts.with('Karim').includes('\u2068Karim\u2069'))
  })
})
