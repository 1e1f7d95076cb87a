import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync, watch, writeFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import type { ImportReceipt } from '@homeward/intake'
import type { Home, Message, Source } from '@homeward/records'
import type { VerifyReport } from '@homeward/vault'
import { ended, makeTestVault, start, testDir, type TestVault } from './test-cli.ts'

const samples = path.resolve(import.meta.dirname, '../../../../shared/samples')

/** A chat in the format of a German Android phone, with what a hostile sender could put into it. */
const chat = `24.12.23, 18:04 - Narîn: the grey cat sleeps
24.12.23, 18:05 - Şêr\u001B[31mko: a cat \u001B]0;owned\u0007 and \u202Etac\u202C and \u009B2J
24.12.23, 18:06 - Narîn: no bread today
`

function total({ messages }: ImportReceipt): number {
  return messages.parsed + messages.service + messages.unparsed
}

function adds({ files }: ImportReceipt): boolean {
  return files.in === files.stored + files.duplicate + files.refused.length
}

interface Fact {
  file: string
  facts?: { messages?: number | number[]; service?: number | number[]; system?: number }
}

const sum = (numbers: number | number[]): number => [numbers].flat().reduce((a, b) => a + b, 0)

// One of each kind; @homeward/intake tests all of them.
const chosen =
  /^(?:telegram-json\/(?:own-|chat-miner\/test_batch)|whatsapp\/(?:own\/arabic|media-reader\/macos|chat-miner\/test_ddmm))/u

const known = existsSync(samples)
  ? (JSON.parse(readFileSync(path.join(samples, 'index.json'), 'utf8')) as Fact[]).filter(
      ({ file, facts }) => chosen.test(file) && facts?.messages !== undefined,
    )
  : []

test(
  'X11 real exports of others are imported with the counts that are known of them',
  { skip: known.length > 0 ? false : 'there is no folder ../shared/samples beside the project' },
  async (t) => {
    const vault = await makeTestVault(testDir(t))
    for (const { file, facts } of known) {
      const ran = await vault.run('import', path.join(samples, file), '--json')
      const receipt = JSON.parse(ran.stdout) as ImportReceipt
      const message = `${file}: ${ran.stdout}`
      assert.equal(total(receipt), sum(facts?.messages ?? 0), message)
      const service = facts?.service ?? facts?.system
      if (service !== undefined) assert.equal(receipt.messages.service, sum(service), message)
      assert.ok(adds(receipt), message)
      assert.deepEqual(receipt.files.refused, [], message)
      assert.equal(ran.exit, receipt.messages.unparsed + receipt.photos.unreadable > 0 ? 3 : 0, message)
    }
    const { sources } = await vault.json<{ sources: Source[] }>(0, 'sources')
    assert.equal(sources.length, known.length)
  },
)

test('X3 import prints its receipt in the shape that is promised, and the messages can be searched', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'WhatsApp Chat with Lane.txt')
  writeFileSync(file, chat)
  const receipt = await vault.json<ImportReceipt>(0, 'import', file, '--name', 'Lane', '--from', 'A neighbour')
  const { source, ...counts } = receipt
  assert.deepEqual(counts, {
    files: { in: 1, stored: 1, duplicate: 0, refused: [] },
    messages: { parsed: 3, service: 0, unparsed: 0 },
    photos: { hashed: 0, unreadable: 0 },
    leads: 0,
    unread: [],
  })
  const found = await vault.json<{ total: number; messages: Message[] }>(0, 'messages', 'search', 'cat')
  assert.equal(found.total, 2)
  const [first] = found.messages
  assert.deepEqual(Object.keys(first ?? {}), ['id', 'source', 'chat', 'nativeId', 'sender', 'time', 'text', 'bytes'])
  assert.equal(first?.source, source)
  assert.equal(first.sender, 'Narîn')
  assert.equal(first.time.local, '2023-12-24T18:04')
  const bytes = Buffer.from(chat).subarray(first.bytes.start, first.bytes.end).toString('utf8')
  assert.ok(bytes.includes('the grey cat sleeps'), bytes)
  const { sources } = await vault.json<{ sources: Source[] }>(0, 'sources')
  assert.deepEqual([sources[0]?.name, sources[0]?.from, sources[0]?.receipt], ['Lane', 'A neighbour', counts])
})

test('H2 I53 X1 a chat export that is not read is named, in words, in JSON and by the exit code', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'chat.txt')
  writeFileSync(file, '[2019-12-24, 12:23] Narîn: the grey cat sleeps\n[2020-01-17, 21:49] Lane: good\n')
  const said = await vault.run('import', file, '--name', 'Lane')
  assert.equal(said.exit, 3, said.stderr)
  assert.match(said.stdout, /not read .*chat\.txt: it looks like a text export of Signal.*kept as a file.*not read\./u)
  // The same bytes again: they are here already, and still nobody has read them.
  const again = await vault.json<ImportReceipt>(3, 'import', file, '--name', 'Lane')
  assert.deepEqual(
    [again.files.stored, again.files.duplicate, again.messages.parsed, again.unread],
    [0, 1, 0, [{ path: 'chat.txt', format: 'signal-text' }]],
  )
})

test('H2 I54 X1 a mail is sealed whole, and that nobody read its text and attachments is said', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const mail = path.join(dir, 'letter')
  const note = path.join(dir, 'note.eml')
  const headers = 'From: Lane <lane@example.org>\nTo: desk@example.org\nDate: Fri, 20 Apr 2001 19:35:02 -0400\n'
  writeFileSync(mail, `${headers}\nThe grey cat sleeps.\n`)
  writeFileSync(note, 'From: Lane\nThe grey cat sleeps.\n')
  const said = await vault.run('import', mail)
  assert.equal(said.exit, 3, said.stderr)
  assert.match(
    said.stdout,
    /not read letter: it looks like a mail \(eml\).*kept as a file; its text and attachments were not read\./u,
  )
  const again = await vault.json<ImportReceipt>(3, 'import', mail, note)
  assert.deepEqual([again.files.duplicate, again.unread], [1, [{ path: 'letter', format: 'eml' }]])
})

test('X3 messages are searched in one chat, and found by their number in the platform', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const sourceOf = async (name: string, firstId: number): Promise<string> => {
    const messages = ['the cat sleeps', 'the cat is grey'].map((text, at) => ({
      id: firstId + at,
      type: 'message',
      date: '2024-01-01T10:00:00',
      date_unixtime: '1704103200',
      from: 'Narîn',
      from_id: 'user1',
      text,
    }))
    const file = path.join(dir, `${name}.json`)
    writeFileSync(file, JSON.stringify({ name, type: 'private_group', id: firstId, messages }))
    return (await vault.json<ImportReceipt>(0, 'import', file)).source
  }
  await sourceOf('Lane', 100)
  const source = await sourceOf('Well', 700)
  const { chats } = await vault.json<{ chats: { id: number; name: string }[] }>(0, 'sources', source)
  assert.deepEqual(
    chats.map(({ name }) => name),
    ['Well'],
  )
  assert.match((await vault.run('sources', source)).stdout, /chat +messages +name/u)
  const chatNumber = String(chats[0]?.id)
  const found = await vault.json<{ total: number }>(0, 'messages', 'search', 'cat', '--chat', chatNumber)
  assert.equal(found.total, 2)
  const numbered = (number: string): Promise<{ messages: Message[] }> =>
    vault.json(0, 'messages', 'numbered', number, '--chat', chatNumber)
  assert.deepEqual(
    (await numbered('701')).messages.map(({ nativeId, text }) => [nativeId, text]),
    [['701', 'the cat is grey']],
  )
  assert.deepEqual((await numbered('101')).messages, [])
  assert.equal((await vault.run('messages', 'numbered', '701', '--chat', '999')).exit, 1)
})

test('X7 what a chat says does nothing to the terminal', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'chat \u001B[2J\u202Etxt.exe')
  writeFileSync(file, chat)
  const { source } = await vault.json<ImportReceipt>(0, 'import', file)
  for (const args of [['messages', 'search', 'cat'], ['sources'], ['sources', source]]) {
    const { stdout, exit } = await vault.run(...args)
    assert.equal(exit, 0)
    // oxlint-disable-next-line no-control-regex -- what must not be printed
    assert.doesNotMatch(stdout, /[\u001B\u0007\u009B\u202C\u202E]/u, args.join(' '))
  }
  const json = await vault.run('messages', 'search', 'owned', '--json')
  // oxlint-disable-next-line no-control-regex -- what must not be printed
  assert.doesNotMatch(json.stdout, /[\u001B\u0007\u009B\u202C\u202E]/u)
  assert.ok((JSON.parse(json.stdout) as { messages: Message[] }).messages[0]?.text.includes('\u202Etac\u202C'))
})

test('X11 the same export twice is stored once, and the second receipt says so', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const file = path.join(dir, 'chat.txt')
  writeFileSync(file, chat)
  await vault.json(0, 'import', file)
  const again = await vault.json<ImportReceipt>(0, 'import', file)
  assert.deepEqual(again.files, { in: 1, stored: 0, duplicate: 1, refused: [] })
  const found = await vault.json<{ total: number }>(0, 'messages', 'search', 'cat')
  assert.equal(found.total, 2)
})

test('X11 what is refused is listed with its reason, and the exit code is 3', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  const folder = path.join(dir, 'folder')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'chat.txt'), chat)
  symlinkSync('/etc/hostname', path.join(folder, 'link'))
  const receipt = await vault.json<ImportReceipt>(3, 'import', folder)
  assert.deepEqual([receipt.files.in, receipt.files.stored, receipt.files.refused.length], [2, 1, 1])
  assert.equal(receipt.files.refused[0]?.path, 'folder/link')
  const text = await vault.run('sources', receipt.source)
  assert.match(text.stdout, /refused folder\/link: .*link/u)
})

test('X11 an import that nothing comes of is a fault that lists why', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  mkdirSync(path.join(dir, 'empty'))
  const ran = await vault.run('import', path.join(dir, 'empty'))
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /refused empty: This folder is empty/u)
  const { error } = await vault.json<{ error: { code: string; refused: unknown[] } }>(
    1,
    'import',
    path.join(dir, 'empty'),
  )
  assert.equal(error.code, 'NOTHING_TO_IMPORT')
  assert.equal(error.refused.length, 1)
})

test('X11 a path that is not there stops the import before anything is sealed', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  writeFileSync(path.join(dir, 'chat.txt'), chat)
  const ran = await vault.run('import', path.join(dir, 'chat.txt'), path.join(dir, 'caht.txt'))
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /There is no file or folder .*caht\.txt/u)
  assert.equal((await vault.json<Home>(0, 'status')).sources, 0)
})

/** A folder with a chat and enough large files that sealing them takes a while. */
function writeMany(dir: string): { folder: string; files: number } {
  const folder = path.join(dir, 'many')
  mkdirSync(folder)
  for (let at = 0; at < 120; at++) writeFileSync(path.join(folder, `noise-${at}.bin`), randomBytes(150_000))
  writeFileSync(path.join(folder, 'chat.txt'), chat)
  return { folder, files: 121 }
}

/** Starts an import and sends it a signal as soon as the first file is being sealed. */
async function interruptImport(vault: TestVault, folder: string, signal: NodeJS.Signals) {
  const sealing = new AbortController()
  const child = start(['import', folder, '--json'], vault.env)
  const watcher = watch(path.join(vault.dir, 'blobs'), { signal: sealing.signal }, () => {
    sealing.abort()
    child.kill(signal)
  })
  const done = ended(child)
  await once(watcher, 'close')
  return done
}

for (const signal of ['SIGINT', 'SIGKILL'] as const)
  test(`X9 an import that was interrupted by ${signal} goes on when it is run again, and nothing is lost`, async (t) => {
    const dir = testDir(t)
    const vault = await makeTestVault(dir)
    const { folder, files } = writeMany(dir)
    const ran = await interruptImport(vault, folder, signal)
    if (signal === 'SIGINT') {
      assert.equal(ran.exit, 1, ran.stdout)
      assert.equal((JSON.parse(ran.stdout) as { error: { code: string } }).error.code, 'CANCELLED')
      assert.match(ran.stderr, /import the same files again/u)
    } else assert.equal(ran.exit, null)
    const receipt = await vault.json<ImportReceipt>(0, 'import', folder)
    assert.equal(receipt.files.in, files)
    assert.ok(adds(receipt))
    assert.equal(total(receipt), 3)
    const home = await vault.json<Home>(0, 'status')
    assert.deepEqual([home.sources, home.items, home.messages], [1, files, 3])
    const { faults } = await vault.json<VerifyReport>(0, 'verify', '--deep')
    assert.deepEqual(faults, [])
  })
