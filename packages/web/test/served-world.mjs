import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { filesFromPaths, importFiles, importPeople } from '@homeward/intake'
import { listLeads, openRecords } from '@homeward/records'
import { createServer } from '@homeward/server'
import { generateWorld, writeWorld } from '@homeward/testworld'
import { createVault, joinVault, openVault } from '@homeward/vault'
import sharp from 'sharp'

export const webDir = path.join(import.meta.dirname, '..', 'dist')
export const passphrase = 'olive tree beside the old well'
export const secondPassphrase = 'two grey herons at the weir'
export const vaultName = 'Lighthouse'
const kdf = { memoryKiB: 64, passes: 1, lanes: 1 }

/**
 * A small invented vault behind the real server on a free port.
 *
 * @param {{filled?: boolean, idleLockMs?: number, second?: {role: string, grants: string[]}, phones?: object, clock?: object}} [options] without `filled` the vault is
 *   empty; `second`: what another member is admitted as, who opens it with `secondPassphrase`
 * @returns {Promise<{url: string, dir: string, exports: string, leads: number, close: () => Promise<void>}>}
 */
export const serveWorld = async ({ filled = true, idleLockMs, second, phones, clock } = {}) => {
  if (!existsSync(path.join(webDir, 'index.html'))) throw new Error('Please build first: npx vite build packages/web')
  const root = await mkdtemp(path.join(tmpdir(), 'homeward-web-'))
  const dir = path.join(root, 'vault')
  const exports = path.join(root, 'exports')
  await mkdir(exports)
  await createVault({ dir, name: vaultName, memberName: 'Nermin', passphrase, kdf })
  const leads = filled ? await fill(dir, exports) : 0
  if (second !== undefined) await admitSecond(dir, second)
  const server = await createServer({
    vaultDir: dir,
    webDir,
    ...(idleLockMs === undefined ? {} : { idleLockMs }),
    ...(phones === undefined ? {} : { phones }),
    ...(clock === undefined ? {} : { clock }),
  })
  return {
    url: server.url.replace(/\/$/u, ''),
    dir,
    exports,
    leads,
    close: async () => {
      await server.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

const admitSecond = async (dir, as) => {
  const { code } = await joinVault({ dir, passphrase: secondPassphrase, kdf })
  const vault = await openVault({ dir, passphrase })
  vault.admit(code, { name: 'Second', ...as })
  vault.close()
}

/** Registers invented people and imports one group chat and a folder of turned pictures; returns how many leads are open. */
const fill = async (dir, exports) => {
  const world = generateWorld({ seed: 'web', people: 14, messages: 400 })
  const files = await writeWorld(world, exports)
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const photoBytes = async (name) => {
    const file = path.join(files.familiesDir, name)
    return existsSync(file) ? { bytes: new Uint8Array(await readFile(file)), mediaType: 'image/jpeg' } : null
  }
  await importPeople(records, await readFile(files.familiesCsv), { name: 'families.csv', photoBytes })
  await importFiles(records, {
    files: await filesFromPaths([files.telegramDir]),
    name: 'Market group',
    from: 'A volunteer',
    legalBasis: 'Invented',
  })
  await importFiles(records, {
    files: await filesFromPaths([await turnedPictures(files, exports)]),
    name: 'Turned pictures',
  })
  sayElsewhere(records)
  const { total } = listLeads(records, { state: 'open', limit: 1 })
  vault.close()
  return total
}

/** Of the first two people, what a second device would have said meanwhile: rows of the index, as the fold leaves them there. */
const sayElsewhere = ({ registry }) => {
  const [first, second] = registry.prepare('SELECT id FROM person ORDER BY rowid LIMIT 2').all()
  const say = registry.prepare(
    'INSERT INTO person_value (person, field, id, value, log, position, ordinal, at, member) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const from = ['e'.repeat(64), 0, 0, '2026-02-03T09:30:00.000Z', 'b'.repeat(32)]
  const [name] = registry
    .prepare("SELECT id, value FROM person_value WHERE person = ? AND field = 'name' ORDER BY ordinal")
    .all([first.id])
  const otherName = JSON.stringify({ ...JSON.parse(name.value), text: 'Hesso Gulan Simo', script: 'Latn' })
  say.run([first.id, 'name', name.id, otherName, ...from])
  for (const { id } of [first, second])
    say.run([id, 'origin', '', JSON.stringify('The village by the spring'), ...from])
}

/** One family photo in each of the turns that a copy can have, and a file that is no picture. */
const turnedPictures = async (files, exports) => {
  const truth = JSON.parse(await readFile(files.truth, 'utf8'))
  const original = path.join(files.dir ?? exports, truth.planted[0].original)
  const folder = path.join(exports, 'turned')
  await mkdir(folder)
  const picture = () => sharp(original)
  await picture().rotate(90).jpeg().toFile(path.join(folder, 'rotated-90.jpg'))
  await picture().rotate(180).jpeg().toFile(path.join(folder, 'rotated-180.jpg'))
  await picture().rotate(270).jpeg().toFile(path.join(folder, 'rotated-270.jpg'))
  await picture().flop().jpeg().toFile(path.join(folder, 'mirrored-left-right.jpg'))
  await picture().flip().jpeg().toFile(path.join(folder, 'mirrored-top-bottom.jpg'))
  await picture().rotate(90).flop().jpeg().toFile(path.join(folder, 'mirrored-diagonal.jpg'))
  await picture().rotate(270).flop().jpeg().toFile(path.join(folder, 'mirrored-other-diagonal.jpg'))
  await cp(files.familiesCsv, path.join(folder, 'broken.jpg'))
  return folder
}
