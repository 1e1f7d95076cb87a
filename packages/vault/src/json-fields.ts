import { fromBase64, fromHex } from '@homeward/format'
import type { VaultError } from './vault-error.ts'

/** Typed access to the members of a JSON object that somebody may have changed. */
export interface JsonFields {
  text: (name: string) => string
  number: (name: string) => number
  object: (name: string) => JsonFields
  /** The objects of a list; an absent one is empty. */
  list: (name: string) => JsonFields[]
  has: (name: string) => boolean
  /** Bytes of a base64 member of at most `most` bytes. */
  base64UpTo: (name: string, most: number) => Uint8Array
  /** Bytes of a base64 member of exactly `length` bytes. */
  base64: (name: string, length: number) => Uint8Array
  /** Bytes of a hexadecimal member of exactly `length` bytes. */
  hex: (name: string, length: number) => Uint8Array
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads `value`, which must be a JSON object; each access throws `fault()` when the member is not what is asked for. */
export const jsonFields = (value: unknown, fault: () => VaultError): JsonFields => {
  if (!isRecord(value)) {
    throw fault()
  }
  const member = (name: string): unknown => (Object.hasOwn(value, name) ? value[name] : undefined)
  const text = (name: string): string => {
    const found = member(name)
    if (typeof found !== 'string') {
      throw fault()
    }
    return found
  }
  const decoded = (
    decode: (text: string) => Uint8Array,
    name: string,
    fits: (length: number) => boolean,
  ): Uint8Array => {
    let bytes: Uint8Array | null
    try {
      bytes = decode(text(name))
    } catch {
      bytes = null
    }
    if (bytes === null || !fits(bytes.length)) {
      throw fault()
    }
    return bytes
  }
  return {
    text,
    number: (name) => {
      const found = member(name)
      if (typeof found !== 'number') {
        throw fault()
      }
      return found
    },
    object: (name) => jsonFields(member(name), fault),
    has: (name) => member(name) !== undefined,
    list: (name) => {
      const found = member(name) ?? []
      if (!Array.isArray(found)) {
        throw fault()
      }
      return found.map((one) => jsonFields(one, fault))
    },
    base64UpTo: (name, most) => decoded(fromBase64, name, (length) => length <= most),
    base64: (name, length) => decoded(fromBase64, name, (found) => found === length),
    hex: (name, length) => decoded(fromHex, name, (found) => found === length),
  }
}

/** `jsonFields` of a text that should be a JSON object. */
export const parseJsonFields = (text: string, fault: () => VaultError): JsonFields => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw fault()
  }
  return jsonFields(value, fault)
}
