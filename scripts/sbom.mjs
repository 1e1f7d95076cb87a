/** `node scripts/sbom.mjs [FILE]`: the list of shipped packages as CycloneDX 1.5 JSON, the same bytes for the same lock file. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './command.mjs'
import { shippedPackages } from './shipped.mjs'

/** CycloneDX names licences by their SPDX id, or by an expression. */
function licencesOf(licence) {
  return / (?:AND|OR) /u.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }]
}

function componentOf({ name, version, licence, integrity, resolved, isBundled }) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  const [algorithm, base64] = integrity.split('-', 2)
  return {
    type: 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: licencesOf(licence),
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(base64, 'base64').toString('hex') }],
    externalReferences: [{ type: 'distribution', url: resolved }],
    properties: [{ name: 'homeward:bundled', value: String(isBundled) }],
  }
}

/** The software bill of materials as text. Without a time and with a serial number made of its content, so that it is reproducible. */
export function sbomOf(repository) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'))
  const components = [
    ...new Map(shippedPackages(repository).map((one) => [`${one.name}@${one.version}`, one])).values(),
  ].map(componentOf)
  const hex = createHash('sha256')
    .update(JSON.stringify([version, components]))
    .digest('hex')
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': name, name, version, licenses: licencesOf(license) } },
    components,
  }
  return `${JSON.stringify(bom, null, 1)}\n`
}

if (process.argv[1] === import.meta.filename) {
  const [file] = process.argv.slice(2)
  if (file === undefined) process.stdout.write(sbomOf(root))
  else writeFileSync(file, sbomOf(root))
}
