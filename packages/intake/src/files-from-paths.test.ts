import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { filesFromPaths } from './files-from-paths.ts'
import type { IncomingFile } from './files-from-paths.ts'

const root = mkdtempSync(join(tmpdir(), 'homeward-files-'))
after(() => {
  rmSync(root, { recursive: true })
})

async function contentOf(file: IncomingFile): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of file.open()) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('I25 a folder is listed in the order of its names, with links and special files refused', async () => {
  const folder = join(root, 'Export')
  mkdirSync(join(folder, 'photos', 'old'), { recursive: true })
  mkdirSync(join(folder, 'empty'))
  writeFileSync(join(folder, 'result.json'), '{}')
  writeFileSync(join(folder, 'photos', 'b.jpg'), 'b')
  writeFileSync(join(folder, 'photos', 'B.jpg'), 'B')
  writeFileSync(join(folder, 'photos', 'old', 'a.jpg'), 'a')
  symlinkSync('/etc/hostname', join(folder, 'link.txt'))
  symlinkSync(folder, join(folder, 'photos', 'loop'))
  execFileSync('mkfifo', [join(folder, 'pipe')])
  const files = await filesFromPaths([folder, `${folder}/result.json`, join(root, 'absent')])
  assert.deepEqual(
    files.map(({ path, refused, size }) => [path, refused?.slice(0, 22) ?? size]),
    [
      ['Export/empty', 'This folder is empty.'],
      ['Export/link.txt', 'This is a link to anot'],
      ['Export/photos/B.jpg', 1],
      ['Export/photos/b.jpg', 1],
      ['Export/photos/loop', 'This is a link to anot'],
      ['Export/photos/old/a.jpg', 1],
      ['Export/pipe', 'This is not an ordinar'],
      ['Export/result.json', 2],
      ['result.json', 2],
      ['absent', 'There is no file or fo'],
    ],
  )
  assert.equal(await contentOf(files[3]!), 'b')
  assert.equal(files[3]?.file, join(folder, 'photos', 'b.jpg'))
})

test('I25 a link put in place of a file after the walk is not followed', async () => {
  const path = join(root, 'swap.txt')
  writeFileSync(path, 'rain')
  const [file] = await filesFromPaths([path])
  assert.ok(file)
  rmSync(path)
  symlinkSync('/etc/hostname', path)
  await assert.rejects(contentOf(file), { code: 'ELOOP' })
})

test('I26 names that are not UTF-8, very long or deep keep their bytes and lead to their file', async () => {
  const folder = join(root, 'names')
  mkdirSync(folder)
  const raw = Buffer.concat([Buffer.from(`${folder}/ph`), Buffer.from([0xff]), Buffer.from('oto\u202Egpj.exe')])
  writeFileSync(raw, 'cat')
  const long = 'ن'.repeat(120)
  const deep = join(folder, ...Array.from({ length: 60 }, () => 'deep folder'))
  mkdirSync(deep, { recursive: true })
  writeFileSync(join(deep, `${long}.txt`), 'deep')
  const [first, second] = await filesFromPaths([folder])
  assert.ok(first && second)
  assert.ok(first.path.endsWith(`${long}.txt`))
  assert.equal(await contentOf(first), 'deep')
  assert.equal(second.path, 'names/ph\\xFFoto\u202Egpj.exe')
  assert.deepEqual(
    Buffer.from(second.pathB64 ?? '', 'base64'),
    Buffer.concat([Buffer.from('names'), raw.subarray(Buffer.byteLength(folder))]),
  )
  assert.equal(second.file, undefined)
  assert.equal(await contentOf(second), 'cat')
})
