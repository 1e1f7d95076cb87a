import { InvalidArgumentError } from 'commander'

/** Reads a whole number of an option between two limits. @throws InvalidArgumentError, which commander shows as wrong usage */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d+$/u.test(text) || !Number.isSafeInteger(number) || number < least || number > most)
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`)
    return number
  }
}

/** A number with its noun: `1 file`, `2 files`, `0 people`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** Bytes for a person: `512 bytes`, `1.5 MiB`. */
export function bytesText(size: number): string {
  const units = ['KiB', 'MiB', 'GiB', 'TiB']
  if (size < 1024) return count(size, 'byte')
  const power = Math.min(units.length, Math.floor(Math.log2(size) / 10))
  return `${(size / 1024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`
}
