/** What a process did to the files below a folder, read out of a record by `strace -f -y -xx`. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const calls = [
  'openat',
  'write',
  'writev',
  'pwrite64',
  'pwritev',
  'pwritev2',
  'fsync',
  'fdatasync',
  'rename',
  'renameat2',
  'unlink',
  'unlinkat',
  'rmdir',
  'mkdir',
  'ftruncate',
]
// What would change files unseen by the model: its use has to be noticed.
const unknown = [
  'truncate',
  'fallocate',
  'link',
  'linkat',
  'copy_file_range',
  'sendfile',
  'renameat',
  'mkdirat',
  'splice',
]

const bytesOf = (escaped) => Buffer.from(escaped.replaceAll('\\x', ''), 'hex')
const textOf = (escaped) => bytesOf(escaped).toString('utf8')

/** Lines of the record with those put together that another thread interrupted; `started` is the number of the first half. */
function* wholeLines(record) {
  const halves = new Map()
  for (const [number, line] of record.split('\n').entries()) {
    const [, thread, rest] = /^(\d+)\s+(.*)$/u.exec(line) ?? []
    if (thread === undefined) continue
    if (rest.endsWith('<unfinished ...>')) {
      halves.set(thread, { started: number, text: rest.slice(0, -'<unfinished ...>'.length) })
    } else if (rest.startsWith('<... ')) {
      const half = halves.get(thread)
      halves.delete(thread)
      if (half !== undefined)
        yield { started: half.started, ended: number, text: half.text + rest.replace(/^<\.\.\. \w+ resumed>/u, '') }
    } else {
      yield { started: number, ended: number, text: rest }
    }
  }
}

const strings = (text) => [...text.matchAll(/"((?:\\x[\da-f]{2})*)"/gu)].map(([, escaped]) => escaped)
const fileOf = (text) => {
  const [, escaped = ''] = /^\w+\(\d+<((?:\\x[\da-f]{2})+)>/u.exec(text) ?? []
  return textOf(escaped)
}
const lastNumber = (text) => Number(/, (-?\d+)\s*\)\s*=/u.exec(text)?.[1])

/** One call as a plain value, or null when it changed nothing or failed. Files are named below `root`. */
const callOf = ({ text, started, ended }, positions) => {
  const name = text.slice(0, text.indexOf('('))
  const result = Number(/=\s*(-?\d+)[^=]*$/u.exec(text)?.[1])
  if (!(result >= 0)) return null
  const file = fileOf(text)
  const at = { started, ended }
  if (unknown.includes(name))
    return { kind: 'unknown', name, file: file === '' ? textOf(strings(text)[0] ?? '') : file, ...at }
  if (name === 'openat') {
    const [opened] = strings(text).map(textOf)
    positions.set(result, /O_APPEND/u.test(text) ? null : 0)
    return /O_CREAT|O_TRUNC/u.test(text)
      ? { kind: 'open', file: opened, empties: text.includes('O_TRUNC'), ...at }
      : null
  }
  if (name === 'fsync' || name === 'fdatasync') return { kind: 'sync', file, ...at }
  if (name === 'ftruncate') return { kind: 'truncate', file, size: lastNumber(text), ...at }
  if (name === 'mkdir') return { kind: 'mkdir', file: textOf(strings(text)[0]), ...at }
  if (['unlink', 'unlinkat', 'rmdir'].includes(name))
    return { kind: 'remove', file: textOf(strings(text).at(-1)), ...at }
  if (name.startsWith('rename')) {
    const [from, to] = strings(text).map(textOf)
    return { kind: 'rename', file: from, to, ...at }
  }
  const bytes = Buffer.concat(strings(text).map(bytesOf)).subarray(0, result)
  const handle = Number(/^\w+\((\d+)/u.exec(text)?.[1])
  if (handle === 1 && name === 'write') return { kind: 'say', file: '', text: bytes.toString('utf8'), ...at }
  if (name.startsWith('pwrite')) return { kind: 'write', file, bytes, offset: lastNumber(text), ...at }
  const offset = positions.get(handle) ?? null
  if (offset !== null) positions.set(handle, offset + bytes.length)
  return { kind: 'write', file, bytes, offset, ...at }
}

/**
 * Runs a command and gives what it did below `root`, in the order in which the calls ended, and what it said on its
 * standard output. @throws Error when it changed files by a call that is not understood here.
 */
export const recordCalls = (root, record, args) => {
  const trace = ['-e', `trace=${[...calls, ...unknown].join(',')}`, '-e', 'signal=none']
  spawnSync('strace', ['-f', '--seccomp-bpf', '-qq', '-y', '-xx', '-s', '9000000', '-o', record, ...trace, ...args], {
    timeout: 120_000,
  })
  const positions = new Map()
  const recorded = []
  for (const line of wholeLines(readFileSync(record, 'latin1'))) {
    const call = callOf(line, positions)
    if (call === null || (call.kind !== 'say' && call.file !== root && !call.file.startsWith(`${root}/`))) continue
    if (call.kind === 'unknown') throw new Error(`A file was changed by ${call.name}, which this does not follow.`)
    recorded.push({
      ...call,
      file: path.relative(root, call.file),
      ...(call.to && { to: path.relative(root, call.to) }),
    })
  }
  return recorded
}
