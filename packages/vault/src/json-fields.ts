import { fromBase64, fromHex } from '@homeward/format'
import type { VaultError } from './vault-error.ts'

/** Typed access to the members of a JSON object that somebody may have changed. */
export interface JsonFields {
  text: (name: string) => string
  number: (name: string) => number
  object: (name: string) => JsonFields
  has: (name: string) => boolean
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
  const bytes = (decode: (text: string) => Uint8Array, name: string, length: number): Uint8Array => {
    let decoded: Uint8Array | null
    try {
      decoded = decode(text(name))
    } catch {
      decoded = null
    }
    if (decoded?.length !== length) {
      throw fault()
    }
    return decoded
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
    base64: (name, length) => bytes(fromBase64, name, length),
    hex: (name, length) => bytes(fromHex, name, length),
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
