import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The part of the base64 of something that holds these bytes at this place in a group of three, whatever stands around. */
const base64Core = (bytes, place) => {
  const shifted = Buffer.concat([Buffer.alloc(place), bytes])
  const first = Math.ceil((place * 8) / 6)
  return shifted.toString('base64').slice(first, Math.floor((shifted.length * 8) / 6))
}

const base64Forms = (bytes) => [0, 1, 2].map((place) => Buffer.from(base64Core(bytes, place), 'latin1'))

/**
 * Every form in which somebody would look for a text on a disk: UTF-8, UTF-16 in both orders, and base64 of UTF-8 at each
 * place in a group of three.
 */
export const formsOfText = (text) => {
  const little = Buffer.from(text, 'utf16le')
  const utf8 = Buffer.from(text, 'utf8')
  return [utf8, little, Buffer.from(little).swap16(), ...base64Forms(utf8)]
}

/** Bytes as they are and in base64. */
export const formsOfBytes = (bytes) => [Buffer.from(bytes), ...base64Forms(bytes)]

/**
 * Finds needles in every file below some folders.
 *
 * @param {string[]} dirs
 * @param {{name: string, forms: Buffer[]}[]} needles each form at least 5 bytes long
 * @returns {Promise<{files: number, bytes: number, found: string[]}>} `found` says which needle in which file
 */
export const findTraces = async (dirs, needles) => {
  const byHead = new Map()
  // Most places are ruled out by their first three bytes.
  const mayBegin = new Uint8Array(2 ** 24)
  for (const { name, forms } of needles)
    for (const form of forms) {
      if (form.length < 5) throw new Error(`${name} is too short to be looked for`)
      mayBegin[form.readUIntLE(0, 3)] = 1
      const head = form.readUInt32LE(0)
      byHead.set(head, [...(byHead.get(head) ?? []), { name, form }])
    }
  const result = { files: 0, bytes: 0, found: [] }
  for (const file of await filesBelow(dirs)) {
    // A file may be gone again: browsers tidy up while they run.
    const bytes = await readFile(file).catch(() => null)
    if (bytes === null) continue
    result.files += 1
    result.bytes += bytes.length
    for (let at = 0; at + 5 <= bytes.length; at += 1) {
      if (mayBegin[bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16)] === 0) continue
      for (const { name, form } of byHead.get(bytes.readUInt32LE(at)) ?? [])
        if (bytes.subarray(at, at + form.length).equals(form)) result.found.push(`${name} in ${file}`)
    }
  }
  result.found = [...new Set(result.found)]
  return result
}

const filesBelow = async (dirs) => {
  const files = []
  for (const dir of dirs)
    for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
      const place = path.join(entry.parentPath, entry.name)
      if (entry.isFile()) files.push(place)
    }
  return files
}

/** The names of all files and folders below some folders, as one text. */
export const namesBelow = async (dirs) => {
  const names = []
  for (const dir of dirs) names.push(...(await readdir(dir, { recursive: true })))
  return names.join('\n')
}
