import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { go, openBrowser, openPage, settled, skip } from './browser.mjs'
import { pairAtDesk as pair } from './pair-at-desk.mjs'
import { holdSession, serveAlbumWorld, tone } from './served-album.mjs'
import { passphrase, secondPassphrase } from './served-world.mjs'
import { enter, look } from './walk.mjs'

const everything = { role: 'coordinator', grants: ['registry', 'evidence', 'testimony'] }

const openRow = (page, title) => page.getByRole('row').filter({ hasText: title })

describe('albums', { skip }, () => {
  let browser
  before(async () => {
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
  })

  const opened = async (t, options) => {
    const world = await serveAlbumWorld(t, options)
    const { page, context, faults } = await openPage({ browser, url: world.url })
    t.after(() => context.close())
    await enter(page, world.url, passphrase)
    return { world, page, faults }
  }

  test('W51 W52 W87 W3 AL3 a phone is paired by its code, an album is made for it, and a session comes back', async (t) => {
    const { world, page, faults } = await opened(t)
    const main = page.getByRole('main')
    await go(page, '/albums')
    await main.getByText('No album was made yet').waitFor()
    await look(page, 'albums-empty')
    for (const at of ['/albums', '/albums/pair']) {
      await go(page, at)
      await main.getByRole('link', { name: 'Phones' }).waitFor()
    }
    const phone = await pair(page, world, 'Camp office')

    await go(page, '/albums/new')
    await main.getByText('By a filter').click()
    await main.getByLabel('A word of a place').fill('spring')
    await main.getByLabel('Title of the album').fill('Village by the spring')
    await main.getByText('5 chosen = 3 shown + 2 left out').waitFor()
    assert.equal(await main.getByText('no consent to be shown').count(), 1)
    assert.equal(await main.getByText('is or may be under age').count(), 1)
    await look(page, 'album-new')
    await main.getByRole('button', { name: 'Make the album' }).click()
    await page.getByRole('heading', { name: 'The album is ready' }).waitFor()
    await main.getByText('5 chosen = 3 shown + 2 left out, 3 pictures.').waitFor()
    await look(page, 'album-done')

    assert.equal((await phone.contact()).state, 'current')
    const { pictures } = await phone.manifest()
    assert.equal(pictures.length, 3)
    const order = pictures.map(({ id }) => id)
    const [first, second] = order
    await holdSession(phone, '1'.repeat(32), order, (picture) =>
      picture === first
        ? {
            answer: 'recognised',
            where: 'near the old mill',
            when: { from: '2016-08', to: '2016-10' },
            words: { known: 'a neighbour of her aunt', condition: 'tired, and asking for her brother' },
            voice: tone(),
          }
        : { answer: picture === second ? 'unsure' : 'unsaid' },
    )
    await holdSession(phone, '2'.repeat(32), order.toReversed(), (picture) =>
      picture === first ? { answer: 'not-recognised' } : { answer: 'unsaid' },
    )

    await go(page, '/albums')
    await openRow(page, 'Village by the spring').getByText('on the phone').waitFor()
    await look(page, 'albums')
    await go(page, '/sessions')
    assert.equal(await main.getByRole('row').count(), 3)
    await look(page, 'sessions')
    await main.getByRole('row').last().getByRole('link').click()
    await page.getByRole('heading', { name: 'Recognition session', exact: true }).waitFor()
    await main.getByText('Every event is there').waitFor()
    await main.getByText('near the old mill').waitFor()
    // Recognised, and then told more: one answer of each picture, and none was changed.
    assert.equal(await main.getByText('Place in the order').count(), 3)
    assert.equal(await main.getByText('changed later').count(), 0)
    assert.equal(await main.getByText('asking for her brother').count(), 0)
    await main.getByRole('button', { name: 'Own words' }).click()
    await main.getByText('asking for her brother').waitFor()
    assert.equal(await main.locator('audio').count(), 0, 'nothing is read before somebody asks')
    const heard = page.waitForResponse((response) => response.request().resourceType() === 'media')
    await main.getByRole('button', { name: 'Voice' }).click()
    assert.equal((await heard).headers()['cache-control'], 'no-store')
    const seconds = await main.locator('audio').evaluate(async (audio) => {
      await audio.play()
      await new Promise((resolve) => {
        audio.addEventListener('ended', resolve)
      })
      return audio.currentTime
    })
    assert.ok(Math.abs(seconds - 0.5) < 0.01)
    await look(page, 'session')
    await main.getByRole('listitem').first().getByRole('link').first().click()
    await main.getByText('They said different things').waitFor()
    await main.getByText('1 recognised, 1 not recognised').waitFor()
    assert.equal(await main.getByText('→').count(), 0)
    assert.equal(await main.getByText('Somebody who looked at an album recognised this person.').count(), 1)
    await look(page, 'person-recognitions')
    assert.deepEqual(faults, [])
  })

  test('W53 R76 an album with somebody under age waits for a second person, who makes it possible', async (t) => {
    const { world, page, faults } = await opened(t, { second: everything })
    const main = page.getByRole('main')
    await pair(page, world, 'Camp office')
    await go(page, '/albums/new')
    await main.getByText('By a filter').click()
    await main.getByLabel('A word of a place').fill('spring')
    await main.getByLabel('Title of the album').fill('Village by the spring')
    await main.getByRole('switch', { name: /Also those who/u }).click({ force: true })
    await main.getByText('5 chosen = 4 shown + 1 left out').waitFor()
    await main.getByLabel('Why it is needed').fill('Her aunt asks for it')
    await look(page, 'album-under-age')
    await main.getByRole('button', { name: 'Ask a second person' }).click()
    await page.getByRole('heading', { name: 'Waiting for a second person' }).waitFor()
    await enter(page, world.url, secondPassphrase)
    await go(page, '/acts')
    await main.getByText('Show people who are or may be under 18', { exact: false }).first().waitFor()
    await main.getByRole('button', { name: 'Approve…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Approve', exact: true }).click()
    await page.getByText('Approved. Who proposed it can do it now.').waitFor()
    await enter(page, world.url, passphrase)
    await go(page, '/acts')
    await main.getByRole('button', { name: 'Make the album' }).click()
    await page.getByText('The album is being made').first().waitFor()
    await go(page, '/albums')
    await openRow(page, 'Village by the spring').getByText('on the phone').waitFor()
    assert.deepEqual(faults, [])
  })

  test('W54 W86 a phone is revoked and an album is ended, with what that does and does not do', async (t) => {
    const { world, page, faults } = await opened(t)
    const main = page.getByRole('main')
    const phone = await pair(page, world, 'Camp office')
    await go(page, `/people/${world.people[0]}`)
    const shown = page.getByRole('region', { name: 'Albums' })
    await shown.getByText('No album shows this person now.').waitFor()
    await shown.getByRole('link', { name: 'Make a family album' }).click()
    await main.getByLabel('Title of the album').fill('One file')
    await main.getByText('1 chosen = 1 shown + 0 left out').waitFor()
    await look(page, 'album-family')
    await main.getByRole('button', { name: 'Make the album' }).click()
    await page.getByRole('heading', { name: 'The album is ready' }).waitFor()
    await phone.contact()
    const { kind, file } = await phone.manifest()
    assert.deepEqual([kind, file[0].what], ['family', 'birth'])
    await go(page, `/people/${world.people[0]}`)
    await shown.getByText('Camp office').waitFor()
    await look(page, 'person-albums')
    await shown.getByRole('link', { name: 'One file' }).click()
    await openRow(page, 'One file').getByRole('button', { name: 'End it…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'End the album' }).click()
    await openRow(page, 'One file').getByText('ended', { exact: true }).waitFor()
    await go(page, `/people/${world.people[0]}`)
    await shown.getByText('No album shows this person now.').waitFor()
    await go(page, '/albums')
    assert.equal((await phone.contact()).state, 'none')
    await main.getByRole('button', { name: 'Revoke Camp office' }).click()
    await look(page, 'album-revoke')
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    await openRow(page, 'One file').getByText('its phone was revoked').waitFor()
    await settled(page)
    assert.equal((await phone.contact()).state, 'revoked')
    assert.deepEqual(faults, [])
  })

  test('W55 W86 whoever may not make albums finds nothing that would', async (t) => {
    const { world, page, faults } = await opened(t, { second: { role: 'contributor', grants: ['registry'] } })
    await enter(page, world.url, secondPassphrase)
    await go(page, '/albums')
    const main = page.getByRole('main')
    await main.getByText('You cannot take in what viewers say').waitFor()
    assert.equal(await main.getByRole('link', { name: 'Pair a phone' }).count(), 0)
    assert.equal(await main.getByRole('button', { name: 'Change…' }).count(), 0)
    await look(page, 'albums-contributor')
    await go(page, `/people/${world.people[0]}`)
    await page.getByRole('region', { name: 'Albums' }).getByText('No album shows this person now.').waitFor()
    assert.equal(await main.getByRole('link', { name: 'Make a family album' }).count(), 0)
    assert.deepEqual(faults, [])
  })
})
