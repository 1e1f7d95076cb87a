import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import axe from 'axe-core'
import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

/** What axe finds, and what it cannot know: targets of 48 pixels, nothing that scrolls sideways, nothing cut off. */
const faultsOf = async (page) => {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${axe.source}; undefined`)
  return page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`)
    for (const target of document.querySelectorAll('button, input, select, textarea, summary')) {
      const { width, height } = target.getBoundingClientRect()
      if (height < 44 || width < 44) found.push(`small: ${target.outerHTML.slice(0, 100)} ${width}×${height}`)
    }
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth > clientWidth) found.push(`scrolls sideways: ${scrollWidth} > ${clientWidth}`)
    return found
  })
}

describe('every screen', { skip: phone.skip }, () => {
  let browser
  before(async () => {
    browser = await phone.openBrowser()
  })
  after(() => browser?.close())

  const walk = async (t, colorScheme) => {
    const office = await openOffice(await inventAlbum({ count: 3, showNames: true }))
    t.after(() => office.close())
    const { page, context, faults } = await phone.openPhone(browser, office.url, { colorScheme, hardware: true })
    t.after(() => context.close())
    // As a page may run it that loads no foreign code: the policy is for the app, not for its examiner.
    const found = []
    const look = async (name) => {
      found.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`))
    }
    await page.goto(`${office.url}/album/`)
    await phone.heading(page, 'No album on this phone')
    await look('nothing')
    await page.goto('about:blank')
    office.set.judge = 'waiting'
    await phone.setUpPhone(page, office.invitation, { hardware: true, onStep: look, duress: phone.duressPin })
    await phone.heading(page, 'Compare the digits')
    await look('digits')
    office.set.judge = 'paired'
    await phone.heading(page, 'Done')
    await look('receipt')
    await phone.press(page, 'To the album')
    await phone.heading(page, 'Album')
    await look('home')
    await phone.press(page, 'Settings')
    await phone.heading(page, 'Settings')
    await page.getByText('This app opens without a network.').waitFor()
    await look('settings')
    await phone.press(page, 'Back')
    await phone.press(page, 'Begin a session')
    await phone.heading(page, 'Before we begin')
    await look('consent')
    await phone.press(page, 'I would rather not')
    await look('no consent')
    await phone.press(page, 'Back')
    await phone.beginSession(page)
    await look('picture')
    await phone.answer(page, 'Not recognised')
    await look('second picture')
    await phone.press(page, 'Recognised')
    await phone.heading(page, 'Do you want to tell more?')
    await look('details')
    await phone.press(page, 'Break')
    await phone.heading(page, 'A break')
    await look('break')
    await phone.press(page, 'End the session')
    await look('ending')
    await phone.press(page, 'Yes, end it')
    await phone.heading(page, 'The session is over')
    await look('ended')
    await phone.press(page, 'Back to the beginning')
    await phone.press(page, 'Lock')
    await phone.heading(page, 'Enter your PIN')
    await look('locked')
    await phone.press(page, 'I have forgotten the PIN')
    await look('forgotten')
    assert.deepEqual(found, [])
    assert.deepEqual(faults, [])
  }

  test('AL57 can be used by everybody, by day', (t) => walk(t, 'light'))
  test('AL57 can be used by everybody, in the dark', (t) => walk(t, 'dark'))

  test('AL57 a session can be held by keyboard alone', async (t) => {
    const office = await openOffice(await inventAlbum({ count: 2 }))
    t.after(() => office.close())
    const { page, context } = await phone.openPhone(browser, office.url)
    t.after(() => context.close())
    await phone.pairPhone(page, office.invitation)
    const reach = async (name) => {
      for (let presses = 0; presses < 30; presses += 1) {
        await page.keyboard.press('Tab')
        const focused = await page.evaluate(() => {
          const { activeElement } = document
          return activeElement.getAttribute('aria-label') ?? activeElement.innerText
        })
        if (focused.trim() === name) {
          await page.keyboard.press('Enter')
          return
        }
      }
      assert.fail(`${name} is not reached`)
    }
    await reach('Begin a session')
    await phone.heading(page, 'Before we begin')
    await reach('They read it themselves')
    await reach('Yes, I want to')
    for (const place of ['1 of 2', '2 of 2']) {
      await page.waitForFunction((words) => document.querySelector('h1')?.innerText.includes(words), place)
      await phone.pictureShown(page)
      await reach('Not recognised')
    }
    await phone.heading(page, 'That was the last picture')
    await reach('End the session')
    await phone.heading(page, 'The session is over')
  })
})
