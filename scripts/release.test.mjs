import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { nodePath, root, runCommand } from './command.mjs'
import { releaseOf, trackedFiles } from './release.mjs'
import { tarOf } from './tar.mjs'

/** The names in a tar archive, read by what its headers say. */
function namesOf(tar) {
  const names = []
  for (let at = 0; tar[at] !== 0;) {
    const part = (from, length) =>
      tar
        .subarray(at + from, at + from + length)
        .toString('utf8')
        .replace(/\0.*$/su, '')
    const prefix = part(345, 155)
    names.push(prefix === '' ? part(0, 100) : `${prefix}/${part(0, 100)}`)
    at += 512 + Math.ceil(Number.parseInt(part(124, 12), 8) / 512) * 512
  }
  return names
}

/** All that a build needs, in another folder, with the installed packages linked and ours beside it. */
function copyRepository(tracked, target) {
  for (const file of tracked) {
    mkdirSync(path.dirname(path.join(target, file)), { recursive: true })
    cpSync(path.join(root, file), path.join(target, file))
    utimesSync(path.join(target, file), 1, 1)
  }
  const modules = path.join(root, 'node_modules')
  const linked = (dir, names) => {
    mkdirSync(path.join(target, dir), { recursive: true })
    for (const name of names) symlinkSync(path.join(root, dir, name), path.join(target, dir, name))
  }
  linked(
    'node_modules',
    readdirSync(modules).filter((name) => name !== '@homeward'),
  )
  mkdirSync(path.join(target, 'node_modules', '@homeward'))
  for (const name of readdirSync(path.join(root, 'packages')))
    symlinkSync(path.join(target, 'packages', name), path.join(target, 'node_modules', '@homeward', name))
}

/** A copy of the sources in a folder of its own, built. */
async function builtCopy(t, tracked) {
  const target = mkdtempSync(path.join(tmpdir(), 'homeward-release-'))
  t.after(() => {
    rmSync(target, { recursive: true, force: true })
  })
  copyRepository(tracked, target)
  const tools = path.join(target, 'node_modules')
  const built = await runCommand(nodePath, [path.join(tools, 'typescript', 'bin', 'tsc'), '-b'], {
    cwd: target,
    quiet: true,
  })
  assert.equal(built.code, 0, built.output)
  const vite = [path.join(tools, 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn']
  // The test runner of newer Nodes sets NODE_ENV, and a page that is built for tests names the folder it was built in.
  const env = { NODE_ENV: 'production' }
  const web = await runCommand(nodePath, vite, { cwd: path.join(target, 'packages', 'web'), quiet: true, env })
  assert.equal(web.code, 0, web.output)
  return target
}

const file = (name, text) => ({ name, bytes: Buffer.from(text), isExecutable: name.includes('/bin/') })

test('an archive is what its names and bytes make it, in any order', () => {
  const files = [file('a/bin/run', 'x'), file(`a/${'long/'.repeat(30)}name.txt`, 'y'.repeat(513)), file('a/é', '')]
  const tar = tarOf(files, 1)
  assert.deepEqual(tarOf(files.toReversed(), 1), tar)
  assert.deepEqual(new Set(namesOf(tar)), new Set(files.map(({ name }) => name)))
  assert.throws(() => tarOf([file('x'.repeat(300), '')], 1), /too long/u)
})

test('the release of sources that were built in two folders, one after the other, is the same bytes', async (t) => {
  const tracked = await trackedFiles(root)
  if (tracked.length === 0) {
    t.skip('this is no git work tree')
    return
  }
  const here = releaseOf(await builtCopy(t, tracked), tracked)
  const there = releaseOf(await builtCopy(t, tracked), tracked.toReversed())
  const [ours, theirs] = [here, there].map(({ archive }) => gunzipSync(archive))
  assert.deepEqual(namesOf(theirs), namesOf(ours))
  assert.ok(theirs.equals(ours), 'the files differ')
  assert.ok(there.archive.equals(here.archive), 'the archives differ')
  const names = namesOf(ours)
  for (const name of ['packages/cli/bin/homeward.js', 'packages/web/dist/index.html', 'sbom.cdx.json', 'LICENSE'])
    assert.ok(
      names.some((one) => one.endsWith(`/${name}`)),
      name,
    )
  for (const name of names)
    assert.doesNotMatch(name, /\/dist\/.*\.test\.|tsbuildinfo|node_modules|(?:^|\/)\.\.(?:\/|$)|^\//u)
})
