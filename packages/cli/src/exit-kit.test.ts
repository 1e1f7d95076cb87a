import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { createSafeNames, safePart } from './exit-kit/safe-names.ts'
import { proposeAct, openRecords } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { kitDeed, type KitReceipt } from './exit-kit/write-kit.ts'
import { makeTestVault, testDir, testPassphrase, type TestVault } from './test-cli.ts'
import { ringsPng } from './test-png.ts'

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const chat = `12/05/2024, 14:03 - Sînan: The bus leaves at nine
12/05/2024, 14:05 - Narîn: =HYPERLINK("x")
`

/** A vault with a person with a photo, a chat, a large file, and a name that no computer likes. */
async function filledVault(dir: string) {
  const vault = await makeTestVault(dir)
  writeFileSync(path.join(dir, 'photo.png'), ringsPng())
  writeFileSync(path.join(dir, 'people.csv'), 'name,origin,photo\nNarîn Sînan Qasim,Qasrok Village,photo.png\n')
  await vault.json(0, 'people', 'import', path.join(dir, 'people.csv'))
  const folder = path.join(dir, 'in')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'WhatsApp Chat with Sînan.txt'), chat)
  writeFileSync(path.join(folder, 'aux.txt'), 'reserved\n'.repeat(20_000))
  writeFileSync(path.join(folder, 'a:b?.txt'), 'odd')
  await vault.json(0, 'import', folder, '--name', 'A folder')
  return { vault, folder }
}

/** Proposed more than a day ago in a vault without a second person, so that it may be done now (rule R22). */
async function allowKit({ dir }: TestVault, withKeys = false): Promise<void> {
  const then = new Date(Date.now() - 25 * 3_600_000)
  const vault = await openVault({ dir, passphrase: testPassphrase, now: () => then })
  const records = await openRecords(vault)
  await proposeAct(records, { ...kitDeed(records, withKeys), reason: 'we leave' }, then)
  vault.close()
}

const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))

test('XK1 a kit holds every original byte by byte, every row, and a receipt that adds up', async (t) => {
  const dir = testDir(t)
  const { vault, folder } = await filledVault(dir)
  const kit = path.join(dir, 'kit')
  await allowKit(vault)
  const ran = await vault.run('exit-kit', kit, '--json')
  assert.equal(ran.exit, 0, ran.stderr)
  assert.match(ran.stderr, /NOT ENCRYPTED/u)
  const receipt = JSON.parse(ran.stdout) as KitReceipt
  assert.deepEqual([receipt.items.in, receipt.items.written], [3, 3])
  assert.equal(receipt.blobs.in, receipt.blobs.written)
  assert.deepEqual([receipt.tables.people, receipt.tables.sources, receipt.tables.messages], [1, 1, 2])
  const kept = new Set(filesBelow(kit).map((name) => sha256(readFileSync(path.join(kit, name)))))
  for (const name of [...filesBelow(folder).map((file) => path.join(folder, file)), path.join(dir, 'photo.png')])
    assert.ok(kept.has(sha256(readFileSync(name))), name)
  const names = JSON.parse(readFileSync(path.join(kit, 'tables', 'names.json'), 'utf8')) as Record<string, string>[]
  assert.equal(
    names.find((row) => row['path']?.endsWith('a:b?.txt') === true)?.['file'],
    'originals/001 A folder/in/a_b_.txt',
  )
  for (const row of names) assert.equal(sha256(readFileSync(path.join(kit, row['file'] ?? ''))), row['sha256'])
  const entries = JSON.parse(readFileSync(path.join(kit, 'log', 'entries.json'), 'utf8')) as {
    changes: { type: string }[]
  }[]
  assert.equal(entries.length, receipt.tables.entries)
  assert.ok(entries.some(({ changes }) => changes.some(({ type }) => type === 'exit-kit.made')))
  assert.match(readFileSync(path.join(kit, 'tables', 'people.csv'), 'utf8'), /Narîn Sînan Qasim/u)
  assert.match(readFileSync(path.join(kit, 'tables', 'messages.csv'), 'utf8'), /"'=HYPERLINK\(""x""\)"/u)
  assert.match(readFileSync(path.join(kit, 'tables', 'messages.json'), 'utf8'), /"=HYPERLINK\(\\"x\\"\)"/u)
  const listed = readFileSync(path.join(kit, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
  assert.equal(listed.length, filesBelow(kit).length - 1)
  assert.equal(receipt.files, listed.length)
  assert.equal(existsSync(path.join(kit, 'keys')), false)
  assert.doesNotMatch(readFileSync(path.join(kit, 'README.txt'), 'utf8'), /Open the vault itself/u)
})

test('XK8 what ends in .json is JSON, and a list of a source is JSON Lines', async (t) => {
  const dir = testDir(t)
  const { vault } = await filledVault(dir)
  const kit = path.join(dir, 'kit')
  await allowKit(vault)
  await vault.json(0, 'exit-kit', kit)
  const textsOf = (ending: string): string[] =>
    filesBelow(kit)
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(path.join(kit, name), 'utf8'))
  for (const text of textsOf('.json')) JSON.parse(text)
  const [list = '', ...others] = textsOf('.jsonl')
  assert.deepEqual(others, [])
  assert.equal(
    list
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object).length,
    3,
  )
  assert.match(readFileSync(path.join(kit, 'README.txt'), 'utf8'), /\.jsonl: one JSON object a line/u)
})

test('XK2 a kit goes to a new folder outside the vault only', async (t) => {
  const dir = testDir(t)
  const vault = await makeTestVault(dir)
  assert.equal((await vault.run('exit-kit', path.join(vault.dir, 'kit'))).exit, 2)
  assert.equal((await vault.run('exit-kit', vault.dir)).exit, 2)
  writeFileSync(path.join(dir, 'letter.txt'), 'mine')
  assert.equal((await vault.run('exit-kit', dir)).exit, 1)
  assert.equal(existsSync(path.join(vault.dir, 'kit')), false)
})

test('XK3 a damaged sealed file costs that file alone, is listed, and the exit code is 3', async (t) => {
  const dir = testDir(t)
  const { vault } = await filledVault(dir)
  const blobs = path.join(vault.dir, 'blobs')
  const folder = path.join(blobs, readdirSync(blobs).find((name) => name !== 'tmp') ?? '')
  const file = path.join(folder, readdirSync(folder)[0] ?? '')
  const bytes = readFileSync(file)
  bytes.writeUInt8(bytes.readUInt8(70_000) ^ 1, 70_000)
  writeFileSync(file, bytes)
  await allowKit(vault)
  const receipt = await vault.json<KitReceipt>(3, 'exit-kit', path.join(dir, 'kit'))
  assert.deepEqual([receipt.items.in, receipt.items.written, receipt.items.refused.length], [3, 2, 1])
  assert.equal(receipt.blobs.in, receipt.blobs.written + receipt.blobs.refused.length)
  assert.deepEqual(
    filesBelow(path.join(dir, 'kit')).filter((name) => name.endsWith('aux.txt')),
    [],
    'no half file',
  )
})

test('XK4 any path becomes one that is safe, inside its folder, and its own', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 30 }), (paths) => {
      const names = createSafeNames()
      const placed = paths.map((one, at) => names.place('originals', one, String(at)))
      assert.equal(new Set(placed.map((name) => name.normalize('NFKC').toLowerCase())).size, placed.length)
      for (const name of placed) {
        assert.ok(name.startsWith('originals/') && !name.includes('\\'))
        for (const part of name.split('/')) {
          assert.ok(part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 140, part)
          // oxlint-disable-next-line no-control-regex -- that there is none is what is tested
          assert.doesNotMatch(part, /[\u0000-\u001F<>:"|?*]|^\.|[. ]$/u)
        }
      }
    }),
  )
  const names = createSafeNames()
  assert.equal(names.place('o', '../../etc/passwd', '1'), 'o/etc/passwd')
  assert.equal(names.place('o', 'a.zip', '2'), 'o/a.zip')
  assert.equal(names.place('o', 'a.zip/x.txt', '3'), 'o/a~2.zip/x.txt')
  assert.equal(names.place('o', 'A.ZIP/x.txt', '4'), 'o/A~3.ZIP/x.txt')
  assert.equal(safePart('NUL.txt'), '_NUL.txt')
})

const hasTools = ['age', 'sqlite3', 'sha256sum'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined)
test(
  'XK5 the commands on the page of a kit with keys open every sealed file with age, sqlite3 and sh only',
  {
    skip:
      hasTools.length > 0
        ? `NOT INSTALLED: ${hasTools.join(', ')}. Nothing outside opened the vault (Debian: apt install age sqlite3).`
        : false,
  },
  async (t) => {
    const dir = testDir(t)
    const { vault } = await filledVault(dir)
    const kit = path.join(dir, 'the kit')
    await allowKit(vault, true)
    const receipt = await vault.json<KitReceipt>(0, 'exit-kit', kit, '--with-keys')
    const page = readFileSync(path.join(kit, 'index.html'), 'utf8')
    const commands = [...page.matchAll(/<pre>(?<commands>[^<]*)<\/pre>/gu)].map(({ groups }) =>
      (groups?.['commands'] ?? '')
        .replaceAll('&quot;', '"')
        .replaceAll('&gt;', '>')
        .replaceAll('&lt;', '<')
        .replaceAll('&amp;', '&'),
    )
    const settings = commands.findIndex((command) => command.startsWith('VAULT='))
    assert.ok(settings > 0 && commands.length === 5)
    const copy = path.join(dir, 'a copy of the vault')
    const out = path.join(dir, 'out')
    mkdirSync(out)
    cpSync(vault.dir, copy, { recursive: true })
    const script = [
      'set -eu',
      `VAULT='${copy}'; KIT='${kit}'; OUT='${out}'`,
      ...commands.filter((_, at) => at !== settings),
    ].join('\n')
    // Only these tools: a path with nothing else on it but what sh needs.
    const ran = spawnSync('sh', ['-c', script], { env: { PATH: '/usr/bin:/bin' } })
    assert.equal(ran.status, 0, ran.stderr.toString())
    assert.match(ran.stdout.toString(), /^whole$/mu)
    const names = JSON.parse(readFileSync(path.join(kit, 'tables', 'names.json'), 'utf8')) as {
      blob: string | null
      sha256: string
    }[]
    const byBlob = new Map(names.flatMap(({ blob, sha256: hash }) => (blob === null ? [] : [[blob, hash] as const])))
    assert.equal(byBlob.size, receipt.blobs.in)
    for (const [blob, hash] of byBlob) assert.equal(sha256(readFileSync(path.join(out, blob))), hash, blob)
    const keys = readdirSync(out).filter((name) => /^keys-.*\.json$/u.test(name))
    assert.equal(keys.length, 5)
    for (const name of keys) {
      const { key } = JSON.parse(readFileSync(path.join(out, name), 'utf8')) as { key: string }
      assert.equal(Buffer.from(key, 'base64').length, 32)
    }
  },
)

test('XK6 a kit that does not come to its end leaves nothing readable behind', async (t) => {
  const disk = mkdtempSync(path.join(tmpdir(), 'homeward-disk-'))
  t.after(() => {
    spawnSync('umount', ['-l', disk])
    rmSync(disk, { recursive: true, force: true })
  })
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', disk]).status !== 0) {
    t.skip('A small disk cannot be mounted here (that needs root): a full disk was not tried for real.')
    return
  }
  const { vault } = await filledVault(testDir(t))
  const kit = path.join(disk, 'kit')
  await allowKit(vault)
  const ran = await vault.run('exit-kit', kit)
  assert.equal(ran.exit, 1)
  assert.match(ran.stderr, /full/u)
  assert.deepEqual(readdirSync(kit), [])
})
