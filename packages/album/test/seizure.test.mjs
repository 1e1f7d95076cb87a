import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { findTraces, formsOfBytes, formsOfText } from '../../../scripts/find-traces.mjs'
import { inventAlbum, openOffice } from './office.mjs'
import * as phone from './phone.mjs'

const typed = ['A house near the quince ladder', 'Thin, with a lantern in the hand', 'Somebody of the well']

const piecesOf = (name, bytes) =>
  [0.3, 0.6, 0.9].map((part) => {
    const at = Math.floor(part * bytes.length)
    return { name, forms: formsOfBytes(bytes.subarray(at, at + 32)) }
  })

/** What no phone that is taken may show. */
const needlesOf = ({ manifest, pictures }) => [
  ...[
    ...typed,
    phone.passphrase,
    phone.duressPassphrase,
    manifest.title,
    manifest.organisation,
    'Village by the spring',
    ...manifest.pictures.flatMap(({ name, key, id }) => [name, key, id]),
  ].map((text) => ({ name: JSON.stringify(text), forms: formsOfText(text) })),
  ...pictures.slice(0, 24).flatMap(({ plain }, at) => piecesOf(`picture ${at}`, plain)),
]

test(
  'H6 AL41 a phone that was used and locked shows no name, picture, answer or voice in its browser’s profile',
  { skip: phone.skip },
  async (t) => {
    const profile = await mkdtemp(path.join(tmpdir(), 'homeward-phone-'))
    t.after(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }))
    const album = await inventAlbum({ count: 12, showNames: true })
    const office = await openOffice(album)
    t.after(() => office.close())
    const context = await phone.openProfile(profile)
    let isClosed = false
    const close = async () => {
      if (!isClosed) await context.close()
      isClosed = true
    }
    t.after(close)
    const page = context.pages()[0] ?? (await context.newPage())
    const faults = phone.watch(page, office.url)
    await phone.pairPhone(page, office.invitation, { duress: phone.duressPassphrase })
    await context.setOffline(true)
    await phone.press(page, 'Begin a session')
    await phone.press(page, 'They read it themselves')
    await page.getByLabel('Who holds this session').fill(typed[2])
    await phone.press(page, 'Yes, I want to')
    await phone.pictureShown(page)
    for (let n = 0; n < 10; n += 1) await phone.answer(page, 'Not recognised')
    await phone.press(page, 'Recognised')
    await phone.heading(page, 'Do you want to tell more?')
    await phone.press(page, 'Tell it in your own voice')
    await page
      .getByRole('timer')
      .getByText(/^[3-9] s$/u)
      .waitFor()
    await page.getByRole('button', { name: /^Stop/u }).click()
    await page.getByText('A recording is kept, sealed.').waitFor()
    await page.getByLabel('Where did you see this person?').fill(typed[0])
    await page.getByLabel('How were they, in your own words?').fill(typed[1])
    await phone.press(page, 'Keep this')
    await phone.pictureShown(page)
    await page.reload()
    await page.getByLabel('Passphrase or number').waitFor()
    const needles = needlesOf(album)
    const whileLocked = await findTraces([profile], needles)
    await phone.unlockPhone(page)
    await phone.press(page, 'Go on with the session')
    await phone.pictureShown(page)
    await context.setOffline(false)
    await phone.press(page, 'Break')
    await phone.press(page, 'Back to the beginning, go on later')
    await phone.press(page, 'Connect to the office')
    await phone.heading(page, 'Done')
    const [session] = office.sessions.values()
    const voice = [...session.files.values()].find((bytes) => bytes.length > 2000)
    assert.ok(voice !== undefined, 'the recording arrived')
    await phone.press(page, 'To the album')
    await phone.press(page, 'Lock')
    await page.getByLabel('Passphrase or number').waitFor()
    await close()
    const all = [...needles, ...piecesOf('voice', voice)]
    const afterwards = await findTraces([profile], all)
    // The address of the office, which a browser does keep, shows that its files were really looked at.
    const control = await findTraces([profile], [{ name: 'address', forms: formsOfText(office.url) }])
    assert.ok(control.found.length > 0)
    assert.deepEqual([...whileLocked.found, ...afterwards.found], [])
    assert.deepEqual(faults, [])
    t.diagnostic(
      `${all.length} needles in ${afterwards.files} files, ${Math.round(afterwards.bytes / 2 ** 20)} MiB: nothing found`,
    )
  },
)
