import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { memorySource, readStoredZip, utf8 } from '@homeward/format'
import type { VerifyReport } from './report.ts'
import { createSampleLog, fixedBytes, samplePackage, sampleParts } from './sample-package.ts'

const BIN = fileURLToPath(new URL('../bin/homeward-verify.js', import.meta.url))

const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' })

const inFolder = async (work: (folder: string, zipFile: string) => Promise<void> | void): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-verify-'))
  try {
    const zipFile = join(folder, 'package.zip')
    writeFileSync(zipFile, await samplePackage())
    await work(folder, zipFile)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const unpack = async (folder: string): Promise<string> => {
  const zip = await samplePackage()
  const { entries } = await readStoredZip(memorySource(zip))
  for (const { name, dataOffset, size } of entries) {
    const path = join(folder, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, zip.subarray(dataOffset, dataOffset + size))
  }
  return join(folder, 'homeward-package-1')
}

const jsonOf = (stdout: string): VerifyReport => JSON.parse(stdout) as VerifyReport

test('P15 a good package: exit 0, in words and as one JSON object', () =>
  inFolder((_, zipFile) => {
    const words = run(zipFile)
    assert.equal(words.status, 0, words.stderr)
    assert.match(words.stdout, /^GOOD/u)
    assert.match(words.stdout, /was not compared/u)
    const json = run(zipFile, '--json')
    assert.equal(json.status, 0)
    assert.equal(json.stderr, '')
    assert.equal(jsonOf(json.stdout).ok, true)
  }))

test('P15 the report for people: verdict first, faults by what they concern, lines that fit a page', () =>
  inFolder((folder, zipFile) => {
    const lines = run(zipFile).stdout.split('\n')
    assert.match(lines[1] ?? '', /^No fault was found \(\d+ files, [\d,]+ bytes\)/u)
    assert.ok(lines.includes('Made         2026-03-05 00:00:00 UTC, by the clock of the device that made it'))
    assert.ok(lines.includes('             NOT COMPARED with one that you got another way'))
    assert.ok(lines.some((line) => /^ {2}- 2026-03-04 05:06:02 UTC: member member-1 received the source/u.test(line)))
    for (const line of lines.slice(1)) {
      assert.ok(line.length <= 100, line)
    }
    const bytes = readFileSync(zipFile)
    const place = bytes.indexOf('a drawing of a hill')
    bytes[place] = (bytes[place] ?? 0) ^ 1
    const changed = join(folder, 'changed.zip')
    writeFileSync(changed, bytes)
    const { status, stdout } = run(changed)
    assert.equal(status, 1)
    assert.match(stdout, /^FAULTY .*\n\d faults were found .* Do not rely on this package/u)
    assert.match(stdout, /\nFaults \(\d\):\n {2}data\/[\da-f]{64}\.txt:\n( {4}- .*\n){2,}/u)
    assert.match(stdout, /Files of sources \(1 of 2 proven\):\n {2}- NOT PROVEN/u)
  }))

test('P14 --vkey compares the key: exit 0 for the same, 1 for another', () =>
  inFolder((_, zipFile) => {
    assert.equal(run(zipFile, '--vkey', sampleParts().log.log.vkeyText).status, 0)
    const other = run(zipFile, '--vkey', createSampleLog(fixedBytes('other')).log.vkeyText)
    assert.equal(other.status, 1)
    assert.match(other.stdout, /another key/u)
  }))

test('P15 a faulty package: exit 1', () =>
  inFolder((folder) => {
    const file = join(folder, 'text.zip')
    writeFileSync(file, 'not a zip')
    const { status, stdout } = run(file)
    assert.equal(status, 1)
    assert.match(stdout, /^FAULTY/u)
  }))

test('P15 wrong use, a missing file, a bad key: exit 2 and words on stderr alone', () =>
  inFolder((folder, zipFile) => {
    for (const args of [
      [],
      [zipFile, zipFile],
      ['--loud', zipFile],
      [join(folder, 'none')],
      [zipFile, '--vkey', 'x'],
    ]) {
      const { status, stdout, stderr } = run(...args)
      assert.equal(status, 2, args.join(' '))
      assert.equal(stdout, '')
      assert.ok(stderr.length > 0)
    }
    assert.equal(run('--help').status, 0)
  }))

test('P16 an unpacked package is checked, also inside the folder that unpacking made', () =>
  inFolder(async (folder) => {
    const inner = await unpack(join(folder, 'out'))
    for (const path of [inner, join(folder, 'out')]) {
      const { status, stdout } = run(path, '--json')
      assert.equal(status, 0, stdout)
      assert.deepEqual(jsonOf(stdout).counts.items, { good: 2, all: 2 })
    }
  }))

test('P16 a changed, added or linked file in a folder is found', () =>
  inFolder(async (folder) => {
    const inner = await unpack(join(folder, 'out'))
    writeFileSync(join(inner, 'index.html'), 'changed')
    writeFileSync(join(inner, 'added\u202Etxt.exe'), 'x')
    symlinkSync(join(folder, 'package.zip'), join(inner, 'link'))
    const { status, stdout } = run(inner)
    assert.equal(status, 1)
    for (const words of [
      /index\.html:\n.*not those/u,
      /added\\u\{202e\}txt\.exe:\n.*No package/u,
      /link:\n.*It is neither/u,
    ]) {
      assert.match(stdout, words)
    }
  }))

const tool = (command: string, args: string[], cwd: string): number | null => {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return result.error === undefined ? result.status : null
}

test('P4 sha256sum checks the manifests, and unzip the zip', (context) =>
  inFolder(async (folder, zipFile) => {
    const inner = await unpack(join(folder, 'out'))
    for (const [command, args] of [
      ['sha256sum', ['--strict', '-c', 'manifest-sha256.txt']],
      ['sha256sum', ['--strict', '-c', 'tagmanifest-sha256.txt']],
      ['unzip', ['-t', zipFile]],
    ] as const) {
      const status = tool(command, [...args], inner)
      if (status === null) {
        context.diagnostic(`${command} is not installed here; not tried`)
      } else {
        assert.equal(status, 0, `${command} ${args.join(' ')}`)
      }
    }
    writeFileSync(join(inner, 'custody.json'), utf8('{}'))
    const status = tool('sha256sum', ['--strict', '-c', 'tagmanifest-sha256.txt'], inner)
    assert.notEqual(status, 0)
  }))
