import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { homeSchema } from './schemas/home.ts'
import { joinedSchema, membersSchema, rehearsalSchema } from './schemas/members.ts'
import { fits, refusedWith } from './testing/fits.ts'
import { jsonBody, ownOf, serveVault, unlock, type ServedVault } from './testing/served-vault.ts'

const second = 'two grey herons at the weir'
const third = 'three round stones by the ford'

const join = (served: ServedVault, passphrase: string) => served.ask('POST', '/api/joining', jsonBody({ passphrase }))

/** A served vault with a second member who was admitted so, in the browser alone, and that member's cards. */
async function withSecond(t: TestContext, role: 'reader' | 'contributor' | 'coordinator') {
  const served = await serveVault(t)
  const { code, cards } = fits(joinedSchema, await join(served, second))
  const founder = await unlock(served)
  const json = { code: code.toLowerCase(), name: 'Aras', role, grants: ['registry'] }
  const view = fits(membersSchema, await founder.call('POST', '/api/members', { json }))
  await founder.call('DELETE', '/api/session')
  return { served, cards, view, member: view.members.find(({ name }) => name === 'Aras')!.id }
}

test('M1 somebody joins a locked vault in the browser, is admitted by the code, and then opens what was granted', async (t) => {
  const served = await serveVault(t)
  const { code, cards } = fits(joinedSchema, await join(served, second))
  assert.match(code, /^(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}$/u)
  assert.deepEqual(
    cards.map(({ share, words }) => [share.startsWith('HW1-'), words.length]),
    [
      [true, 31],
      [true, 31],
      [true, 31],
    ],
  )
  const early = await served.ask('POST', '/api/session', jsonBody({ passphrase: second }))
  assert.equal(refusedWith(403, { ...early, json: <T>() => stop(early.json()) as T }), 'NOT_A_MEMBER')
  assert.ok(early.bodyBytes.toString().includes(code), 'who waits is told the code again')
  const founder = await unlock(served)
  const waiting = await founder.call('GET', '/api/members')
  assert.equal(fits(membersSchema, waiting).waiting, 1)
  assert.ok(!waiting.bodyBytes.toString().includes(code), 'the code is told by its owner alone')
  assert.equal(fits(homeSchema, await founder.call('GET', '/api/home')).waiting, 1)
  const as = { name: 'Aras', role: 'contributor', grants: ['registry'] }
  const wrong = await founder.call('POST', '/api/members', { json: { ...as, code: '0000-0000-0000-0000' } })
  assert.equal(refusedWith(404, wrong), 'MEMBER_UNKNOWN')
  const view = fits(membersSchema, await founder.call('POST', '/api/members', { json: { ...as, code } }))
  assert.deepEqual([view.waiting, view.members.length, view.restorers], [0, 2, 1])
  await founder.call('DELETE', '/api/session')
  const browser = await unlock(served, second)
  const session = (await browser.call('GET', '/api/session')).json<{ member: { name: string; opens: string[] } }>()
  assert.deepEqual([session.member.name, session.member.opens.toSorted()], ['Aras', ['registry', 'roster']])
})

/** A refusal that ends in a code is told as the sentence before it, for `refusedWith`. */
const stop = (json: Record<string, unknown>): unknown => {
  const { error } = json as { error: { code: string; message: string } }
  return { error: { ...error, message: error.message.replace(/: [0-9A-Z-]+$/u, '.') } }
}

test('M1 somebody joins beside a member who has the vault open; requests are few and can be cleared', async (t) => {
  const served = await serveVault(t)
  const founder = await unlock(served)
  for (let at = 0; at < 8; at++) assert.equal((await join(served, `${at} grey herons at the weir`)).status, 200)
  assert.equal(refusedWith(409, await join(served, third)), 'JOINING_FULL')
  assert.equal(fits(membersSchema, await founder.call('GET', '/api/members')).waiting, 8)
  assert.equal(fits(membersSchema, await founder.call('DELETE', '/api/joining')).waiting, 0)
  assert.equal((await join(served, third)).status, 200)
})

test('M1 X18 joining refuses a passphrase that would be tried first, and waits as unlocking does', async (t) => {
  const served = await serveVault(t)
  assert.equal(refusedWith(422, await join(served, 'homeward passphrase')), 'PASSPHRASE_WEAK')
  await served.ask('POST', '/api/session', jsonBody({ passphrase: 'wrong' }))
  assert.equal(refusedWith(429, await join(served, second)), 'TOO_MANY_TRIES')
  served.clock.advance(60_000)
  assert.equal((await join(served, second)).status, 200)
})

test('M2 M3 a coordinator changes and removes others; who is removed opens nothing here any more', async (t) => {
  const { served, member } = await withSecond(t, 'contributor')
  const founder = await unlock(served)
  const to = { role: 'coordinator', grants: ['registry', 'evidence', 'testimony', 'assistance'] }
  const changed = fits(membersSchema, await founder.call('POST', `/api/members/${member}`, { json: to }))
  assert.equal(changed.restorers, 2)
  const own = changed.members.find(({ isOwn }) => isOwn)!.id
  assert.equal(refusedWith(403, await founder.call('DELETE', `/api/members/${own}`)), 'ROLE_FORBIDS')
  const renamed = await founder.call('POST', `/api/members/${own}`, { json: { name: 'Nermin of the well' } })
  assert.equal(fits(membersSchema, renamed).members.find(({ isOwn }) => isOwn)?.name, 'Nermin of the well')
  await founder.call('DELETE', '/api/session')
  const browser = await unlock(served, second)
  const { devices } = fits(membersSchema, await browser.call('GET', '/api/members'))
  assert.deepEqual([devices.length, devices.filter(({ isThis }) => isThis).length], [2, 1])
  await browser.call('DELETE', '/api/session')
  const again = await unlock(served)
  const left = fits(membersSchema, await again.call('DELETE', `/api/members/${member}`))
  assert.deepEqual(Object.fromEntries(left.members.map(({ name, isActive }) => [name, isActive])), {
    'Nermin of the well': true,
    Aras: false,
  })
  await again.call('DELETE', '/api/session')
  const refused = await served.ask('POST', '/api/session', jsonBody({ passphrase: second }))
  assert.equal(refusedWith(401, refused), 'PASSPHRASE_WRONG')
})

test('M4 a device is taken out, and its member is told so when they unlock', async (t) => {
  const { served, member } = await withSecond(t, 'contributor')
  await (await unlock(served, second)).call('DELETE', '/api/session')
  const founder = await unlock(served)
  const { devices } = fits(membersSchema, await founder.call('GET', '/api/members'))
  const theirs = devices.find((device) => device.member === member)!
  const after = fits(membersSchema, await founder.call('DELETE', `/api/devices/${theirs.log}`))
  assert.equal(after.devices.find(({ log }) => log === theirs.log)?.isActive, false)
  await founder.call('DELETE', '/api/session')
  const refused = await served.ask('POST', '/api/session', jsonBody({ passphrase: second }))
  assert.equal(refusedWith(403, refused), 'NOT_A_MEMBER')
})

test('S33 M2 who does not manage members sees who is there, and their own grants and devices alone', async (t) => {
  const { served, member } = await withSecond(t, 'reader')
  const reader = await unlock(served, second)
  const view = fits(membersSchema, await reader.call('GET', '/api/members'))
  const own = view.members.find(({ isOwn }) => isOwn)
  const other = view.members.find(({ isOwn }) => !isOwn)
  assert.deepEqual([own?.id, own?.grants?.toSorted()], [member, ['registry', 'roster']])
  assert.deepEqual(
    [other?.name, other?.role, other?.grants, other?.rehearsed],
    ['Nermin', 'founder', undefined, undefined],
  )
  assert.ok(view.devices.every((device) => device.member === member))
})

test('M9 K8 recovery is rehearsed in the browser, by a reader too, and home says when', async (t) => {
  const { served, cards } = await withSecond(t, 'reader')
  const reader = await unlock(served, second)
  const rehearse = (shares: string[]) => reader.call('POST', '/api/recovery/rehearsal', { json: { shares } })
  const [first, , last] = cards.map(({ share }) => share)
  assert.equal(refusedWith(422, await rehearse([first!, first!])), 'RECOVERY_SHARE_INVALID')
  assert.equal(refusedWith(422, await rehearse([first!, 'HW1-nothing'])), 'RECOVERY_SHARE_INVALID')
  assert.equal(fits(homeSchema, await reader.call('GET', '/api/home')).rehearsed, null)
  const words = cards[1]!.words.join(' ')
  const done = fits(rehearsalSchema, await rehearse([last!.toLowerCase(), words]))
  assert.equal(done.isOwn, true)
  assert.equal(fits(homeSchema, await reader.call('GET', '/api/home')).rehearsed, done.rehearsed)
})

test('M8 BK9 home says how many can restore the vault, and when it was last backed up', async (t) => {
  const served = await serveVault(t)
  const founder = await unlock(served)
  const before = fits(homeSchema, await founder.call('GET', '/api/home'))
  assert.deepEqual([before.restorers, before.lastBackup], [1, null])
  const { vault } = ownOf(served, founder).records
  await vault.backup({ dest: `${served.dir}-backup` })
  const { lastBackup } = fits(homeSchema, await founder.call('GET', '/api/home'))
  assert.equal(lastBackup?.refused, 0)
  assert.ok(!Number.isNaN(Date.parse(lastBackup.at)))
})
