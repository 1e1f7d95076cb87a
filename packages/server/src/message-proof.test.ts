import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { deviceLog, ed25519PublicKey } from '@homeward/format'
import { deriveMissing, importFiles } from '@homeward/intake'
import {
  getMessage,
  listChats,
  messagesOfChat,
  openItem,
  openRecords,
  type Message,
  type Records,
} from '@homeward/records'
import { joinVault, openVault } from '@homeward/vault'
import { proveMessage } from './message-proof.ts'
import { chatExport } from './testing/chat-export.ts'
import { ownOf, passphrase, serveVault, unlock } from './testing/served-vault.ts'

const exported = Buffer.from(chatExport('photo.png'))

async function importChat(t: TestContext): Promise<{ records: Records; message: Message }> {
  const served = await serveVault(t)
  const { records } = ownOf(served, await unlock(served))
  await importFiles(records, {
    files: [
      { path: 'result.json', open: () => Readable.from([exported]) },
      { path: 'note.txt', open: () => Readable.from([Buffer.from('a note')]) },
    ],
  })
  const [chat] = listChats(records)
  const [first] = messagesOfChat(records, chat!.id).messages
  return { records, message: getMessage(records, first!.item, first!.seq).message }
}

const verifiedOf = async (records: Records, message: Message) =>
  (await proveMessage(records, message, await openItem(records, message.item))).verified

test('S24 a proof holds for what was sealed', async (t) => {
  const { records, message } = await importChat(t)
  assert.deepEqual(await verifiedOf(records, message), {
    itemInSource: true,
    entryInLog: true,
    signature: true,
    bytes: true,
  })
})

test('S24 a proof holds for what another member sealed, under the key of their log', async (t) => {
  const { records, message } = await importChat(t)
  const { dir } = records.vault
  records.vault.close()
  const second = { dir, passphrase: 'two grey herons' }
  const { code } = await joinVault({ ...second, kdf: { memoryKiB: 64, passes: 1, lanes: 1 } })
  const founder = await openVault({ dir, passphrase })
  founder.admit(code, { name: 'Second', role: 'reader', grants: ['registry', 'evidence'] })
  founder.close()
  const others = await openRecords(await openVault(second))
  t.after(() => {
    others.vault.close()
  })
  // Messages are derived again in the index of this member.
  await deriveMissing(others)
  assert.deepEqual(await verifiedOf(others, message), {
    itemInSource: true,
    entryInLog: true,
    signature: true,
    bytes: true,
  })
})

test('S24 other bytes than the sealed ones are found', async (t) => {
  const { records, message } = await importChat(t)
  const changed = Buffer.from(exported)
  changed[changed.length - 1] = 0x20
  const other = {
    size: changed.length,
    read: (offset: number, length: number) => Promise.resolve(changed.subarray(offset, offset + length)),
    async *stream(start = 0, end = changed.length) {
      yield await Promise.resolve(changed.subarray(start, end))
    },
  }
  const { verified } = await proveMessage(records, message, other)
  assert.deepEqual(verified, { itemInSource: true, entryInLog: true, signature: true, bytes: false })
})

test('S24 an index that says another thing than the log is found', async (t) => {
  const { records, message } = await importChat(t)
  const change = (sql: string) => records.evidence.prepare(sql).run([message.item])
  change("UPDATE item SET record = json_set(record, '$.path', 'other.json') WHERE id = ?")
  assert.equal((await verifiedOf(records, message)).itemInSource, false)
})

test('S24 an entry that the log does not have at that place is found', async (t) => {
  const { records, message } = await importChat(t)
  const { vault } = records
  const wrong = { ...vault, proof: (ref: string) => ({ ...vault.proof(ref), entry: new Uint8Array(100) }) }
  assert.deepEqual(await verifiedOf({ ...records, vault: wrong }, message), {
    itemInSource: false,
    entryInLog: false,
    signature: true,
    bytes: true,
  })
})

test('S24 a checkpoint that another key signed is found', async (t) => {
  const { records, message } = await importChat(t)
  const { vkeyText } = deviceLog(ed25519PublicKey(new Uint8Array(32).fill(7)))
  const { vault } = records
  const wrong = { ...vault, proof: (ref: string) => ({ ...vault.proof(ref), vkey: vkeyText }) }
  assert.deepEqual(await verifiedOf({ ...records, vault: wrong }, message), {
    itemInSource: true,
    entryInLog: false,
    signature: false,
    bytes: true,
  })
})
