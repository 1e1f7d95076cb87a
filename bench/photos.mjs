/**
 * Photos: PDQ of JPEG files including their decoding, against sharp alone decoding and resizing the same files to
 * 512 x 512; and one lookup among a million hashes, against a WebAssembly SIMD scan of the same set.
 */
import sharp from 'sharp'
import { buildPhotoIndex, createPhotoHasher } from '@homeward/compare'
import { createScan } from './peers/wasm-scan.mjs'

const rounds = 5
const atOnce = 2
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

function randomOf(seed) {
  let state = seed >>> 0
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}

/** A drawn scene with the grain of a camera, so that the file is about as large as a photo's. */
async function drawnJpeg(seed, width, height) {
  const random = randomOf(seed)
  const shapes = Array.from({ length: 200 }, () => {
    const [x, y, rx, ry] = [random() * width, random() * height, (random() * width) / 8, (random() * height) / 8]
    return `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="hsl(${random() * 360} ${random() * 100}% ${random() * 100}%)" opacity="0.7"/>`
  })
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes.join('')}</svg>`
  const { data, info } = await sharp(Buffer.from(scene)).flatten().raw().toBuffer({ resolveWithObject: true })
  for (let at = 0; at < data.length; at++) data[at] = Math.max(0, Math.min(255, data[at] + (random() - 0.5) * 24))
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
    .jpeg({ quality: 85 })
    .toBuffer()
}

/** Photos a second, `atOnce` at a time. */
async function rateOf(photos, work) {
  const started = performance.now()
  let next = 0
  const worker = async () => {
    while (next < photos.length) await work(photos[next++])
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return photos.length / ((performance.now() - started) / 1000)
}

/** Rows of one size. Each round measures everything, so that a busy machine is busy for all of them. */
async function hashRows({ width, height, count, name, decodesAll }) {
  const photos = await Promise.all(Array.from({ length: 4 }, (_, seed) => drawnJpeg(seed + 1, width, height)))
  const all = Array.from({ length: count }, (_, at) => photos[at % photos.length])
  const hasher = createPhotoHasher({ workers: atOnce })
  const rates = { hash: [], resize: [], decode: [] }
  try {
    await rateOf(photos, (photo) => hasher.hash(photo))
    for (let round = 0; round < rounds; round++) {
      rates.hash.push(await rateOf(all, (photo) => hasher.hash(photo)))
      rates.resize.push(await rateOf(all, (photo) => sharp(photo).resize(512, 512, { fit: 'fill' }).raw().toBuffer()))
      if (decodesAll) rates.decode.push(await rateOf(all, (photo) => sharp(photo).raw().toBuffer()))
    }
  } finally {
    await hasher.close()
  }
  const row = (peer, rate, target) => ({
    name: `PDQ of ${width} x ${height} JPEGs (${name}), ${atOnce} workers`,
    value: median(rates.hash),
    unit: 'photos/s',
    peer: `${peer}, ${atOnce} at a time: ${median(rate).toFixed(0)}/s`,
    // Of each round, because neighbours in time share what else the machine does.
    ratio: median(rates.hash.map((hash, round) => hash / rate[round])),
    ...(target === undefined ? {} : { target }),
  })
  if (!decodesAll) return [row('sharp decode and resize to 512 x 512', rates.resize, '>= 0.8')]
  return [
    row('sharp decode of every pixel, as the reference hash needs', rates.decode, '>= 0.8'),
    row('sharp decode and resize, shrinking while it decodes (other pixels)', rates.resize),
  ]
}

function randomHashes(count) {
  const random = randomOf(9)
  const words = Uint32Array.from({ length: count * 8 }, () => random() * 2 ** 32)
  return new Uint8Array(words.buffer)
}

/** Half of the queries are unlike everything, half differ from one hash in up to 40 bits. */
function queriesAmong(hashes, count) {
  const random = randomOf(10)
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((random() * hashes.length) / 32) * 32
    const query = hashes.slice(from, from + 32)
    if (at % 2 === 0) return query.map(() => random() * 256)
    for (let flips = at % 40; flips > 0; flips--) query[Math.floor(random() * 32)] ^= 1 << Math.floor(random() * 8)
    return query
  })
}

function lookupRow(count) {
  const hashes = randomHashes(count)
  const scan = createScan(hashes)
  const index = buildPhotoIndex(hashes)
  const queries = queriesAmong(hashes, 100)
  const timeOf = (work) => {
    const started = performance.now()
    const found = queries.map((query) => work(query).join())
    return { ms: (performance.now() - started) / queries.length, found: found.join(';') }
  }
  const search = (query) =>
    index
      .search(query)
      .map((match) => match.index)
      .toSorted((a, b) => a - b)
  timeOf(search)
  timeOf(scan)
  const times = { index: [], scan: [] }
  for (let round = 0; round < rounds; round++) {
    const [indexed, scanned] = [timeOf(search), timeOf(scan)]
    if (indexed.found !== scanned.found) throw new Error('The index and the scan found different photos.')
    times.index.push(indexed.ms)
    times.scan.push(scanned.ms)
  }
  return {
    name: `one lookup among ${count.toLocaleString('en')} hashes, distance 31`,
    value: median(times.index),
    unit: 'ms',
    peer: `WebAssembly SIMD scan of the same set: ${median(times.scan).toFixed(2)} ms`,
    ratio: median(times.index.map((ms, round) => times.scan[round] / ms)),
    target: '>= 8',
  }
}

export async function run({ scale = 'full' } = {}) {
  const part = scale === 'full' ? 1 : 0.25
  return [
    ...(await hashRows({
      width: 1280,
      height: 960,
      count: 80 * part,
      name: 'as messengers send them',
      decodesAll: false,
    })),
    ...(await hashRows({
      width: 1600,
      height: 1200,
      count: 60 * part,
      name: 'as messengers send them',
      decodesAll: false,
    })),
    ...(await hashRows({
      width: 4032,
      height: 3024,
      count: 16 * part,
      name: 'as cameras write them',
      decodesAll: true,
    })),
    lookupRow(scale === 'full' ? 1_000_000 : 200_000),
  ]
}

if (process.argv[1] === import.meta.filename) console.table(await run({ scale: process.argv[2] }))
