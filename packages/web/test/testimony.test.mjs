import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { systemClock } from '@homeward/server'
import { go, openBrowser, openPage, skip } from './browser.mjs'
import { pairAtDesk } from './pair-at-desk.mjs'
import { holdSession, serveAlbumWorld } from './served-album.mjs'
import { passphrase, secondPassphrase } from './served-world.mjs'
import { enter, look } from './walk.mjs'

const outside = { role: 'coordinator', grants: ['registry', 'evidence', 'testimony'] }
const session = '1'.repeat(32)
const where = 'near the old mill'
const condition = 'tired, and asking for her brother'

describe('sealed testimonies', { skip }, () => {
  let browser
  before(async () => {
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
  })

  test('W82 W83 W84 R97 R101 R102 R130 a team seals what it takes; who is outside asks, the team approves, and then it is shown', async (t) => {
    let leapMs = 0
    // Time that passes, and no sleep, which would lock.
    const clock = {
      ...systemClock,
      nowMs: () => systemClock.nowMs() + leapMs,
      ranMs: () => systemClock.ranMs() + leapMs,
    }
    const world = await serveAlbumWorld(t, { second: outside, server: { clock, idleLockMs: 3_600_000 } })
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    const main = page.getByRole('main')
    const dialog = page.getByRole('dialog')
    await enter(page, world.url, passphrase)
    await go(page, '/members')
    await main.getByText('There is no team.').waitFor()
    await main.getByRole('button', { name: 'Make a team' }).click()
    await dialog.getByLabel('Name of the team').fill('North')
    await dialog.getByRole('checkbox', { name: 'Nermin' }).check()
    await look(page, 'team-make')
    await dialog.getByRole('button', { name: 'Make a team' }).click()
    await main.getByText('Your team').waitFor()
    await main.getByRole('button', { name: 'Change the team North' }).click()
    await dialog.getByRole('switch', { name: 'Seal what it takes' }).click({ force: true })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await main.getByText('seals what it takes').waitFor()
    await look(page, 'teams')

    const phone = await pairAtDesk(page, world, 'Camp office')
    await go(page, '/albums/new')
    await main.getByText('By a filter').click()
    await main.getByLabel('A word of a place').fill('spring')
    await main.getByLabel('Title of the album').fill('Village by the spring')
    await main.getByText('5 chosen = 3 shown + 2 left out').waitFor()
    await main.getByRole('button', { name: 'Make the album' }).click()
    await page.getByRole('heading', { name: 'The album is ready' }).waitFor()
    assert.equal((await phone.contact()).state, 'current')
    const { pictures } = await phone.manifest()
    const order = pictures.map(({ id }) => id)
    await holdSession(phone, session, order, (picture) =>
      picture === order[0]
        ? { answer: 'recognised', where, when: { from: '2016-08' }, words: { condition } }
        : { answer: 'unsaid' },
    )
    await go(page, '/sessions')
    await main.getByText('sealed', { exact: true }).waitFor()
    await look(page, 'sessions-sealed')
    await go(page, `/sessions/${session}`)
    await main.getByText('Sealed to your team, North.').waitFor()
    await main.getByText(where).waitFor()
    await look(page, 'testimony-team')

    await enter(page, world.url, secondPassphrase)
    await go(page, '/members')
    await main.getByText('seals what it takes').waitFor()
    assert.equal(await main.getByRole('button', { name: 'Change the team North' }).count(), 0)
    await go(page, `/sessions/${session}`)
    await main.getByText('Sealed to the team North.').waitFor()
    await main.getByText('Recognised', { exact: true }).waitFor()
    assert.equal(await main.getByText(where).count(), 0)
    assert.equal(await main.getByRole('button', { name: 'Own words' }).count(), 0)
    await look(page, 'testimony-closed')
    await main.getByRole('button', { name: 'Ask to be shown it' }).click()
    await dialog.getByLabel('Why you need to know').fill('Her brother asks')
    await look(page, 'testimony-ask')
    await dialog.getByRole('button', { name: 'Ask', exact: true }).click()
    await main.getByText('That waits for the team.').waitFor()
    await look(page, 'testimony-waiting')

    await enter(page, world.url, passphrase)
    await main.getByText('Her brother asks').waitFor()
    await main.getByRole('heading', { name: 'Show a sealed testimony' }).waitFor()
    await look(page, 'testimony-act')
    assert.equal(await main.getByRole('link', { name: 'The session that it is about' }).count(), 1)
    const about = /over the album “.?Village by the spring.?” that came in .* The team .?North.? took it\./u
    await main.getByText(about).waitFor()
    await main.getByRole('button', { name: 'Approve…' }).click()
    await dialog.getByText(about).waitFor()
    await look(page, 'testimony-approve')
    await dialog.getByRole('button', { name: 'Approve', exact: true }).click()
    await main.getByRole('button', { name: 'Approve…' }).waitFor({ state: 'detached' })

    await page.clock.install()
    await enter(page, world.url, secondPassphrase)
    await go(page, `/sessions/${session}`)
    assert.equal(await main.getByText(where).count(), 0)
    await main.getByRole('button', { name: 'Show it to me' }).click()
    await main.getByText('Shown to you until').waitFor()
    await main.getByText(where).waitFor()
    await main.getByRole('button', { name: 'Own words' }).click()
    await main.getByText(condition).waitFor()
    await look(page, 'testimony-shown')
    for (let minute = 0; minute <= 10; minute += 1) {
      leapMs += 60_000
      await page.clock.fastForward(60_000)
      // Where nobody asks for minutes, the server takes it for sleep and locks.
      await page.evaluate(() => fetch('/api/home'))
    }
    await main.getByText('Sealed to the team North.').waitFor()
    assert.deepEqual([await main.getByText(where).count(), await page.getByText(condition).count()], [0, 0])
    await main.getByRole('button', { name: 'Ask to be shown it' }).waitFor()
    assert.deepEqual(faults, [])
  })

  test('W85 W106 R97 who is in two teams says which of them holds the sessions of an album', async (t) => {
    const world = await serveAlbumWorld(t)
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    const main = page.getByRole('main')
    const dialog = page.getByRole('dialog')
    await enter(page, world.url, passphrase)
    await go(page, '/members')
    for (const name of ['North', 'South']) {
      await main.getByRole('button', { name: 'Make a team' }).click()
      await dialog.getByLabel('Name of the team').fill(name)
      await dialog.getByRole('checkbox', { name: 'Nermin' }).check()
      await dialog.getByRole('button', { name: 'Make a team' }).click()
      await main.getByText(name, { exact: true }).waitFor()
      await dialog.waitFor({ state: 'detached' })
    }
    const phone = await pairAtDesk(page, world, 'Camp office')
    await go(page, '/albums/new')
    await main.getByText('By a filter').click()
    await main.getByLabel('A word of a place').fill('spring')
    await main.getByLabel('Title of the album').fill('Village by the spring')
    await main.getByText('5 chosen = 3 shown + 2 left out').waitFor()
    await main.getByLabel('Team that holds the sessions').selectOption('South')
    await look(page, 'album-new-team')
    await main.getByRole('button', { name: 'Make the album' }).click()
    await page.getByRole('heading', { name: 'The album is ready' }).waitFor()
    assert.equal((await phone.contact()).state, 'current')
    const { pictures } = await phone.manifest()
    const order = pictures.map(({ id }) => id)
    await holdSession(phone, session, order, () => ({ answer: 'unsaid' }), '')
    await go(page, `/sessions/${session}`)
    await main.getByText('nobody was named').waitFor()
    await main.getByText('South', { exact: false }).first().waitFor()
    assert.equal(await main.getByText('North').count(), 0)
    assert.deepEqual(faults, [])
  })
})
