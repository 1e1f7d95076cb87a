/** The vault that the torture of the whole program begins with, and what must hold after each fault. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deriveMissing, filesFromPaths, importFiles, rebuild } from '@homeward/intake'
import {
  addPersonPhoto,
  getLead,
  getPerson,
  listLeads,
  listSources,
  openRecords,
  registerPerson,
} from '@homeward/records'
import { openVault } from '@homeward/vault'
import { picture, telegramExport } from '../../packages/intake/dist/test-import.js'
import { PASSPHRASE, makeVault } from '../../packages/vault/dist/test-vault.js'

const messages = 40

/** Runs `work` with the records of a vault open, and closes them. */
const withRecords = async (dir, work) => {
  const records = await openRecords(await openVault({ dir, passphrase: PASSPHRASE }))
  try {
    return await work(records)
  } finally {
    records.vault.close()
  }
}

/** A vault in which somebody's photo was found in a folder already, and a folder with a chat, another picture of them, and files to bring in. */
export const prepareRecords = async (root) => {
  const base = path.join(root, 'records-base')
  const folder = path.join(root, 'chat')
  mkdirSync(path.join(folder, 'photos'), { recursive: true })
  const photo = await picture(40)
  writeFileSync(path.join(folder, 'result.json'), telegramExport(messages))
  writeFileSync(path.join(folder, 'photos', 'cat.jpg'), await picture(190))
  writeFileSync(path.join(folder, 'letter.txt'), 'A letter about the weather.')
  writeFileSync(path.join(folder, 'long.bin'), Buffer.alloc(300_000, 7))
  const found = path.join(root, 'found')
  mkdirSync(found)
  writeFileSync(path.join(found, 'wall.jpg'), photo)
  await makeVault(base)
  await withRecords(base, async (records) => {
    for (const [name, bytes] of [
      ['Azad Found', photo],
      ['Rojda Sought', await picture(190)],
    ]) {
      const person = await registerPerson(records, { names: [{ text: name, kind: 'full' }] })
      await addPersonPhoto(records, person, bytes, { mediaType: 'image/jpeg' })
    }
    await importFiles(records, { files: await filesFromPaths([found]) })
  })
  return { base, folder }
}

/** Every row of both indexes by table, in an order of its own; not the tables in which the word search keeps itself. */
const rowsOf = ({ registry, evidence }) =>
  [registry, evidence].flatMap((db) =>
    db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message_words_%' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
        { pluck: true },
      )
      .all()
      .flatMap((table) =>
        db
          .prepare(`SELECT * FROM ${table}`)
          .all()
          .map(
            (row) => `${table} ${JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? `${value}` : value))}`,
          )
          .toSorted(),
      ),
  )

/** The rows that differ from those of a rebuild, which is made here. What was broken off is finished first, as the program does when it goes on. */
const differingRows = async (records) => {
  await deriveMissing(records)
  const before = rowsOf(records)
  await rebuild(records)
  const after = rowsOf(records)
  const [had, has] = [new Set(before), new Set(after)]
  const differ = [...before.filter((row) => !has.has(row)), ...after.filter((row) => !had.has(row))]
  if (differ.length === 0 && before.length !== after.length) differ.push('a row stands twice')
  return differ.slice(0, 3).map((row) => `a rebuild has other rows: ${row.slice(0, 200)}`)
}

const acknowledged = (lines, word) =>
  lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1))

const lostEdits = (records, lines) => {
  const lost = []
  const have = (word, isThere) => {
    for (const id of acknowledged(lines, word)) {
      let there = false
      try {
        there = isThere(id)
      } catch (error) {
        if (error.code !== 'NOT_FOUND') throw error
      }
      if (!there) lost.push(`${word} ${id} was acknowledged and is lost`)
    }
  }
  const [person] = acknowledged(lines, 'person')
  have('person', (id) => getPerson(records, id).names[0].value.text === 'Berfin Torn')
  have(
    'origin',
    (id) =>
      getPerson(records, id)
        .origin.map(({ value }) => value)
        .join() === 'New village',
  )
  have('statement', (id) => getPerson(records, person).statements.some((statement) => statement.id === id))
  have('decided', (id) => getLead(records, id).state === 'confirmed')
  for (const word of ['received', 'imported'])
    have(word, (id) => listSources(records).some((source) => source.id === id))
  return lost
}

/** What importing the folder again, after the fault, must come to: all of it here once, each count of the receipt right. */
const wrongImport = async (records, folder) => {
  const { files } = await importFiles(records, { files: await filesFromPaths([folder]) })
  const wrong = []
  if (files.in !== 4 || files.in !== files.stored + files.duplicate)
    wrong.push(`the receipt does not add up: ${JSON.stringify(files)}`)
  const texts = records.evidence.prepare('SELECT text FROM message', { pluck: true }).all()
  if (new Set(texts).size !== messages) wrong.push(`${new Set(texts).size} of ${messages} messages are there`)
  const { total } = listLeads(records)
  if (total !== 2) wrong.push(`there are ${total} leads, not 2`)
  return wrong
}

/** Everything that is wrong after a run; empty when nothing acknowledged is missing, and the vault and its indexes are whole. */
export const wrongRecords = (dir, lines, { folder }) =>
  withRecords(dir, async (records) => {
    const check = async (when) =>
      (await records.vault.verify({ deep: true })).faults.map(({ what, where }) => `${when} ${where}: ${what}`)
    return [
      ...lostEdits(records, lines),
      ...(await check('at once')),
      ...(await differingRows(records)),
      ...(await wrongImport(records, folder)),
      ...(await check('after another import')),
    ]
  })
