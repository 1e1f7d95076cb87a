import type { Change } from '@homeward/format'
import { isCompartment } from './compartment.ts'
import type { CompartmentName } from './compartment.ts'
import { jsonFields } from './json-fields.ts'
import type { VaultError } from './vault-error.ts'

/** A sealed file that is in quarantine. */
export interface QuarantinedBlob {
  compartment: CompartmentName
  blob: string
}

/** What one entry puts in quarantine: sealed files, and SHA-256 of contents that were known already. It says nothing of what is in them. */
export interface Quarantined {
  quarantine: string
  blobs: QuarantinedBlob[]
  /** In hex. The same content is in quarantine in every compartment, and is refused when it comes again. */
  sha256s: string[]
}

/** A quarantine that counts, and where its entry is. */
export interface Quarantine extends Quarantined {
  log: string
  index: number
  at: string
  member: string
  /** When, by whom and by which act of two people it was lifted; `null` while it stands. */
  released: { at: string; member: string; act: string } | null
}

/** The types of the changes. */
export const MATERIAL_QUARANTINED = 'material.quarantined'
export const MATERIAL_RELEASED = 'material.released'

/** `material.quarantined`, in compartment `roster`, which everybody reads: so that no session opens the files (rule QU1). */
export const quarantinedChange = ({ quarantine, blobs, sha256s }: Quarantined): Change => ({
  type: MATERIAL_QUARANTINED,
  quarantine,
  blobs: blobs.map(({ compartment, blob }) => ({ compartment, blob })),
  sha256s: [...sha256s],
})

/** `material.released`: a quarantine is lifted, by an act of two people (rule QU4). */
export const releasedChange = (quarantine: string, act: string): Change => ({
  type: MATERIAL_RELEASED,
  quarantine,
  act,
})

const HEX32 = /^[\da-f]{64}$/u

const listIn = (value: unknown, fault: () => VaultError): unknown[] => {
  if (!Array.isArray(value)) {
    throw fault()
  }
  return value
}

const hex32 = (value: unknown, fault: () => VaultError): string => {
  if (typeof value !== 'string' || !HEX32.test(value)) {
    throw fault()
  }
  return value
}

/** Reads what `quarantinedChange` made; throws `fault()` for anything else. */
export const readQuarantined = (change: Change, fault: () => VaultError): Quarantined => ({
  quarantine: jsonFields(change, fault).text('quarantine'),
  blobs: listIn(change['blobs'], fault).map((item) => {
    const fields = jsonFields(item, fault)
    const compartment = fields.text('compartment')
    if (!isCompartment(compartment)) {
      throw fault()
    }
    return { compartment, blob: hex32(fields.text('blob'), fault) }
  }),
  sha256s: listIn(change['sha256s'], fault).map((one) => hex32(one, fault)),
})
