import type { Change } from '@homeward/format'
import { isCompartment } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import { jsonFields } from './json-fields.ts'
import type { JsonFields } from './json-fields.ts'
import type { VaultError } from './vault-error.ts'

/** A subject that was erased in a compartment, and the ids of its keys, in hex. The subject is an opaque id. */
export interface ErasedSubject {
  compartment: CompartmentName
  subject: string
  keys: string[]
}

/** A sealed file that was erased; `instead` is the one that now says what may still be known (a list without an item). */
export interface ErasedBlob {
  compartment: CompartmentName
  blob: string
  instead: string | null
}

/** What one entry says was erased, on whose authority, by which act of two people. It names nobody. */
export interface Erased {
  erasure: string
  subjects: ErasedSubject[]
  blobs: ErasedBlob[]
  authority: string
  act: string | null
}

/** An erasure that counts, and where its entry is. */
export interface Erasure extends Erased {
  log: string
  index: number
  at: string
  member: string
}

/** The type of the change. */
export const ERASED = 'erased'

/** `erased`, in compartment `roster`, which everybody reads: so that everybody's copy can follow (rule ER5). */
export const erasedChange = ({ erasure, subjects, blobs, authority, act }: Erased): Change => ({
  type: ERASED,
  erasure,
  subjects: subjects.map(({ compartment, subject, keys }) => ({ compartment, subject, keys })),
  blobs: blobs.map(({ compartment, blob, instead }) => ({ compartment, blob, instead })),
  authority,
  act,
})

const HEX_ID = /^[\da-f]{32}$/u
const HEX_BLOB = /^[\da-f]{64}$/u

const listOf = (value: unknown, fault: () => VaultError): JsonFields[] => {
  if (!Array.isArray(value)) {
    throw fault()
  }
  return value.map((item) => jsonFields(item, fault))
}

const compartmentIn = (fields: JsonFields, fault: () => VaultError): CompartmentName => {
  const name = fields.text('compartment')
  if (!isCompartment(name)) {
    throw fault()
  }
  return name
}

const hexOf = (text: string, form: RegExp, fault: () => VaultError): string => {
  if (!form.test(text)) {
    throw fault()
  }
  return text
}

/** Reads what `erasedChange` made; throws `fault()` for anything else. */
export const readErased = (change: Change, fault: () => VaultError): Erased => {
  const fields = jsonFields(change, fault)
  const keysOf = (value: unknown): string[] => {
    if (!Array.isArray(value)) {
      throw fault()
    }
    return value.map((key) => hexOf(String(key), HEX_ID, fault))
  }
  const { subjects, blobs, act } = change
  return {
    erasure: fields.text('erasure'),
    subjects: listOf(subjects, fault).map((item, place) => ({
      compartment: compartmentIn(item, fault),
      subject: item.text('subject'),
      keys: keysOf((subjects as { keys: unknown }[])[place]?.keys),
    })),
    blobs: listOf(blobs, fault).map((item, place) => ({
      compartment: compartmentIn(item, fault),
      blob: hexOf(item.text('blob'), HEX_BLOB, fault),
      instead:
        (blobs as { instead: unknown }[])[place]?.instead === null
          ? null
          : hexOf(item.text('instead'), HEX_BLOB, fault),
    })),
    authority: fields.text('authority'),
    act: typeof act === 'string' ? act : null,
  }
}
