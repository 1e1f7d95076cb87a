/** Makes sure that packages are installed and code is built, and does nothing where they are. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { nodePath, root, runCommand, runTool, secondsSince } from './command.mjs'

/** Something that the person at the keyboard can mend; printed without a stack. */
export class ScriptError extends Error {}

/**
 * True if node_modules holds what package-lock.json asks for: every package at its version and hash. Packages for other
 * platforms are not expected. Compares the two lock files, not the packages' files.
 */
export function isInstalled(lockJson, installedJson) {
  if (installedJson === null) {
    return false
  }
  const wanted = JSON.parse(lockJson).packages
  const present = JSON.parse(installedJson).packages
  return Object.entries(wanted).every(([place, entry]) => {
    if (!place.startsWith('node_modules/') && !place.includes('/node_modules/')) {
      return true
    }
    const found = present[place]
    if (found === undefined) {
      return entry.optional === true || entry.devOptional === true
    }
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

function readIfPresent(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Installs with `npm ci` where node_modules is missing or does not fit package-lock.json. @throws ScriptError */
export async function ensureInstalled() {
  const lockJson = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  if (isInstalled(lockJson, readIfPresent(path.join(root, 'node_modules', '.package-lock.json')))) {
    return
  }
  const startedMs = Date.now()
  console.log('Installing packages (npm ci) …')
  const heartbeat = setInterval(() => {
    console.log(`… still installing, ${secondsSince(startedMs)}`)
  }, 15_000)
  const npmScript = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund']
  const { code } = await (
    npmScript?.endsWith('.js') === true
      ? runCommand(nodePath, [npmScript, ...args])
      : runCommand('npm', args, { shell: process.platform === 'win32' })
  ).finally(() => {
    clearInterval(heartbeat)
  })
  if (code !== 0) {
    throw new ScriptError(
      'Packages could not be installed. Is the npm registry reachable? The lines above say what failed.',
    )
  }
  console.log(`Installed in ${secondsSince(startedMs)}.`)
}

/** Builds every package, and the interface and the app for phones if something that goes into them changed. @throws ScriptError */
export async function ensureBuilt() {
  const startedMs = Date.now()
  console.log('Building …')
  const compiled = await runTool('typescript/bin/tsc', ['-b'])
  if (compiled.code !== 0) {
    throw new ScriptError('The code does not compile. The lines above say where.')
  }
  await ensurePagesBuilt('web', 'dist', 'the interface')
  await ensurePagesBuilt('album', path.join('dist', 'app'), 'the app for phones')
  console.log(`Built in ${secondsSince(startedMs)}.`)
}

/** Builds the pages of a package with Vite into its folder `out`, unless they were built from the same files. */
async function ensurePagesBuilt(name, out, what) {
  const dir = path.join(root, 'packages', name)
  if (!existsSync(path.join(dir, 'index.html'))) {
    return
  }
  // What is built into a page beside its own files; the compiler has just made it.
  const format = name === 'album' ? [path.join(root, 'packages', 'format', 'src')] : []
  const stampFile = path.join(dir, 'dist', '.inputs-sha256')
  const stamp = hashInputs([
    dir,
    ...format,
    path.join(root, 'tsconfig.base.json'),
    path.join(root, 'package-lock.json'),
  ])
  if (existsSync(path.join(dir, out, 'index.html')) && readIfPresent(stampFile) === stamp) {
    return
  }
  console.log(`Building ${what} …`)
  const { code, output } = await runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn'], {
    cwd: dir,
    quiet: true,
    // Whatever the caller's is: a page that is built for tests names the folder it was built in.
    env: { NODE_ENV: 'production' },
  })
  if (code !== 0) {
    throw new ScriptError(`Vite could not build ${what}:\n${output}`)
  }
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, stamp)
}

const notInputs = new Set(['node_modules', 'dist', 'test'])

/** One hash over the paths and bytes of files and folders; `dist`, `test` and `node_modules` are left out. */
function hashInputs(places) {
  const hash = createHash('sha256')
  const visit = (place) => {
    if (statSync(place).isDirectory()) {
      for (const name of readdirSync(place).toSorted()) {
        if (!notInputs.has(name)) {
          visit(path.join(place, name))
        }
      }
    } else if (!place.endsWith('.tsbuildinfo')) {
      const bytes = readFileSync(place)
      hash.update(`${path.relative(root, place)}\0${bytes.length}\0`).update(bytes)
    }
  }
  for (const place of places) {
    visit(place)
  }
  return hash.digest('hex')
}

/** Runs a script's main function: prints a ScriptError as its sentence, anything else with its stack; exits 1 on both. */
export async function runMain(main) {
  try {
    await main()
  } catch (error) {
    console.error(error instanceof ScriptError ? error.message : error)
    process.exitCode = 1
  }
}
