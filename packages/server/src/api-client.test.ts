import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hc } from 'hono/client'
import type { Api } from './api.ts'
import { serveVault, unlock } from './testing/served-vault.ts'

test('S26 a typed client knows routes, requests and answers by their types alone', async (t) => {
  const served = await serveVault(t)
  const { cookie, csrf } = await unlock(served)
  const { api } = hc<Api>(served.url, { headers: { cookie, 'x-csrf': csrf } })
  const answer = await api.people.$post({
    json: { names: [{ text: 'Sipan', kind: 'given', script: 'Latn' }], sex: 'male' },
  })
  const person = await answer.json()
  const id: string = person.id
  const [name] = person.names
  assert.equal(name?.value.text, 'Sipan')
  const read = await api.people[':id'].$get({ param: { id } })
  const page = await read.json()
  assert.deepEqual(page.leads, [])
  const found = await api.people.$get({ query: { query: 'Sipan' } })
  assert.equal((await found.json()).people[0]?.id, id)
  // @ts-expect-error -- no person has a price (H1), and the types know
  assert.equal(page.price, undefined)
})
