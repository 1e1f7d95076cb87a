import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { giveConsent, openRecords, recordPackage, registerPerson } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { go, openBrowser, openPage, skip } from './browser.mjs'
import { passphrase, serveWorld } from './served-world.mjs'
import { enter, look } from './walk.mjs'

/** Somebody with a consent, under which a package was given away. */
const fillVault = async ({ dir }) => {
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const person = await registerPerson(records, { names: [{ text: 'Zozan Qasim', kind: 'full' }] })
  const consent = await giveConsent(records, person, {
    givenBy: 'her mother',
    capacity: 'parent',
    scopes: ['photos'],
    purposes: ['tracing', 'media'],
    recipients: [],
  })
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

/** Stands in for the voices of a device, of which a headless browser has none. */
const giveVoices = (voices) => {
  globalThis.spoken = []
  const synthesis = new EventTarget()
  Object.assign(synthesis, {
    getVoices: () => voices,
    speak: ({ text, voice }) => globalThis.spoken.push({ text, voice: voice.name }),
    cancel: () => undefined,
  })
  Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis })
  globalThis.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) {
      super()
      this.text = text
    }
  }
}

/** What of the page lies above the dialog somewhere; runs in the page. */
const reachable = () => {
  const dialog = document.querySelector('[role=dialog][aria-modal=true]')
  const places = [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98]
  return places
    .flatMap((x) => places.map((y) => document.elementFromPoint(x * innerWidth, y * innerHeight)))
    .filter((element) => !dialog.contains(element))
    .map((element) => element.outerHTML.slice(0, 80))
}

describe('consent', { skip }, () => {
  let browser
  let world
  let person
  before(async () => {
    world = await serveWorld({ filled: false })
    person = await fillVault(world)
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.close()
  })
  const open = async (t, voices) => {
    const opened = await openPage({ browser, url: world.url })
    t.after(() => opened.context.close())
    await opened.page.addInitScript(giveVoices, voices)
    await enter(opened.page, world.url, passphrase)
    return opened
  }

  test('W71 W72 R43 somebody is asked in Arabic, one purpose at a time, hears it, and sees what they said', async (t) => {
    const { page, faults } = await open(t, [
      { name: 'far away', lang: 'ar-EG', localService: false },
      { name: 'of this device', lang: 'ar_IQ', localService: true },
    ])
    await go(page, `/people/${person}`)
    await page.getByRole('link', { name: 'Ask for consent' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ask for consent' }).waitFor()
    await page.getByRole('button', { name: 'Begin' }).click()
    assert.equal(await page.getByText('Please fill this in.').count(), 2)
    await page.getByLabel('Their name').fill('Gulê')
    await page.getByLabel('In what capacity').selectOption('parent')
    await page.getByLabel('Media').check()
    await page.getByLabel('Tracing').uncheck()
    await page.getByLabel('Notice to a platform').uncheck()
    await page.getByText('translated by a machine').waitFor()
    await look(page, 'consent-ask')
    await page.getByRole('button', { name: 'Begin' }).click()

    const screen = page.locator('[lang=ar][dir=rtl]')
    await screen.getByRole('heading', { name: 'هل يجوز لنا أن نعرض هذا في ألبومنا' }).waitFor()
    assert.deepEqual(await page.evaluate(reachable), [], 'nothing else of the vault can be reached')
    assert.ok(await screen.getByRole('heading').evaluate((heading) => heading === document.activeElement))
    await screen.getByText('١ / ٣').waitFor()
    await screen.getByText('Zozan Qasim').waitFor()
    for (let key = 0; key < 7; key++) await page.keyboard.press('Tab')
    assert.ok(await screen.evaluate((element) => element.contains(document.activeElement)))
    await screen.getByRole('button', { name: 'اقرأ بصوت عالٍ' }).click()
    const [{ text, voice }] = await page.evaluate(() => globalThis.spoken)
    assert.equal(voice, 'of this device')
    assert.match(text, /ألبومنا.*\n.*هاتفنا.*\n.*الأسماء، الصور\n.*بكل حرية/u)
    await look(page, 'consent-question-ar')
    await screen.getByRole('button', { name: 'نعم', exact: true }).click()
    await screen.getByRole('heading', { name: 'لمحكمة' }).waitFor()
    await screen.getByRole('button', { name: 'ليس الآن' }).click()
    await screen.getByRole('heading', { name: 'للصحف' }).waitFor()
    await screen.getByRole('button', { name: 'نعم', exact: true }).click()
    await screen.getByText('شكراً').waitFor()
    await screen.getByRole('button', { name: 'رجوع' }).click()
    const chosen = screen.getByRole('button', { name: 'نعم', exact: true })
    assert.equal(await chosen.getAttribute('aria-pressed'), 'true')
    await screen.getByRole('button', { name: 'لا', exact: true }).click()
    await look(page, 'consent-said-ar')
    await screen.getByRole('button', { name: 'I have the device back' }).click()

    await page.getByText('2 answers, each kept').waitFor()
    await look(page, 'consent-check')
    await page.getByRole('button', { name: 'Write down' }).click()
    await page.waitForURL(`**/people/${person}`)
    const panel = page.getByRole('region', { name: 'Consent', exact: true })
    await panel.getByText('Refused since').waitFor()
    assert.equal(await panel.getByText('our words, version 1, Arabic').count(), 2)
    await panel.getByText('The words that they were asked with').first().click()
    await panel.getByText('هل يجوز لنا أن نعطي هذا للصحف').waitFor()
    await look(page, 'consent-panel')
    assert.deepEqual(faults, [])
  })

  test('W72 H10 without a voice of the device there is no button, and a word why', async (t) => {
    const { page, faults } = await open(t, [
      { name: 'far away', lang: 'ckb-IQ', localService: false },
      { name: 'Latin letters', lang: 'ku', localService: true },
    ])
    await go(page, `/people/${person}/consent`)
    await page.getByLabel('Their name').fill('Gulê')
    await page.getByLabel('In what capacity').selectOption('self')
    await page.getByLabel('Language of the questions').selectOption('kmr')
    assert.equal(await page.getByText('no voice of its own').count(), 0)
    await page.getByLabel('Language of the questions').selectOption('ckb')
    await page.getByText('no voice of its own').waitFor()
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'بەڵێ' }).waitFor()
    await look(page, 'consent-question-ckb')
    assert.equal(await page.getByRole('button', { name: 'بە دەنگ' }).count(), 0)
    assert.deepEqual(faults, [])
  })

  test('W73 R44 a withdrawal says what it stops and what has to be asked back, before and after', async (t) => {
    const { page, faults } = await open(t, [])
    await go(page, `/people/${person}`)
    const panel = page.getByRole('region', { name: 'Consent', exact: true })
    const entry = panel.getByRole('listitem').filter({ hasText: 'Tracing with partners' })
    await entry.getByRole('button', { name: 'Withdraw' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Tracing with partners: photos').waitFor()
    await dialog.getByText('Package: Red office').waitFor()
    await dialog.getByLabel('Who takes it back').fill('Zozan')
    await dialog.getByLabel('In what capacity').selectOption('self')
    await look(page, 'consent-withdraw')
    await dialog.getByRole('button', { name: 'Withdraw' }).click()
    await dialog.waitFor({ state: 'detached' })
    await entry.getByText('This stopped').waitFor()
    await entry.getByText('Package: Red office').waitFor()
    await entry.getByText('Zozan (The person themself)').waitFor()
    await look(page, 'consent-withdrawn')
    assert.deepEqual(faults, [])
  })

  test('W73 R42 a no from paper is recorded', async (t) => {
    const { page, faults } = await open(t, [])
    await go(page, `/people/${person}`)
    await page.getByRole('button', { name: 'Record an answer' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('They say no').click()
    assert.equal(await dialog.getByLabel('To whom').count(), 0)
    await dialog.getByLabel('Who answered').fill('Zozan')
    await dialog.getByLabel('In what capacity').selectOption('self')
    await dialog.getByLabel('Figures').check()
    await dialog.getByLabel('Asked with the form or text').fill('form 7')
    await look(page, 'consent-record')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const refusal = page.getByRole('listitem').filter({ hasText: 'form 7' })
    await refusal.getByText('Figures that are published').waitFor()
    assert.deepEqual(faults, [])
  })
})
