/** The arrows between packages (design: format ← vault ← records ← intake, dossier ← server ← cli, web) and what breaks them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const upToRecords = ['format', 'compare', 'places', 'vault', 'records']
const upToDossier = [...upToRecords, 'intake', 'dossier']

/** Which packages each package may use. A package that is not named here may not exist. */
const allowed = {
  format: [],
  compare: [],
  testworld: [],
  places: ['compare'],
  verify: ['format'],
  album: ['format'],
  vault: ['format'],
  records: ['format', 'compare', 'places', 'vault'],
  intake: upToRecords,
  dossier: upToRecords,
  server: upToDossier,
  web: [...upToDossier, 'server'],
  cli: [...upToDossier, 'server', 'verify', 'testworld'],
}

/** Tests may also make invented data, and have what they wrote verified, wherever they are. */
const allowedInTests = ['testworld', 'verify']

const specifierPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*|\bnew\s+URL\s*\(\s*)(['"`])([^'"`\n]+)\1/gu
const sourcePattern = /\.(?:ts|tsx|mts|js|mjs)$/u
const testPattern = /(?:\.test\.[a-z]+$|[/\\]test[/\\])/u

/**
 * Everything that breaks an arrow, in sources, package.json and tsconfig references.
 *
 * @param {string} root folder that holds `packages/`
 * @returns {string[]} one sentence each, empty when all is well. An import in a comment counts too; an import whose
 *   name is put together at run time is not seen.
 */
export function findViolations(root) {
  const packages = path.join(root, 'packages')
  return readdirSync(packages, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      if (!Object.hasOwn(allowed, name)) {
        return [`packages/${name}: the layers do not name this package; add it to scripts/layers.mjs`]
      }
      const dir = path.join(packages, name)
      return manifestViolations(dir, name).concat(referenceViolations(dir, name), sourceViolations(packages, name))
    })
}

function manifestViolations(dir, name) {
  const manifest = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'))
  const check = (field, others) =>
    Object.keys(manifest[field] ?? {})
      .filter((dependency) => dependency.startsWith('@homeward/'))
      .map((dependency) => dependency.slice('@homeward/'.length))
      .filter((other) => !others.includes(other))
      .map((other) => `packages/${name}/package.json: ${field} names ${other}, which ${name} may not use`)
  return [
    ...check('dependencies', allowed[name]),
    ...check('optionalDependencies', allowed[name]),
    ...check('peerDependencies', allowed[name]),
    ...check('devDependencies', [...allowed[name], ...allowedInTests]),
  ]
}

function referenceViolations(dir, name) {
  const file = path.join(dir, 'tsconfig.json')
  if (!existsSync(file)) {
    return []
  }
  return [...readFileSync(file, 'utf8').matchAll(/"path":\s*"\.\.\/([a-z]+)\/?[^"]*"/gu)]
    .map((match) => match[1])
    .filter((other) => ![...allowed[name], ...allowedInTests].includes(other))
    .map((other) => `packages/${name}/tsconfig.json: references ${other}, which ${name} may not use`)
}

function sourceViolations(packages, name) {
  return sourceFiles(path.join(packages, name)).flatMap((file) => {
    const shown = path.relative(path.dirname(packages), file).split(path.sep).join('/')
    const may = testPattern.test(shown) ? [...allowed[name], ...allowedInTests] : allowed[name]
    return [...readFileSync(file, 'utf8').matchAll(specifierPattern)]
      .map((match) => violation(packages, name, file, may, match[2]))
      .filter((what) => what !== null)
      .map((what) => `${shown}: ${what}`)
  })
}

function violation(packages, name, file, may, specifier) {
  if (specifier.startsWith('@homeward/')) {
    const [other, ...inner] = specifier.slice('@homeward/'.length).split('/')
    if (inner.length > 0 && !doorsOf(packages, other).includes(`./${inner.join('/')}`)) {
      return `reaches into ${other} (${specifier}); import @homeward/${other}`
    }
    return other === name || may.includes(other) ? null : `imports ${other}, which ${name} may not use`
  }
  if (specifier.startsWith('.')) {
    const target = path.resolve(path.dirname(file), specifier)
    const [owner] = path.relative(packages, target).split(path.sep)
    // The cli shows where the built interface and app for phones lie; those are folders of files to serve, not code.
    const built = [path.join('web', 'dist'), path.join('album', 'dist', 'app')]
    const servesInterface = name === 'cli' && built.includes(path.relative(packages, target))
    return owner === name || owner === '..' || servesInterface
      ? null
      : `reaches into ${owner} (${specifier}); import @homeward/${owner}`
  }
  return null
}

/** What a package lets others import beside its index. */
function doorsOf(packages, name) {
  const file = path.join(packages, name, 'package.json')
  return existsSync(file) ? Object.keys(JSON.parse(readFileSync(file, 'utf8')).exports ?? {}) : []
}

function sourceFiles(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') {
      return []
    }
    const place = path.join(dir, entry.name)
    return entry.isDirectory() ? sourceFiles(place) : sourcePattern.test(entry.name) ? [place] : []
  })
}
