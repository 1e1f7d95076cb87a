import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { passphrase } from './served-world.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']

const isExecutable = (place) => {
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Where a Chromium lies: HOMEWARD_CHROMIUM, or the first on the path; null if there is none. */
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

/** In a locale of plain ASCII, such as that of a bare environment, Chromium drops files whose names have other letters. */
const env = { ...process.env, LC_ALL: 'C.UTF-8' }

export const openBrowser = () =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    env,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/**
 * A browser that keeps a profile on disk, as the browser of a member does.
 *
 * @param {{profile: string, temp: string, downloads: string, home?: string}} dirs its profile, its temporary folder, where downloads go, and
 *   a home of its own
 */
export const openProfile = async ({ profile, temp, downloads, home }) => {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-sync',
      '--restore-last-session',
    ],
    // What tests usually turn off and a member does not.
    ignoreDefaultArgs: ['--disable-back-forward-cache', '--disable-component-update', '--disable-extensions'],
    env: { ...env, TMPDIR: temp, ...(home === undefined ? {} : { HOME: home }) },
    acceptDownloads: true,
    downloadsPath: downloads,
    viewport: { width: 1440, height: 900 },
  })
  let closed = false
  const close = async () => {
    if (!closed) await context.close()
    closed = true
  }
  return { context, close }
}

/**
 * A page of a browser of its own that notes everything that must not happen: errors on the console, uncaught errors, requests
 * to other origins, and violations of the content security policy.
 *
 * @param {{browser: import('playwright-core').Browser, url: string, width?: number, height?: number, scheme?: 'light' | 'dark'}} options
 */
export const openPage = async ({ browser, url, width = 1440, height = 900, scheme = 'light' }) => {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  const faults = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => {
    faults.push(`uncaught: ${error.message}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !/^(?:blob|data):/u.test(request.url()))
      faults.push(`request: ${request.url()}`)
  })
  await page.exposeFunction('noteFault', (fault) => {
    faults.push(fault)
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      globalThis.noteFault(`policy: ${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return { context, page, faults }
}

/** Waits until nothing is on its way: the page is drawn, no skeleton is shown, every picture is there. */
export const settled = async (page) => {
  await page.waitForFunction(
    () =>
      new Promise((resolve) => {
        // Two drawings later, what a finished request changes is on the screen too.
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            const isBusy = document.querySelector('[aria-busy], .mantine-Skeleton-root') !== null
            const pictures = [...document.images].every((image) => image.complete)
            resolve(!isBusy && pictures && document.querySelector('h1') !== null)
          })
        })
      }),
  )
}

/** Goes to another address inside the page, as a link does, and does not wait for what it shows. */
export const pushTo = async (page, address) => {
  const title = await page.title()
  const from = new URL(page.url()).pathname
  await page.evaluate((to) => {
    globalThis.history.pushState(null, '', to)
    globalThis.dispatchEvent(new PopStateEvent('popstate'))
  }, address)
  // Every page has a title of its own; two neighbours of the same kind are not visited one after the other.
  if (new URL(address, page.url()).pathname !== from)
    await page.waitForFunction((before) => document.title !== before, title)
}

/** Goes to another address inside the page and waits until it stands. */
export const go = async (page, address) => {
  await pushTo(page, address)
  await settled(page)
}

/** Opens the interface and unlocks the vault. */
export const unlock = async (page, url, at = '/', by = passphrase) => {
  await page.goto(url + at)
  await page.getByLabel('Passphrase', { exact: true }).fill(by)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
  await settled(page)
}

/** A page of an unlocked vault; at the end of the test nothing forbidden may have happened. */
export const openUnlocked = async (t, options) => {
  const opened = await openPage(options)
  t.after(() => opened.context.close())
  await unlock(opened.page, options.url, options.at ?? '/')
  return opened
}
