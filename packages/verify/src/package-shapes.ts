/** The shapes of the JSON files of a package (docs/spec/package.md, P7, P10, P11). */
import { PACKAGE_FORMAT } from '@homeward/format'
import { digest, exactly, freeObject, listOf, natural, objectWith, strictObject, text } from './shape.ts'

const record = objectWith({ index: natural, path: text, sha256: digest, size: natural, mediaType: text, salt: text })

/** `records.json`. */
export const recordsShape = strictObject({
  format: exactly(PACKAGE_FORMAT.records),
  package: strictObject({ id: text, vault: text, made: text, purpose: text, recipient: text }),
  sources: listOf(strictObject({ id: text, entry: text, itemsCount: natural, itemsRoot: digest })),
  items: listOf(strictObject({ id: text, source: text, file: text, record, proof: listOf(text) })),
  messages: listOf(
    strictObject({ id: text, item: text, start: natural, end: natural, sha256: digest, shown: freeObject }),
  ),
  attachments: listOf(strictObject({ file: text, sha256: digest, size: natural, mediaType: text, what: text })),
  persons: listOf(objectWith({ id: text })),
  statements: listOf(freeObject),
  leads: listOf(freeObject),
})

/** `custody.json`. */
export const custodyShape = strictObject({
  format: exactly(PACKAGE_FORMAT.custody),
  entries: listOf(strictObject({ entry: text, body: freeObject })),
  steps: listOf(freeObject),
})

/** `consent.json`. */
export const consentShape = strictObject({
  format: exactly(PACKAGE_FORMAT.consent),
  purpose: text,
  recipient: text,
  persons: listOf(
    strictObject({
      person: text,
      allowed: listOf(strictObject({ scope: text, consent: text })),
      withheld: listOf(strictObject({ scope: text, reason: text })),
    }),
  ),
})

/** The change that seals a source; further members say where it came from. */
export const sourceReceivedShape = objectWith({ source: text, itemsCount: natural, itemsRoot: digest })
