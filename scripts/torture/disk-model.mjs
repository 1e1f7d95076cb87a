/**
 * What a power cut may leave of the files below a folder. Nothing is sure but what was synced: the bytes of a file when the file
 * was synced, names when their folder was. Of everything else any part may be there, in sectors, in any order.
 */
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const folder = Symbol('folder')

/** The files and folders at `root` as the disk has them for sure, with nothing under way. */
export const diskOf = (root) => {
  const names = new Map([['', folder]])
  const contents = new Map()
  for (const name of readdirSync(root, { recursive: true })) {
    const file = path.join(root, name)
    const isFolder = statSync(file).isDirectory()
    names.set(name, isFolder ? folder : Symbol(name))
    if (!isFolder) contents.set(names.get(name), readFileSync(file))
  }
  // `seen` is what running programs see; `names` and `contents` are what is sure.
  return {
    names,
    contents,
    seen: new Map(names),
    sizes: new Map([...contents].map(([id, { length }]) => [id, length])),
    pending: [],
  }
}

const parentOf = (name) => (path.dirname(name) === '.' ? '' : path.dirname(name))

const wrote = (bytes, content, offset) => {
  const grown = Buffer.alloc(Math.max(content.length, offset + bytes.length))
  content.copy(grown)
  bytes.copy(grown, offset)
  return grown
}

const applyData = (contents, { id, bytes, offset, size }) => {
  const content = contents.get(id) ?? Buffer.alloc(0)
  if (size === undefined) contents.set(id, wrote(bytes, content, offset))
  else contents.set(id, size < content.length ? content.subarray(0, size) : wrote(Buffer.alloc(0), content, size))
}

/** Enters a change of names. One in a folder that is not there yet waits for the folder: `writeDisk` leaves it out. */
const applyName = (names, { change, file, to, id }) => {
  if (change !== 'make') names.delete(file)
  if (change !== 'remove') names.set(to ?? file, id)
}

const settle = (disk, isSettled) => {
  const left = []
  for (const change of disk.pending) {
    if (!isSettled(change)) left.push(change)
    else if (change.change === undefined) applyData(disk.contents, change)
    else applyName(disk.names, change)
  }
  disk.pending = left
}

const data = (disk, call, more) => {
  const id = disk.seen.get(call.file)
  // A file without a name any more: nobody finds it after a power cut.
  if (id !== undefined && id !== folder) disk.pending.push({ id, ended: call.ended, ...more })
  return id
}

const naming = (disk, call, more) => {
  const change = { ended: call.ended, file: call.file, ...more }
  applyName(disk.seen, change)
  disk.pending.push(change)
}

/** Lets a recorded call happen on the disk. */
export const happen = (disk, call) => {
  if (call.kind === 'open') {
    if (!disk.seen.has(call.file)) naming(disk, call, { change: 'make', id: Symbol(call.file) })
    else if (call.empties) disk.sizes.set(data(disk, call, { size: 0 }), 0)
  } else if (call.kind === 'write') {
    const id = disk.seen.get(call.file)
    const offset = call.offset ?? disk.sizes.get(id) ?? 0
    data(disk, call, { bytes: call.bytes, offset })
    disk.sizes.set(id, Math.max(disk.sizes.get(id) ?? 0, offset + call.bytes.length))
  } else if (call.kind === 'truncate') disk.sizes.set(data(disk, call, { size: call.size }), call.size)
  else if (call.kind === 'mkdir') naming(disk, call, { change: 'make', id: folder })
  else if (call.kind === 'remove') naming(disk, call, { change: 'remove' })
  else if (call.kind === 'rename') naming(disk, call, { change: 'rename', to: call.to, id: disk.seen.get(call.file) })
  else if (call.kind === 'sync') {
    const id = disk.seen.get(call.file)
    // Only what had ended before the sync began is sure.
    settle(disk, (change) =>
      change.ended >= call.started
        ? false
        : change.change === undefined
          ? change.id === id
          : id === folder &&
            [change.file, change.to].some((name) => name !== undefined && parentOf(name) === call.file),
    )
  }
}

/** A write in pieces of `sector` bytes, cut where sectors of the file begin. */
function* sectorsOf({ bytes, offset, ...change }, sector) {
  for (let from = 0; from < bytes.length;) {
    const to = Math.min(bytes.length, from + sector - ((offset + from) % sector))
    yield { ...change, bytes: bytes.subarray(from, to), offset: offset + from }
    from = to
  }
}

/** Contents that are changed in place, each copied when it is first touched, with room for all that is under way. */
const workingContents = ({ contents, pending }) => {
  const room = new Map()
  for (const { id, bytes, offset, size } of pending)
    room.set(id, Math.max(room.get(id) ?? contents.get(id)?.length ?? 0, size ?? offset + (bytes?.length ?? 0)))
  const working = new Map()
  return (id) => {
    if (!working.has(id)) {
      const buffer = Buffer.alloc(room.get(id))
      const { length = 0 } = contents.get(id) ?? {}
      contents.get(id)?.copy(buffer)
      working.set(id, { buffer, length })
      contents.set(id, buffer)
    }
    const one = working.get(id)
    return {
      length: one.length,
      resize: (length) => {
        one.buffer.fill(0, Math.min(length, one.length), Math.max(length, one.length))
        one.length = length
        contents.set(id, one.buffer.subarray(0, length))
      },
      buffer: one.buffer,
    }
  }
}

/**
 * The disk after a power cut now. `keeps` is asked for each change under way and for each sector of a write: `true` it is
 * there, `false` it is not, `'zeros'` the file has its length but not its bytes.
 * @returns {{names: Map, contents: Map}}
 */
export const cutPower = ({ names, contents, pending }, { sector, keeps }) => {
  const left = { names: new Map(names), contents: new Map(contents) }
  const contentOf = workingContents({
    contents: left.contents,
    pending: pending.filter(({ id, change }) => id !== undefined && change === undefined),
  })
  for (const change of pending) {
    if (change.change !== undefined) {
      if (keeps(change) === true) applyName(left.names, change)
    } else if (change.size === undefined) {
      for (const piece of sectorsOf(change, sector)) {
        const kept = keeps(piece)
        const content = contentOf(piece.id)
        const end = piece.offset + piece.bytes.length
        if (kept !== false && end > content.length) content.resize(end)
        if (kept === true) piece.bytes.copy(content.buffer, piece.offset)
      }
    } else if (keeps(change) === true) contentOf(change.id).resize(change.size)
  }
  return left
}

/** Writes such a disk into an empty folder. */
export const writeDisk = ({ names, contents }, dir) => {
  for (const [name, id] of [...names].toSorted(([one], [other]) => one.length - other.length)) {
    const file = path.join(dir, name)
    // What stands in a folder that is not there is not there.
    if (name !== '' && names.get(parentOf(name)) !== folder) continue
    if (id === folder) mkdirSync(file, { recursive: true, mode: 0o700 })
    else writeFileSync(file, contents.get(id) ?? new Uint8Array(0), { mode: 0o600 })
  }
}
