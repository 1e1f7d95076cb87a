// Characters that some file system, shell or screen takes for something else.
// oxlint-disable-next-line no-control-regex -- taking control characters out is the purpose
const unsafe = /[\u0000-\u001F\u007F-\u009F<>:"|?*\\/\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFD]/gu
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu
const mostBytes = 120
const mostFolders = 12

/** Gives every path of a kit one safe name below a folder, and no two the same, also where case does not count. */
export interface SafeNames {
  /** The path in the kit for a path as it came. `key` is what makes it one of its own, such as the id of an item. */
  place: (folder: string, path: string, key: string) => string
}

/** One part of a path without anything that acts; never empty, never hidden, never a name that Windows keeps for itself. */
export function safePart(part: string): string {
  const cleaned = part
    .normalize('NFC')
    .replaceAll(unsafe, '_')
    .replace(/^[. ]+/u, '_')
    .replace(/[. ]+$/u, '_')
  const whole = cleaned === '' ? '_' : cleaned
  return shorten(reserved.test(whole) ? `_${whole}` : whole)
}

/** Cuts in the middle of the stem, so that the ending, which says what a file is, stays. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= mostBytes) return name
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 10 ? name.slice(dot) : ''
  const letters = Array.from(name.slice(0, name.length - ending.length))
  while (Buffer.byteLength(letters.join('') + ending) > mostBytes) letters.pop()
  return letters.join('') + ending
}

/** Starts with no name taken. */
export function createSafeNames(): SafeNames {
  const takenBy = new Map<string, string>()
  const take = (folder: string, part: string, key: string): string => {
    const dot = part.lastIndexOf('.')
    const [stem, ending] = dot > 0 ? [part.slice(0, dot), part.slice(dot)] : [part, '']
    for (let number = 1; ; number += 1) {
      const name = `${folder}/${stem}${number === 1 ? '' : `~${number}`}${ending}`
      const folded = name.normalize('NFKC').toLowerCase()
      const owner = takenBy.get(folded)
      if (owner === undefined || owner === key) {
        takenBy.set(folded, key)
        return name
      }
    }
  }
  return {
    place: (folder, path, key) => {
      const parts = path.split('/').filter((part) => part !== '' && part !== '.' && part !== '..')
      const folders = parts.slice(0, -1).slice(0, mostFolders)
      let at = folder
      for (const [depth, part] of folders.entries())
        at = take(at, safePart(part), `folder ${folder} ${folders.slice(0, depth + 1).join('/')}`)
      return take(at, safePart(parts.at(-1) ?? '_'), `file ${key}`)
    },
  }
}
