import type { TestContext } from 'node:test'
import { addPersonPhoto, giveConsent, registerPerson } from '@homeward/records'
import { playPhone, servePhones, type PlayedPhone } from './played-phone.ts'
import { drawPng } from './png.ts'
import { ownOf, serveVault, unlock, type Browser, type ServedVault } from './served-vault.ts'

/** A served vault that phones reach too, with the desk's browser. */
export interface ServedAlbum {
  served: ServedVault
  desk: Browser
  phones: string
}

/** Serves a new vault, and phones on a port of their own. */
export async function serveAlbum(t: TestContext): Promise<ServedAlbum> {
  let phones: string | null = null
  const served = await serveVault(t, { phoneUrl: () => phones })
  phones = await servePhones(t, served.album)
  return { served, desk: await unlock(served), phones }
}

/** Pairs a new phone by the desk's invitation, comparing the codes as people do. */
export async function pair({ desk, phones }: ServedAlbum, name = 'Phone one'): Promise<PlayedPhone> {
  const made = await desk.call('POST', '/api/albums/invitations')
  const { invitation, url } = made.json<{ invitation: string; url: string }>()
  const phone = playPhone(phones)
  await phone.scan(url)
  const { code } = (await desk.call('GET', `/api/albums/invitations/${invitation}`)).json<{ code: string }>()
  if (code !== phone.code()) throw new Error(`the desk shows ${code}, the phone ${phone.code()}`)
  const same = await desk.call('POST', `/api/albums/invitations/${invitation}/same`, { json: { name } })
  if (same.status !== 200) throw new Error(`pairing gave ${same.status}: ${same.bodyBytes.toString()}`)
  return phone
}

/** People with a drawn photo and a consent to albums; gives their ids. */
export async function addPeople({ served, desk }: ServedAlbum, count: number): Promise<string[]> {
  const { records } = ownOf(served, desk)
  const people: string[] = []
  for (let number = 1; number <= count; number += 1) {
    const person = await registerPerson(records, {
      names: [{ text: `Zozan ${number}`, kind: 'full' }],
      birth: { earliest: 1980, latest: 1980, basis: 'stated' },
    })
    await addPersonPhoto(records, person, drawPng(number), { mediaType: 'image/png' })
    await giveConsent(records, person, {
      givenBy: 'the family',
      scopes: ['names', 'details', 'photos', 'statements'],
      purposes: ['album'],
      recipients: [],
    })
    people.push(person)
  }
  return people
}

/** Makes an album at the desk and waits until it is made; gives its id. */
export async function makeAlbum(
  { served, desk }: ServedAlbum,
  phone: PlayedPhone,
  people: readonly string[],
  more: Record<string, unknown> = {},
): Promise<string> {
  const until = new Date(served.clock.nowMs() + 24 * 60 * 60 * 1000).toISOString()
  const answer = await desk.call('POST', '/api/albums', {
    json: {
      kind: 'recognition',
      title: 'Village people',
      phone: phone.id(),
      people,
      until,
      showNames: false,
      withUnderAge: false,
      ...more,
    },
  })
  if (answer.status !== 200) throw new Error(`making an album gave ${answer.status}: ${answer.bodyBytes.toString()}`)
  const { job } = answer.json<{ job: string }>()
  await ownOf(served, desk).jobs.settled(job)
  const done = (await desk.call('GET', `/api/jobs/${job}`)).json<{ state: string; result?: { album: string } }>()
  if (done.result === undefined) throw new Error(`making an album ended ${done.state}`)
  return done.result.album
}
