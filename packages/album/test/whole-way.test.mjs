import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { addPersonPhoto, giveConsent, openRecords, registerPerson } from '@homeward/records'
import { createServer } from '@homeward/server'
import { createVault, openVault } from '@homeward/vault'
import sharp from 'sharp'
import { findTraces, formsOfText } from '../../../scripts/find-traces.mjs'
import * as phone from './phone.mjs'

const count = 50
const passphrase = 'seven lanterns over the mill'
const packages = path.join(import.meta.dirname, '..', '..')

/** A vault with people whose families allow an album, each with a drawn picture. */
const fillVault = async (dir) => {
  await createVault({ dir, name: 'Office of the Quince Ladder', memberName: 'Nermin', passphrase })
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const people = []
  for (let n = 0; n < count; n += 1) {
    const person = await registerPerson(records, {
      names: [{ text: `Zozan Kaniyasor ${n}`, kind: 'full' }],
      birth: { earliest: 1980, latest: 1980, basis: 'stated' },
    })
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="300"><rect width="240" height="300" fill="hsl(${n * 7} 30% 70%)"/><circle cx="120" cy="${110 + n}" r="60" fill="hsl(${n * 7 + 90} 30% 45%)"/></svg>`
    const bytes = await sharp(Buffer.from(svg)).png().toBuffer()
    await addPersonPhoto(records, person, new Uint8Array(bytes), { mediaType: 'image/png' })
    await giveConsent(records, person, {
      givenBy: 'the family',
      scopes: ['names', 'details', 'photos', 'statements'],
      purposes: ['album'],
      recipients: [],
    })
    people.push(person)
  }
  vault.close()
  return people
}

/** The desk: a coordinator's browser, by its requests. */
const openDesk = async (url) => {
  const first = await fetch(`${url}api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url.slice(0, -1) },
    body: JSON.stringify({ passphrase }),
  })
  assert.equal(first.status, 200, await first.clone().text())
  const { csrf } = await first.json()
  const cookie = first.headers.getSetCookie()[0].split(';')[0]
  return async (method, at, body) => {
    const answer = await fetch(`${url}api/${at}`, {
      method,
      headers: { 'content-type': 'application/json', origin: url.slice(0, -1), cookie, 'x-csrf': csrf },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const json = await answer.json()
    assert.equal(answer.status, 200, `${method} ${at}: ${JSON.stringify(json)}`)
    return json
  }
}

const jobDone = async (desk, id) => {
  for (let asked = 0; asked < 600; asked += 1) {
    const job = await desk('GET', `jobs/${id}`)
    if (job.state === 'done') return job.result
    assert.ok(!['failed', 'cancelled'].includes(job.state), JSON.stringify(job))
    await new Promise((resolve) => {
      setTimeout(resolve, 100)
    })
  }
  return assert.fail('the job did not end')
}

test(
  'AL17 AL54 AL62 R79 R116 the whole way: pair, go offline, hold a session with 50 people, come back, and read the statements',
  { skip: phone.skip },
  async (t) => {
    const root = await mkdtemp(path.join(tmpdir(), 'homeward-way-'))
    t.after(() => rm(root, { recursive: true, force: true, maxRetries: 5 }))
    const [vaultDir, profile] = [path.join(root, 'vault'), path.join(root, 'profile')]
    await mkdir(profile)
    const people = await fillVault(vaultDir)
    const server = await createServer({
      vaultDir,
      webDir: path.join(packages, 'web', 'dist'),
      albumDir: path.join(packages, 'album', 'dist', 'app'),
      phones: { host: '127.0.0.1', port: 0 },
    })
    t.after(() => server.close())
    const desk = await openDesk(server.url)
    await desk('POST', 'phones/authority', { names: ['127.0.0.1'] })
    const made = await desk('POST', 'albums/invitations')
    const at = `albums/invitations/${made.invitation}`

    const context = await phone.openProfile(profile, { ignoreHTTPSErrors: true }, ['--ignore-certificate-errors'])
    t.after(() => context.close())
    const page = context.pages()[0] ?? (await context.newPage())
    const faults = phone.watch(page, new URL(made.url).origin)
    await phone.setUpPhone(page, made.url)
    await phone.heading(page, 'Compare the digits')
    const { code } = await desk('GET', at)
    assert.equal((await page.locator('[class*=digits]').innerText()).replaceAll(/\s/gu, ''), code)
    await desk('POST', `${at}/same`, { name: 'Phone one' })
    await phone.heading(page, 'Done')
    await phone.press(page, 'To the album')
    await page.getByText('The office has no album for this phone at present.').waitFor()

    const { phones } = await desk('GET', 'albums')
    const { job } = await desk('POST', 'albums', {
      kind: 'recognition',
      title: 'Village people',
      phone: phones[0].id,
      people,
      until: new Date(Date.now() + 86_400_000).toISOString(),
      showNames: false,
      withUnderAge: false,
    })
    await jobDone(desk, job)
    await phone.press(page, 'Connect to the office')
    await page.getByText('50 pictures came').waitFor()
    await phone.press(page, 'To the album')

    await context.setOffline(true)
    await phone.beginSession(page)
    await phone.press(page, 'Recognised')
    await phone.heading(page, 'Do you want to tell more?')
    await page.getByLabel('Where did you see this person?').fill('Near the mill')
    await page.getByLabel('How were they, in your own words?').fill('Tired but well')
    await phone.press(page, 'Keep this')
    await phone.pictureShown(page)
    for (let n = 1; n < count; n += 1) await phone.answer(page, 'Not recognised')
    await phone.press(page, 'End the session')
    await page.getByText('50 answers of 50 pictures kept.').waitFor()
    await phone.press(page, 'Back to the beginning')
    await context.setOffline(false)
    await phone.press(page, 'Connect to the office')
    await page.getByText('50 answers arrived').waitFor()
    await page.getByText('1 note or recording arrived').waitFor()

    const { sessions } = await desk('GET', 'recognitions')
    assert.equal(sessions.length, 1)
    const session = await desk('GET', `recognitions/${sessions[0].session}`)
    assert.equal(session.chain, 'whole')
    assert.deepEqual(session.files, { announced: 1, stored: 1 })
    const told = session.answerList.find(({ answer }) => answer === 'recognised')
    const side = await desk('GET', `people/${told.person}/recognitions`)
    assert.equal(side.last.recognised, 1)
    // Recognised, and then told where: one answer, that nobody changed.
    assert.equal(session.answerList.length, count)
    assert.deepEqual([told.isReplaced, told.where], [false, 'Near the mill'])
    assert.deepEqual([side.sessions[0].answers.length, side.sessions[0].hasChanged], [1, false])
    const { statements } = await desk('GET', `people/${told.person}`)
    assert.deepEqual(
      statements.map(({ answer, place }) => [answer, place]),
      [['recognised', 'Near the mill']],
    )
    assert.deepEqual(faults, [])

    await phone.press(page, 'To the album')
    await phone.press(page, 'Lock')
    await page.getByLabel('Passphrase or number').waitFor()
    await context.close()
    const texts = ['Near the mill', 'Tired but well', 'Village people', 'Office of the Quince Ladder', phone.passphrase]
    const needles = texts.map((text) => ({ name: text, forms: formsOfText(text) }))
    const { found, files } = await findTraces([profile], needles)
    assert.ok(files > 50)
    assert.deepEqual(found, [])
  },
)
