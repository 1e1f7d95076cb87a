import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A package to compare with, from the project's own node_modules or from those of the folder HOMEWARD_BENCH_PEERS; null where it is not installed.
 * Nothing of the program needs it, so it is looked for by name and not imported.
 */
export async function installedPeer(name) {
  const folders = [process.env.HOMEWARD_BENCH_PEERS, path.resolve(import.meta.dirname, '../..')]
  for (const folder of folders) {
    if (folder === undefined) continue
    const dir = path.join(folder, 'node_modules', name)
    if (!existsSync(path.join(dir, 'package.json'))) continue
    const manifest = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'))
    const entry = manifest.module ?? manifest.main
    const module = await import(pathToFileURL(path.join(dir, entry)).href)
    return { make: module.default, version: manifest.version }
  }
  console.log(`  ${name} IS NOT INSTALLED AND WAS NOT MEASURED: npm install --no-save ${name}`)
  return null
}
