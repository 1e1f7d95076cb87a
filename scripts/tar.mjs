/** Writes tar archives (POSIX ustar) that depend on names and bytes alone. */

const blockBytes = 512

function field(text, length) {
  const bytes = Buffer.alloc(length)
  if (Buffer.byteLength(text) > length) throw new Error(`${text} does not fit into a tar header.`)
  bytes.write(text)
  return bytes
}

function octal(number, length) {
  return field(`${number.toString(8).padStart(length - 1, '0')}\0`, length)
}

/** A name over 100 bytes is split at a slash, as ustar does. */
function splitName(name) {
  if (Buffer.byteLength(name) <= 100) return { prefix: '', rest: name }
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1))
    if (Buffer.byteLength(name.slice(at + 1)) <= 100) return { prefix: name.slice(0, at), rest: name.slice(at + 1) }
  throw new Error(`${name} is too long for a tar archive.`)
}

function headerOf({ name, bytes, isExecutable }, seconds) {
  const { prefix, rest } = splitName(name)
  const parts = [
    field(rest, 100),
    octal(isExecutable ? 0o755 : 0o644, 8),
    octal(0, 8),
    octal(0, 8),
    octal(bytes.length, 12),
    octal(seconds, 12),
    field(' '.repeat(8), 8),
    field('0', 1),
    field('', 100),
    field('ustar\u000000', 8),
    field('', 32 + 32),
    octal(0, 8),
    octal(0, 8),
    field(prefix, 155),
    Buffer.alloc(12),
  ]
  const header = Buffer.concat(parts)
  let sum = 0
  for (const byte of header) sum += byte
  field(`${sum.toString(8).padStart(6, '0')}\0 `, 8).copy(header, 148)
  return header
}

/**
 * The archive of some files, in the order of their names.
 *
 * @param {{name: string, bytes: Buffer, isExecutable: boolean}[]} files names with `/`
 * @param {number} seconds the time of every file, since 1970
 */
export function tarOf(files, seconds) {
  const parts = files
    .toSorted((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
    .flatMap((file) => [
      headerOf(file, seconds),
      file.bytes,
      Buffer.alloc((blockBytes - (file.bytes.length % blockBytes)) % blockBytes),
    ])
  return Buffer.concat([...parts, Buffer.alloc(2 * blockBytes)])
}
