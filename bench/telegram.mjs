/**
 * A Telegram export of 300 MB and 500,000 messages: parsing it, and importing it whole (seal, parse, index, search rows),
 * against `JSON.parse(readFileSync(…))` of the same file. Every measurement has a process of its own, so that the peaks
 * of memory are its own too; the three kinds take turns, so that a busy machine is busy for all of them.
 */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const rounds = 3
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

const words =
  'cat kitten hammer drill garden rake saw rain sunny cloud wind phone charger قطة مطر طقس مطرقة هاتف پشیلە باران هەور چەکوش pisîk baran çakûç ewr кот дождь ☔ 🐈'.split(
    ' ',
  )

/** Writes an export as Telegram Desktop lays it out: one space a level, `text` beside `text_entities`. */
async function writeExport(file, count) {
  let state = 7
  const below = (limit) => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) % limit
  const out = createWriteStream(file)
  out.write('{\n "name": "Market",\n "type": "private_supergroup",\n "id": 1234567890,\n "messages": [')
  let block = ''
  for (let id = 1; id <= count; id++) {
    const message = makeMessage(id, below)
    block += `${id > 1 ? ',' : ''}\n  ${JSON.stringify(message, null, 1).replaceAll('\n', '\n  ')}`
    if (block.length > 1 << 19 || id === count) {
      if (!out.write(block)) await once(out, 'drain')
      block = ''
    }
  }
  out.end('\n ]\n}')
  await once(out, 'close')
}

function makeMessage(id, below) {
  const text = Array.from({ length: 4 + below(24) }, () => words[below(words.length)]).join(' ')
  const seconds = 1_600_000_000 + id * 61
  const person = below(500)
  const message = {
    id,
    type: 'message',
    date: new Date((seconds + 7200) * 1000).toISOString().slice(0, 19),
    date_unixtime: String(seconds),
    from: `Member ${person}`,
    from_id: `user${100_000 + person}`,
  }
  if (below(5) === 0) message.reply_to_message_id = 1 + below(id)
  if (below(12) === 0) {
    Object.assign(message, {
      photo: `photos/photo_${id}@01-01-2021_00-00-00.jpg`,
      photo_file_size: 51_234,
      width: 960,
      height: 1280,
    })
  }
  if (below(10) > 0) return { ...message, text, text_entities: [{ type: 'plain', text }] }
  const link = { type: 'link', text: `https://example.org/${id}` }
  return { ...message, text: [`${text} `, link, ''], text_entities: [{ type: 'plain', text: `${text} ` }, link] }
}

const kinds = {
  parse: parseWhole,
  read: readMessages,
  import: importWhole,
}

function parseWhole(file) {
  return JSON.parse(readFileSync(file, 'utf8')).messages.length
}

/** Splits, parses and turns every message into columns, as an import does, from the file itself. */
async function readMessages(file) {
  const { parseTelegram } = await import('../packages/intake/dist/telegram-export.js')
  const started = performance.now()
  let count = 0
  const bytes = { size: statSync(file).size, stream: () => createReadStream(file, { highWaterMark: 1 << 20 }) }
  for await (const { messages } of parseTelegram(bytes, () => null)) count += messages.length
  return { count, seconds: (performance.now() - started) / 1000 }
}

async function importWhole(file) {
  const [{ filesFromPaths, importFiles }, { openRecords }, { createVault, openVault }] = await Promise.all([
    import('@homeward/intake'),
    import('@homeward/records'),
    import('@homeward/vault'),
  ])
  const dir = path.join(path.dirname(file), `vault-${process.pid}`)
  const passphrase = 'bench'
  await createVault({ dir, name: 'Bench', memberName: 'Bench', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const started = performance.now()
  const receipt = await importFiles(records, { files: await filesFromPaths([file]) })
  const seconds = (performance.now() - started) / 1000
  vault.close()
  rmSync(dir, { recursive: true })
  return { count: receipt.messages.parsed, seconds }
}

/** Measures one kind in a process of its own. */
function measure(kind, file) {
  const output = execFileSync(process.execPath, [import.meta.filename, kind, file], { encoding: 'utf8' })
  return JSON.parse(output)
}

async function measureHere(kind, file) {
  const started = performance.now()
  const result = await kinds[kind](file)
  const seconds = (performance.now() - started) / 1000
  const { count } = typeof result === 'number' ? { count: result } : result
  console.log(
    JSON.stringify({ count, seconds: result.seconds ?? seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }),
  )
}

/** @returns rows: parsing, importing, and the peak of memory while importing. */
export async function run({ scale = 'full' } = {}) {
  const count = scale === 'full' ? 500_000 : 20_000
  const folder = mkdtempSync(path.join(tmpdir(), 'homeward-bench-'))
  const file = path.join(folder, 'result.json')
  const seconds = { parse: [], read: [], import: [] }
  const peaks = []
  try {
    await writeExport(file, count)
    for (let round = 0; round < rounds; round++) {
      for (const kind of Object.keys(kinds)) {
        const result = measure(kind, file)
        if (result.count !== count) throw new Error(`${kind} found ${result.count} of ${count} messages.`)
        seconds[kind].push(result.seconds)
        if (kind === 'import') peaks.push(result.peakMiB)
      }
    }
    const size = `${Math.round(statSync(file).size / 1e6)} MB, ${count.toLocaleString('en')} messages`
    const peer = `JSON.parse of the whole file: ${median(seconds.parse).toFixed(2)} s`
    const row = (name, kind, target) => ({
      name: `${name} (${size})`,
      value: median(seconds[kind]),
      unit: 's',
      peer,
      // Of each round, because neighbours in time share what else the machine does.
      ratio: median(seconds[kind].map((value, round) => value / seconds.parse[round])),
      // Small inputs measure how long a process takes to start.
      ...(scale === 'full' ? { target } : {}),
    })
    return [
      row('Telegram export: reading every message', 'read', '<= 1.3'),
      row('Telegram export: whole import', 'import', '<= 4'),
      {
        name: `Telegram export: peak memory of the import (${size})`,
        value: Math.max(...peaks),
        unit: 'MiB',
        peer: 'limit',
        target: '< 500',
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (process.argv[1] === import.meta.filename) {
  const [kind, file] = process.argv.slice(2)
  await measureHere(kind, file)
}
