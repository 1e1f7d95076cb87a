/** What of other people's work is in a release, and under which licence. Read from the lock file: nothing is asked of a registry. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** What is imported for its types alone is in no bundle. */
const typesPattern = /\b(?:import|export) type[^']*'[^'\n]*'/gu
const specifierPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)'([^'.\n][^'\n]*)'/gu

/** Licences whose work may be part of a work under AGPL-3.0 (https://www.gnu.org/licenses/license-list.html). */
const fitting = new Set([
  '0BSD',
  'AGPL-3.0-only',
  'AGPL-3.0-or-later',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'ISC',
  'LGPL-3.0-only',
  'LGPL-3.0-or-later',
  'MIT',
  'MPL-2.0',
  'Unlicense',
  'Zlib',
])

/** Whether a licence expression (SPDX; AND, OR and parentheses) fits AGPL-3.0. What is not known does not fit. */
export function fitsAgpl(expression) {
  const inner = expression.replaceAll(/[()]/gu, '')
  return inner.split(' OR ').some((choice) => choice.split(' AND ').every((licence) => fitting.has(licence.trim())))
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}

function nameOf(specifier) {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The packages that the sources of pages import (the interface, the app for phones) and that their bundles therefore hold. */
function bundledNames(root, pages) {
  const src = path.join(root, 'packages', pages, 'src')
  const names = new Set()
  for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(?:tsx?|css)$/u.test(entry.name)) continue
    const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8')
    for (const [, specifier] of text.replaceAll(typesPattern, '').matchAll(specifierPattern))
      names.add(nameOf(specifier))
  }
  return [...names]
}

/** Where a package finds another one, as Node looks for it; null if it is not installed. */
function placeOf(lock, from, name) {
  for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/')))) {
    const place = `${dir === '' ? '' : `${dir}/`}node_modules/${name}`
    if (place in lock) return place
    if (dir === '') return null
  }
}

/**
 * Every package of others that a release holds or installs, sorted by name and version.
 *
 * @param {string} root the root of the repository
 * @returns {{name: string, version: string, licence: string, integrity: string, resolved: string, isBundled: boolean, isForPlatform: boolean}[]} `isBundled`: part of the interface's files; `isForPlatform`: one of several
 *   variants of which the system needs one.
 */
export function shippedPackages(root) {
  const lock = readJson(path.join(root, 'package-lock.json')).packages
  const wanted = []
  for (const name of readdirSync(path.join(root, 'packages'))) {
    const from = `packages/${name}`
    const { dependencies = {} } = readJson(path.join(root, from, 'package.json'))
    for (const dependency of Object.keys(dependencies)) wanted.push({ from, name: dependency })
  }
  for (const pages of ['web', 'album'])
    for (const name of bundledNames(root, pages)) wanted.push({ from: `packages/${pages}`, name, isBundled: true })
  const byPlace = new Map()
  for (let next = wanted.shift(); next !== undefined; next = wanted.shift()) {
    if (next.name.startsWith('@homeward/') || next.name.startsWith('node:')) continue
    const place = placeOf(lock, next.from, next.name)
    if (place === null) continue
    const known = byPlace.get(place)
    const found = { isBundled: [known, next].some((one) => one?.isBundled === true) }
    byPlace.set(place, found)
    if (known !== undefined && known.isBundled === found.isBundled) continue
    const { dependencies = {}, optionalDependencies = {} } = lock[place]
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies }))
      wanted.push({ from: place, name, isBundled: found.isBundled })
  }
  return [...byPlace]
    .map(([place, found]) => {
      const { version, license, integrity, resolved, os, cpu } = lock[place]
      const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const isForPlatform = os !== undefined || cpu !== undefined
      return { name, version, licence: license ?? 'none', integrity, resolved, ...found, isForPlatform }
    })
    .toSorted((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

function compare(a, b) {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The names of all packages of others that some package.json of ours names, for use or for development. */
export function namedPackages(root) {
  const files = [
    'package.json',
    ...readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/package.json`),
  ]
  const names = files.flatMap((file) => {
    const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = readJson(path.join(root, file))
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  })
  return [...new Set(names)].filter((name) => !name.startsWith('@homeward/')).toSorted()
}

/** The table of docs/dependencies.md: each package once, without the variants for other platforms. */
export function shippedTable(root) {
  const rows = shippedPackages(root)
    .filter(({ isForPlatform }) => !isForPlatform)
    .map(({ name, licence, isBundled }) => `| ${name} | ${licence} | ${isBundled ? 'in the interface' : 'installed'} |`)
  return ['| package | licence | where |', '|---|---|---|', ...new Set(rows)].join('\n')
}
