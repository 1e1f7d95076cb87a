/** A phone: headless Chromium at the size of one, and the ways that a person takes through the app. */
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

const isExecutable = (place) => {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const chromiumPath = (() => {
  const places = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((dir) => names.map((name) => path.join(dir, name)))
  places.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome')
  if (process.env.HOMEWARD_CHROMIUM !== undefined) places.unshift(process.env.HOMEWARD_CHROMIUM)
  return places.find(isExecutable) ?? null
})()

/** The `skip` of a browser test: false, or the one loud line that says what is missing. */
export const skip =
  chromiumPath === null
    ? 'NO BROWSER TESTS WERE RUN: no Chromium was found. Install it (Debian: apt install chromium) or set HOMEWARD_CHROMIUM.'
    : false

/** What the tests choose; none of it is guessable, and none of it may be found on a disk. */
export const passphrase = 'copper wheelbarrow under seven lanterns'
export const duressPassphrase = 'velvet anchors'
const pin = '503817'
export const duressPin = '918264'

const env = { ...process.env, LC_ALL: 'C.UTF-8' }
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]
const look = { viewport: { width: 360, height: 740 }, reducedMotion: 'reduce', hasTouch: true, locale: 'en-GB' }

export const openBrowser = () => chromium.launch({ executablePath: chromiumPath ?? '', env, args })

/** A browser whose profile lies in a folder, as that of a phone does. */
export const openProfile = (profile, options = {}, more = []) =>
  chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath ?? '',
    args: [...args, ...more],
    ignoreDefaultArgs: ['--disable-back-forward-cache', '--disable-component-update', '--disable-extensions'],
    env,
    ...look,
    permissions: ['microphone'],
    ...options,
  })

/** Notes everything that must not happen on a page. */
export const watch = (page, url) => {
  const faults = []
  page.setDefaultTimeout(20_000)
  page.on('console', (message) => {
    // That a contact failed is what some tests are about; the browser writes a line for each.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => {
    faults.push(`uncaught: ${error.message}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/album/`) && !request.url().startsWith('blob:'))
      faults.push(`request: ${request.url()}`)
  })
  return faults
}

/** A phone of its own in a browser that several tests share. `hardware` gives it a lock of its own with a key (WebAuthn PRF). */
export const openPhone = async (browser, url, { hardware = false, ...options } = {}) => {
  const context = await browser.newContext({ ...look, permissions: ['microphone'], ...options })
  const page = await context.newPage()
  const faults = watch(page, url)
  if (hardware) await giveHardware(page)
  return { context, page, faults }
}

const giveHardware = async (page) => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}

export const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
export const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor()

/** Types a PIN on the keypad, as a finger does. */
const typePin = async (page, digits) => {
  for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
}

const choosePin = async (page, digits, onStep) => {
  for (const name of [/^Choose/u, 'The same PIN again']) {
    await heading(page, name)
    await onStep(`PIN ${name}`)
    await typePin(page, digits)
    await press(page, 'Go on')
  }
}

/** From the first screen of an invitation to the digits. */
export const setUpPhone = async (
  page,
  invitation,
  { hardware = false, duress = null, onStep = () => Promise.resolve() } = {},
) => {
  await page.goto(invitation)
  await heading(page, 'An album for this phone')
  await onStep('invited')
  await press(page, 'Set up this phone')
  if (hardware) {
    await heading(page, 'Use this phone’s own lock')
    await onStep('hardware')
    await press(page, 'Use it')
    await choosePin(page, pin, onStep)
  } else {
    await heading(page, 'Choose a passphrase')
    await page.getByLabel('Passphrase or number').fill(passphrase)
    await page.getByLabel('Once more').fill(passphrase)
    await press(page, 'Go on')
  }
  await heading(page, 'A duress PIN')
  await onStep('duress')
  if (duress === null) await press(page, 'Without one')
  else {
    await press(page, 'Choose a duress PIN')
    if (hardware) await choosePin(page, duress, onStep)
    else {
      await page.getByLabel('Duress passphrase').fill(duress)
      await press(page, 'Go on')
    }
  }
}

/** Pairs a phone and fetches its album; ends on the home screen. */
export const pairPhone = async (page, invitation, options = {}) => {
  await setUpPhone(page, invitation, options)
  await heading(page, 'Done')
  await press(page, 'To the album')
  await heading(page, 'Album')
}

/** Opens a locked phone. */
export const unlockPhone = async (page, { hardware = false, secret } = {}) => {
  if (hardware) {
    await heading(page, 'Enter your PIN')
    await typePin(page, secret ?? pin)
  } else await page.getByLabel('Passphrase or number').fill(secret ?? passphrase)
  await press(page, 'Open')
}

/** From home into a session, up to its first picture. */
export const beginSession = async (page) => {
  await press(page, 'Begin a session')
  await press(page, 'They read it themselves')
  await press(page, 'Yes, I want to')
  await pictureShown(page)
}

/** Waits until the next picture can be answered. */
export const pictureShown = (page) => page.locator('button[data-answer=recognised]:not([disabled])').waitFor()

/** Answers the picture that is shown, and waits until the page has gone on. */
export const answer = async (page, name) => {
  const before = await page.locator('h1').innerText()
  await press(page, name)
  await page.waitForFunction((was) => document.querySelector('h1')?.innerText !== was, before)
}

/* Runs in the page. */
const readDatabase = async () => {
  // eslint-disable-next-line unicorn/consistent-function-scoping -- the whole function is sent to the page
  const ask = (request) =>
    new Promise((resolve) => {
      request.addEventListener('success', () => {
        resolve(request.result)
      })
    })
  const database = await ask(indexedDB.open('album'))
  const transaction = database.transaction(['door', 'sealed'])
  const door = await ask(transaction.objectStore('door').get('door'))
  const keys = await ask(transaction.objectStore('sealed').getAllKeys())
  const values = await ask(transaction.objectStore('sealed').getAll())
  database.close()
  const shown =
    door === undefined ? null : { ...door, salt: [...door.salt], slots: door.slots.map((slot) => [...slot]) }
  return { door: shown, keys, sizes: values.map(({ length }) => length) }
}

/** What lies in the phone's database: the door as it is, and how many sealed records there are. Bytes as arrays. */
export const stored = (page) => page.evaluate(readDatabase)

/** Makes the page believe that it was hidden, as when somebody switches to another app. */
export const hide = (page) =>
  page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
    delete document.visibilityState
  })
