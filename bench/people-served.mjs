/**
 * People: the search of the whole program, over HTTP as the page asks it: an invented registry of 20,000 in a vault behind its server. Queries are names as another hand
 * writes them in another script. Also how long the first search takes, for how long the server stands still meanwhile, and duplicates as a job. The time of a query is
 * that of the processor in all threads, the asking included, as other work on the machine would be measured otherwise; the time on the clock is printed. The same
 * questions are asked of the index alone in the same run: what the rest of the way costs is a ratio, which a busy machine leaves as it is.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createPeopleIndex } from '@homeward/compare'
import { commit, openRecords, registration } from '@homeward/records'
import { createServer } from '@homeward/server'
import { inventRegistry } from '@homeward/testworld'
import { createVault, openVault } from '@homeward/vault'

const passphrase = 'olive tree beside the old well'
const scripts = ['arabic', 'sorani', 'kurmanji', 'latin']
const atOnce = 500
const asked = 200
const quantile = (values, part) => values.toSorted((a, b) => a - b)[Math.floor(values.length * part)]

const personOf = ({ name, mother, place, birthYear, identifier, sex }) => ({
  names: [{ text: name, kind: 'full' }, ...(mother === null ? [] : [{ text: mother, kind: 'mother' }])],
  ...(sex === null ? {} : { sex }),
  ...(place === null ? {} : { origin: place }),
  ...(birthYear === null ? {} : { birth: { earliest: birthYear, latest: birthYear, basis: 'stated' } }),
  references: [{ registry: 'An office', id: identifier }],
})

/** Says how far it is: among other work it takes minutes. */
function stage(what) {
  console.log(`  ${what} …`)
}

const processorMs = (before) => {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** The names that are asked for, each as another hand writes it in another script. */
const questionsFrom = (rows) =>
  Array.from({ length: asked }, (_, at) => {
    const row = rows[(at * 7919) % rows.length]
    const others = scripts.filter((script) => script !== row.script)
    return { row, query: row.spellings[others[at % others.length]] }
  })

async function fill(dir, people) {
  await createVault({ dir, name: 'Bench', memberName: 'One', passphrase, kdf: { memoryKiB: 64, passes: 1, lanes: 1 } })
  const vault = await openVault({ dir, passphrase })
  const records = await openRecords(vault)
  const { records: rows } = inventRegistry({ seed: 'search', records: people })
  const idByRow = new Map()
  for (let at = 0; at < rows.length; at += atOnce) {
    const made = rows.slice(at, at + atOnce).map((row) => ({ row, ...registration(personOf(row)) }))
    for (const { row, id } of made) idByRow.set(row.id, id)
    await commit(
      records,
      made.flatMap(({ writes }) => writes),
    )
  }
  vault.close()
  return { rows, idByRow }
}

/** Asks as a browser does, with the cookie of its session. */
function browser(url) {
  const agent = new http.Agent({ keepAlive: true })
  const session = { cookie: '', csrf: '' }
  const ask = (method, target, json) =>
    new Promise((resolve, reject) => {
      const headers = {
        ...(session.cookie === '' ? {} : { cookie: session.cookie, 'x-csrf': session.csrf }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      }
      const request = http.request(new URL(target, url), { method, headers, agent }, (answer) => {
        const parts = []
        answer.on('data', (part) => {
          parts.push(part)
        })
        answer.on('end', () => {
          const body = Buffer.concat(parts).toString()
          if (answer.statusCode !== 200) reject(new Error(`${method} ${target}: ${answer.statusCode} ${body}`))
          else resolve({ answer, body: JSON.parse(body) })
        })
      })
      request.on('error', (error) => {
        // The server ends a connection that nobody uses for a while, also while a question is on its way.
        if (error.code === 'ECONNRESET' && request.reusedSocket) resolve(ask(method, target, json))
        else reject(error)
      })
      request.end(json === undefined ? undefined : JSON.stringify(json))
    })
  return {
    ask,
    end() {
      agent.destroy()
    },
    async unlock() {
      const { answer, body } = await ask('POST', '/api/session', { passphrase })
      session.cookie = answer.headers['set-cookie'].map((line) => line.split(';')[0]).join('; ')
      session.csrf = body.csrf
    },
  }
}

const search = async ({ ask }, query) => {
  const { body } = await ask('GET', `/api/people?limit=10&query=${encodeURIComponent(query)}`)
  return body.people.map(({ id }) => id)
}

async function measure(client, { rows, idByRow }) {
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const started = performance.now()
  await search(client, rows[0].name)
  const firstMs = performance.now() - started
  delay.disable()
  const clockMs = []
  const spentMs = []
  let found = 0
  for (const { row, query } of questionsFrom(rows)) {
    const before = process.cpuUsage()
    const at = performance.now()
    const ids = await search(client, query)
    clockMs.push(performance.now() - at)
    spentMs.push(processorMs(before))
    if (ids.includes(idByRow.get(row.id))) found += 1
  }
  return {
    firstMs,
    stillMs: delay.max / 1e6,
    recall: found / asked,
    p50: quantile(spentMs, 0.5),
    p95: quantile(spentMs, 0.95),
    totalMs: spentMs.reduce((sum, one) => sum + one, 0),
    clock95: quantile(clockMs, 0.95),
  }
}

/** The processor time of the same questions in the index alone, without thread, vault and HTTP. */
function measureAlone({ rows }) {
  const index = createPeopleIndex()
  for (const { id, name, mother, place, identifier } of rows)
    index.put({
      id: String(id),
      names: [name],
      mothers: mother === null ? [] : [mother],
      places: place === null ? [] : [place],
      identifiers: [identifier],
    })
  const before = process.cpuUsage()
  for (const { query } of questionsFrom(rows)) index.search(query, { limit: 10 })
  return processorMs(before)
}

async function duplicates({ ask }) {
  const started = performance.now()
  const { body } = await ask('POST', '/api/duplicates')
  for (;;) {
    const { body: job } = await ask('GET', `/api/jobs/${body.job}`)
    if (job.state === 'done') return { seconds: (performance.now() - started) / 1000, result: job.result }
    if (job.state !== 'running') throw new Error(`duplicates: ${job.error?.message ?? job.state}`)
    await new Promise((resolve) => {
      setTimeout(resolve, 200)
    })
  }
}

export async function run({ scale }) {
  const people = scale === 'small' ? 2000 : 20_000
  const folder = await mkdtemp(path.join(tmpdir(), 'homeward-bench-'))
  const dir = path.join(folder, 'vault')
  stage(`${people} people into a vault`)
  const filled = await fill(dir, people)
  stage('searching in the index alone')
  const aloneMs = measureAlone(filled)
  stage('searching over HTTP')
  const server = await createServer({ vaultDir: dir, webDir: folder })
  const client = browser(server.url)
  try {
    await client.unlock()
    const { firstMs, stillMs, recall, p50, p95, totalMs, clock95 } = await measure(client, filled)
    stage('duplicates as a job')
    const { seconds, result } = await duplicates(client)
    console.log(
      `  served, ${people} people: first search ${firstMs.toFixed(0)} ms, the server stood still for ${stillMs.toFixed(0)} ms at most; then p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)} ms of the processor, p95 ${clock95.toFixed(1)} ms on the clock; duplicates ${JSON.stringify(result.proposed)}, left out ${result.leftOut.nothing} and ${result.leftOut.crowded}`,
    )
    return [
      {
        name: 'served: a name in another script is among the first ten',
        value: recall,
        unit: 'of queries',
        target: '>= 0.98',
      },
      { name: 'served: the slowest twentieth of searches over HTTP', value: p95, unit: 'ms', target: '< 30' },
      { name: 'served: searches over HTTP : in the index alone', value: totalMs / aloneMs, unit: 'x' },
      { name: 'served: the first search, which makes the index', value: firstMs / 1000, unit: 's' },
      { name: 'served: the longest stand-still of the server meanwhile', value: stillMs, unit: 'ms' },
      { name: `served: duplicates of ${people} people as a job`, value: seconds, unit: 's', target: '< 60' },
    ]
  } finally {
    client.end()
    await server.close()
    await rm(folder, { recursive: true })
  }
}
