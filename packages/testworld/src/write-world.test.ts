import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import type { Truth } from './truth.ts'
import type { WorldFiles } from './write-world.ts'
import { writeWorld } from './write-world.ts'
import { generateWorld } from './world.ts'

const world = generateWorld({ seed: 'test', people: 36, messages: 400 })
const telegramPhotos = 'telegram/ChatExport_2015-12-01/photos'

let root = ''
let files: WorldFiles | undefined
let truth: Truth | undefined
const told = (): Truth => truth!

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'testworld-'))
  files = await writeWorld(world, join(root, 'one'))
  truth = JSON.parse(await readFile(files.truth, 'utf8')) as Truth
})
after(async () => {
  await rm(root, { recursive: true })
})

const hashTree = async (dir: string): Promise<Record<string, string>> => {
  const hashes: Record<string, string> = {}
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    hashes[path.slice(dir.length)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
  }
  return hashes
}

/** Reads a zip by its central directory; local headers must say the same, checksums must fit. */
const readZip = async (path: string): Promise<Map<string, Buffer>> => {
  const zip = await readFile(path)
  const end = zip.length - 22
  assert.equal(zip.readUInt32LE(end), 0x06_05_4b_50)
  const members = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    assert.equal(zip.readUInt32LE(at), 0x02_01_4b_50)
    const nameLength = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    assert.equal(zip.readUInt32LE(local), 0x04_03_4b_50)
    assert.deepEqual(zip.subarray(local + 4, local + 30), zip.subarray(at + 6, at + 32))
    const name = zip.subarray(at + 46, at + 46 + nameLength)
    assert.deepEqual(zip.subarray(local + 30, local + 30 + nameLength), name)
    const size = zip.readUInt32LE(at + 24)
    const bytes = zip.subarray(local + 30 + nameLength, local + 30 + nameLength + size)
    assert.equal(crc32(bytes), zip.readUInt32LE(at + 16))
    assert.equal(zip.readUInt16LE(at + 10), 0)
    assert.equal(zip.readUInt16LE(at + 8), 0x08_00)
    members.set(name.toString(), bytes)
    at += 46 + nameLength
  }
  assert.equal(at, end)
  return members
}

const bytesOf = async (file: string, member: string | null): Promise<Buffer> => {
  const path = join(root, 'one', file)
  return member === null ? readFile(path) : (await readZip(path)).get(member)!
}

const sixteen = Array.from({ length: 16 }, (_, k) => k)
const wave = (k: number, x: number): number => Math.cos((Math.PI / 128) * k * (2 * x + 1))

/** A rough stand-in for PDQ: the signs of 16 × 16 low frequencies of the luma, against their median. */
const roughHash = async (bytes: Uint8Array): Promise<boolean[]> => {
  const luma = await sharp(bytes).greyscale().resize(64, 64, { fit: 'fill' }).raw().toBuffer()
  const rows = sixteen.map((k) =>
    Array.from({ length: 64 }, (_, y) => {
      let sum = 0
      for (let x = 0; x < 64; x += 1) sum += wave(k + 1, x) * luma[y * 64 + x]!
      return sum
    }),
  )
  const values = rows.flatMap((row) =>
    sixteen.map((k) => row.reduce((sum, value, y) => sum + wave(k + 1, y) * value, 0)),
  )
  const median = values.toSorted((a, b) => a - b)[127]!
  return values.map((value) => value > median)
}

const distance = (a: readonly boolean[], b: readonly boolean[]): number =>
  a.reduce((sum, bit, place) => sum + (bit === b[place] ? 0 : 1), 0)

test('TW2 a world is written to the same bytes again, whatever the order of its people', async () => {
  await writeWorld({ ...world, people: world.people.toReversed() }, join(root, 'two'))
  const [one, two] = [await hashTree(join(root, 'one')), await hashTree(join(root, 'two'))]
  assert.ok(Object.keys(one).length > 60)
  assert.deepEqual(two, one)
})

test('TW4 every planted picture is where the truth says, byte for byte', async () => {
  assert.ok(told().planted.length >= 15)
  for (const planted of told().planted) {
    const bytes = await bytesOf(planted.file, planted.member)
    assert.equal(createHash('sha256').update(bytes).digest('hex'), planted.sha256, planted.file)
  }
})

test('TW4 every photo of the families file is there, and a quarter has none', async () => {
  const present = await readdir(join(root, 'one/families/photos'))
  const named = told().people.flatMap((person) => (person.photo === null ? [] : [person.photo.slice(16)]))
  assert.deepEqual(present.toSorted(), named.toSorted())
  assert.ok(named.length < told().people.length)
})

test('TW4 the families file has one row a person, as a strict reader sees it', async () => {
  const csv = await readFile(files!.familiesCsv, 'utf8')
  const rows = [...csv.matchAll(/(?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|\r\n))+?(?<=\r\n)/gu)].map((match) => match[0])
  assert.equal(rows.join(''), csv)
  assert.equal(rows.length, told().people.length + 1)
  for (const row of rows) assert.equal([...row.matchAll(/"(?:[^"]|"")*"|[^",\r\n]+|(?<=,)(?=,|\r)/gu)].length, 18, row)
  assert.match(csv, /"Said ""I will call from the next town"", nothing since"/u)
})

test('TW4 the market group names every picture beside it, with its size', async () => {
  const text = await readFile(join(files!.telegramDir, 'result.json'), 'utf8')
  const repaired = text.replaceAll(/\\x([0-9A-F]{2})/gu, String.raw`\u00$1`)
  const { messages } = JSON.parse(repaired) as { messages: Record<string, unknown>[] }
  const shown = messages.filter((message) => String(message['photo']).startsWith('photos/'))
  const [market] = told().telegram
  assert.equal(shown.length, market!.pictures)
  assert.equal(messages.length, market!.elements)
  const present = await readdir(join(root, 'one', telegramPhotos))
  assert.deepEqual(
    present.map((name) => `photos/${name}`).toSorted(),
    shown.map((message) => String(message['photo'])).toSorted(),
  )
  for (const message of shown) {
    const bytes = await readFile(join(files!.telegramDir, String(message['photo'])))
    const { width, height } = await sharp(bytes).metadata()
    assert.deepEqual([message['width'], message['height'], message['photo_file_size']], [width, height, bytes.length])
  }
})

test('TW6 the account export is JSON with two chats and their pictures', async () => {
  const text = await readFile(join(files!.telegramAccountDir, 'result.json'), 'utf8')
  const account = JSON.parse(text) as { chats: { list: { messages: { photo?: string }[] }[] } }
  const counts = told().telegram.slice(1)
  assert.deepEqual(
    account.chats.list.map((chat) => chat.messages.length),
    counts.map((chat) => chat.elements),
  )
  for (const chat of account.chats.list) {
    const paths = chat.messages.flatMap(({ photo }) => (photo?.startsWith('chats/') === true ? [photo] : []))
    assert.ok(paths.length >= 2)
    for (const path of paths) assert.ok((await readFile(join(files!.telegramAccountDir, path))).length > 1000)
  }
})

test('TW7 a planted picture decodes to its stated size', async () => {
  for (const planted of told().planted) {
    const { info } = await sharp(await bytesOf(planted.file, planted.member))
      .raw()
      .toBuffer({ resolveWithObject: true })
    assert.deepEqual([info.width, info.height], [planted.transformation.width, planted.transformation.height])
  }
})

test('TW7 a planted picture is near the one it was copied from and far from all others', async () => {
  const copies = new Set(told().planted.map((planted) => planted.file))
  const originals = new Map<string, boolean[]>()
  for (const { photo } of told().people) {
    if (photo !== null && !copies.has(photo)) originals.set(photo, await roughHash(await bytesOf(photo, null)))
  }
  const hashes = [...originals.values()]
  for (const [place, hash] of hashes.entries()) {
    for (const other of hashes.slice(0, place)) assert.ok(distance(hash, other) > 50)
  }
  for (const planted of told().planted) {
    const hash = await roughHash(await bytesOf(planted.file, planted.member))
    for (const [original, other] of originals) {
      const near = distance(hash, other) <= 31
      assert.equal(near, original === planted.original, `${planted.file} and ${original}`)
    }
  }
})

test('TW4 the folder of pictures has one file twice and one that nobody can decode', async () => {
  const { pictures } = told()
  const names = await readdir(files!.picturesDir)
  assert.equal(names.length, pictures.files)
  const [[copy, original]] = pictures.duplicates as [[string, string]]
  assert.deepEqual(await bytesOf(copy, null), await bytesOf(original, null))
  let decodable = 0
  for (const name of names) {
    const decoded = await sharp(join(files!.picturesDir, name))
      .raw()
      .toBuffer()
      .then(
        () => true,
        () => false,
      )
    if (decoded) decodable += 1
    assert.equal(decoded, !pictures.broken.includes(`pictures/${name}`), name)
  }
  assert.equal(decodable, pictures.decodable)
})

test('TW12 a WhatsApp zip holds its text and its pictures', async () => {
  const zips = told().whatsapp.filter((chat) => chat.file.endsWith('.zip'))
  assert.equal(zips.length, 3)
  for (const chat of zips) {
    const members = await readZip(join(root, 'one', chat.file))
    assert.equal(members.size, chat.pictures + 1)
    const text = members.get(chat.member!)!.toString()
    for (const name of members.keys()) assert.ok(name === chat.member || text.includes(name))
  }
})

test('TW11 nothing is written into a folder that holds something', async () => {
  const dir = await mkdtemp(join(root, 'full-'))
  await writeFile(join(dir, 'note.txt'), 'mine')
  await assert.rejects(writeWorld(world, dir), { code: 'FOLDER_NOT_EMPTY' })
  assert.deepEqual(await readdir(dir), ['note.txt'])
})

test('TW4 progress ends at the total of each part, and an empty world can be written', async () => {
  const last = new Map<string, [number, number]>()
  const empty = generateWorld({ seed: 1, people: 0, messages: 0 })
  const written = await writeWorld(empty, join(root, 'empty'), {
    onProgress: ({ part, done, total }) => {
      last.set(part, [done, total])
    },
  })
  for (const [part, [done, total]] of last) assert.equal(done, total, part)
  assert.ok(last.size >= 3)
  const { planted, people } = JSON.parse(await readFile(written.truth, 'utf8')) as Truth
  assert.deepEqual([planted, people], [[], []])
})
