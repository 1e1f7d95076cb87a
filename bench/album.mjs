/**
 * The app for phones: what a first load costs, and how long an album of 1,000 pictures takes to open on a processor that is
 * slowed four times (the Chrome DevTools Protocol slows the thread of the page; Argon2id runs in a worker, so its time is
 * counted four times here). Peer: the limits that the project has set itself.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { inventAlbum, openOffice } from '../packages/album/test/office.mjs'
import * as phone from '../packages/album/test/phone.mjs'

const slowed = 4
const rounds = 3
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]
const assets = path.join(import.meta.dirname, '..', 'packages', 'album', 'dist', 'app', 'assets')

/** The scripts that an English phone loads at first: all but the other languages. */
const firstLoad = () =>
  readdirSync(assets)
    .filter((name) => name.endsWith('.js') && !/^(?:ar|ckb|kmr)-/u.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(path.join(assets, name)), { level: 9 }).length, 0)

/** Argon2id of the app, in its own worker, unslowed. */
const stretchMs = (page) => {
  const worker = readdirSync(assets).find((name) => name.startsWith('stretch-worker'))
  return page.evaluate(async (name) => {
    const policy = globalThis.trustedTypes.createPolicy('homeward-album', { createScriptURL: (address) => address })
    const stretching = new Worker(policy.createScriptURL(`/album/assets/${name}`), { type: 'module' })
    const asked = { secret: 'measure', salt: new Uint8Array(16), cost: { memoryKib: 65_536, passes: 2 } }
    const startedMs = performance.now()
    await new Promise((resolve) => {
      stretching.addEventListener('message', resolve)
      stretching.postMessage(asked, { transfer: [] })
    })
    return performance.now() - startedMs
  }, worker)
}

const openingMs = async (page) => {
  await page.reload()
  await page.getByLabel('Passphrase or number').fill(phone.passphrase)
  return page.evaluate(async () => {
    const startedMs = performance.now()
    Array.from(document.querySelectorAll('button'))
      .find(({ textContent }) => textContent === 'Open')
      .click()
    await new Promise((resolve) => {
      const look = () => {
        if (document.body.textContent.includes('1,000 pictures')) resolve()
        else requestAnimationFrame(look)
      }
      look()
    })
    return performance.now() - startedMs
  })
}

export async function run({ scale }) {
  const load = {
    name: 'album: script of a first load, gzip',
    value: Math.round(firstLoad() / 1024),
    unit: 'KiB',
    target: '< 200',
  }
  const office = await openOffice(await inventAlbum({ count: 1000 }))
  const browser = await phone.openBrowser()
  try {
    const { page, context } = await phone.openPhone(browser, office.url, { bypassCSP: true })
    page.setDefaultTimeout(120_000)
    await phone.pairPhone(page, office.invitation)
    const cdp = await context.newCDPSession(page)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowed })
    const opened = []
    for (let round = 0; round < (scale === 'small' ? 1 : rounds); round += 1) opened.push(await openingMs(page))
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    const stretches = []
    for (let round = 0; round < rounds; round += 1) {
      await page.goto('about:blank')
      await page.goto(`${office.url}/album/icon.svg`)
      stretches.push(await stretchMs(page))
    }
    const value = Math.round(median(opened) + (slowed - 1) * median(stretches))
    return [
      load,
      {
        name: 'album: Argon2id of one try, unslowed',
        value: Math.round(median(stretches)),
        unit: 'ms',
        target: '< 500',
      },
      { name: `album: 1,000 pictures open, ${slowed}× slowed`, value, unit: 'ms', target: '< 2000' },
    ]
  } finally {
    await browser.close()
    await office.close()
  }
}
