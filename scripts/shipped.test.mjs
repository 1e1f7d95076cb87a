import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { root } from './command.mjs'
import { sbomOf } from './sbom.mjs'
import { fitsAgpl, namedPackages, shippedPackages, shippedTable } from './shipped.mjs'

const described = readFileSync(path.join(root, 'docs', 'dependencies.md'), 'utf8')

test('every shipped package has a licence that fits, and is described', () => {
  const shipped = shippedPackages(root)
  assert.ok(shipped.length > 60, `${shipped.length} packages`)
  for (const { name, licence } of shipped) assert.ok(fitsAgpl(licence), `${name} is under ${licence}`)
  assert.ok(described.includes(`\n${shippedTable(root)}\n`), 'the table of docs/dependencies.md is out of date')
})

test('every package that we name has its paragraph', () => {
  const [paragraphs] = described.split('## Everything that is shipped')
  const words = new Set(paragraphs.match(/@?[\w.@/-]*\w/gu))
  assert.deepEqual(
    namedPackages(root).filter((name) => !words.has(name)),
    [],
  )
})

test('what the interface bundles and what is installed are both found, build tools are not', () => {
  const byName = new Map(shippedPackages(root).map((one) => [one.name, one]))
  assert.equal(byName.get('react').isBundled, true)
  assert.equal(byName.get('hono').isBundled, false)
  assert.equal(byName.get('@img/sharp-libvips-linux-x64').isForPlatform, true)
  for (const tool of ['vite', 'typescript', 'playwright-core', 'knip']) assert.equal(byName.has(tool), false, tool)
})

test('a licence fits if one of its choices does, all parts of which do', () => {
  for (const fits of ['MIT', '(MIT OR CC0-1.0)', 'Apache-2.0 AND LGPL-3.0-or-later AND MIT', 'SSPL-1.0 OR MIT'])
    assert.ok(fitsAgpl(fits), fits)
  for (const none of ['GPL-2.0-only', 'SSPL-1.0', 'MIT AND SSPL-1.0', 'SEE LICENSE IN x', 'UNLICENSED', 'none', ''])
    assert.ok(!fitsAgpl(none), none)
})

test('the list of materials is CycloneDX, complete, and the same each time', () => {
  const text = sbomOf(root)
  assert.equal(sbomOf(root), text)
  const { bomFormat, specVersion, serialNumber, components } = JSON.parse(text)
  assert.deepEqual([bomFormat, specVersion], ['CycloneDX', '1.5'])
  assert.match(serialNumber, /^urn:uuid:[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-a[\da-f]{3}-[\da-f]{12}$/u)
  const listed = new Set(components.map(({ name, version }) => `${name}@${version}`))
  for (const { name, version } of shippedPackages(root)) assert.ok(listed.has(`${name}@${version}`), name)
  for (const { hashes, licenses, name } of components) {
    assert.match(hashes[0].content, /^[\da-f]{128}$/u, name)
    assert.equal(licenses.length, 1, name)
  }
})
