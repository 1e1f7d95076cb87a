/**
 * `node scripts/release.mjs [FOLDER]`: builds and writes `homeward-<version>.tar.gz`, all sources with what was built from them and
 * the list of what others made, into FOLDER (`release` if none is given). The same sources give the same bytes.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { root, runCommand } from './command.mjs'
import { ensureBuilt, ensureInstalled, runMain, ScriptError } from './ensure.mjs'
import { sbomOf } from './sbom.mjs'
import { tarOf } from './tar.mjs'

/** 1980-01-01, which every archive format can say. The real time would make every archive another one. */
const seconds = 315_532_800

/** What is built for tests is no part of a release. */
const forTests = /\.test$|(?:^|\/)(?:testing\/|test-[^/]+$)/u

/** The files that were built from tracked sources, and those of the interface; not what an older build left behind. */
function builtFiles(repository, tracked) {
  const sources = new Set(tracked)
  const isShipped = (name, built) => {
    if (name === 'web') return built !== '.inputs-sha256'
    if (name === 'album') return built.startsWith('app/')
    const base = built.replace(/(?:\.js|\.d\.ts)(?:\.map)?$/u, '')
    return sources.has(`packages/${name}/src/${base}.ts`) && !forTests.test(base)
  }
  return readdirSync(path.join(repository, 'packages')).flatMap((name) => {
    const dist = path.join(repository, 'packages', name, 'dist')
    if (!existsSync(dist)) return []
    return readdirSync(dist, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
      .filter((built) => isShipped(name, built))
      .map((built) => `packages/${name}/dist/${built}`)
  })
}

/**
 * The release as bytes.
 *
 * @param {string} repository a built repository
 * @param {string[]} tracked the paths of its sources
 */
export function releaseOf(repository, tracked) {
  const { version } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'))
  const top = `homeward-${version}`
  const files = [...new Set([...tracked, ...builtFiles(repository, tracked)])].map((file) => ({
    name: `${top}/${file}`,
    bytes: readFileSync(path.join(repository, file)),
    isExecutable: /(?:^|\/)bin\/[^/]+$|^\.ci\/run$/u.test(file),
  }))
  const sbom = { name: `${top}/sbom.cdx.json`, bytes: Buffer.from(sbomOf(repository)), isExecutable: false }
  const archive = gzipSync(tarOf([...files, sbom], seconds), { level: 9 })
  // The header says on which system it was made.
  archive[9] = 255
  return { name: `${top}.tar.gz`, archive, files: files.length + 1 }
}

/** The paths of everything that git keeps. Throws ScriptError outside of a git work tree. */
export async function trackedFiles(repository) {
  const { code, output } = await runCommand('git', ['ls-files', '-z'], { cwd: repository, quiet: true })
  if (code !== 0) throw new ScriptError('A release is made from a git work tree, and this is none.')
  return output.split('\0').filter((file) => file !== '' && existsSync(path.join(repository, file)))
}

if (process.argv[1] === import.meta.filename)
  await runMain(async () => {
    await ensureInstalled()
    await ensureBuilt()
    const { name, archive, files } = releaseOf(root, await trackedFiles(root))
    const dir = process.argv[2] ?? path.join(root, 'release')
    mkdirSync(dir, { recursive: true })
    writeFileSync(path.join(dir, name), archive)
    const sha256 = createHash('sha256').update(archive).digest('hex')
    writeFileSync(path.join(dir, `${name}.sha256`), `${sha256}  ${name}\n`)
    console.log(`${path.join(dir, name)}: ${files} files, ${archive.length} bytes, SHA-256 ${sha256}`)
  })
