/** What a phone is given, and how it is sealed to it (docs/spec/album.md, AL17–AL20). */
import { decryptAge } from './age-decrypt.ts'
import { createAgeEncrypter } from './age-encrypt.ts'
import {
  albumFault,
  flag,
  hex,
  instant,
  language,
  listOf,
  object,
  oneOf,
  optional,
  text,
  whole,
  day,
} from './album-shape.ts'
import type { Shape } from './album-shape.ts'
import { FILE_LINES, MAX_ALBUM_PICTURES, MAX_MANIFEST_BYTES, MAX_WORDS_BYTES } from './album-types.ts'
import type { AlbumFileLine, AlbumManifest, AlbumPicture, AnswerWords } from './album-types.ts'
import { concatBytes, fromUtf8, utf8 } from './bytes.ts'
import { canonicalJson, parseCanonical } from './canonical-json.ts'
import { signNote, verifyNote } from './note.ts'
import type { NoteSigner, Vkey } from './note.ts'
import { aesGcmOpen, aesGcmSeal, sha256 } from '#primitives'

const MAX_EDGE = 1080
const MAX_PICTURE_BYTES = 4 * 1024 * 1024
const PICTURE_NONCE = new Uint8Array(12)

const versionOne: Shape<1> = (value, place) => {
  if (value !== 1) {
    throw albumFault(place, 'is of another version than 1; a newer program may read it')
  }
  return 1
}

const picture = object<AlbumPicture>({
  id: hex(32),
  key: hex(64),
  sha256: hex(64),
  size: whole(17, MAX_PICTURE_BYTES),
  width: whole(1, MAX_EDGE),
  height: whole(1, MAX_EDGE),
  name: optional(text(300)),
  born: optional(object<{ from: number; to: number }>({ from: whole(1800, 2200), to: whole(1800, 2200) })),
  place: optional(text(300)),
})

const manifest = object<AlbumManifest>({
  version: versionOne,
  album: hex(32),
  kind: oneOf(['recognition', 'family']),
  title: text(200),
  organisation: text(200),
  made: instant,
  until: instant,
  showNames: flag,
  consentText: text(60, 1),
  pictures: listOf(picture, MAX_ALBUM_PICTURES),
  file: optional(
    listOf(object<AlbumFileLine>({ what: oneOf(FILE_LINES), text: text(4000), date: optional(day) }), 500),
  ),
})

/** Reads the canonical JSON of a manifest. @throws FormatError NOT_CANONICAL or ALBUM_INVALID */
const parseManifest = (bytes: Uint8Array): AlbumManifest => {
  if (bytes.length > MAX_MANIFEST_BYTES) {
    throw albumFault('the album', 'is too large')
  }
  const read = manifest(parseCanonical(bytes), 'album')
  if (new Set(read.pictures.map((each) => each.id)).size !== read.pictures.length) {
    throw albumFault('the album', 'holds a picture twice')
  }
  return read
}

/**
 * The sealed manifest: an age file to the phone's recipient (32 bytes), that holds a note signed by the office's key for
 * this phone, whose text is the canonical JSON and a line feed. So a phone takes albums from its office alone.
 * @throws FormatError ALBUM_INVALID when a phone would not read it.
 */
export const sealManifest = (value: AlbumManifest, recipient: Uint8Array, office: NoteSigner): Uint8Array => {
  const json = canonicalJson(value)
  parseManifest(json)
  const file = createAgeEncrypter({ recipients: [recipient] })
  const note = utf8(signNote(`${fromUtf8(json)}\n`, office))
  return concatBytes(file.header, ...file.update(note), ...file.final())
}

/**
 * Opens a sealed manifest with the phone's identity (32 secret bytes).
 * @throws FormatError of age for another phone or damage, NOTE_INVALID for another office, ALBUM_INVALID or NOT_CANONICAL
 *   for what is no manifest.
 */
export const openManifest = (sealed: Uint8Array, identity: Uint8Array, office: Vkey): AlbumManifest => {
  const { text: signedText } = verifyNote(decryptAge(identity, sealed), [office])
  return parseManifest(utf8(signedText.slice(0, -1)))
}

/**
 * A picture sealed under a key of its own: AES-256-GCM, twelve zero bytes as nonce, the tag behind the ciphertext, as
 * WebCrypto has it. The key must never have sealed other bytes: it is made with the picture and used once.
 */
export const sealPicture = (plain: Uint8Array, key: Uint8Array): Uint8Array => aesGcmSeal(key, PICTURE_NONCE, plain)

/** Opens a sealed picture; `null` when it is not what this key sealed. WebCrypto does the same, and faster in a browser. */
export const openPicture = (sealed: Uint8Array, key: Uint8Array): Uint8Array | null =>
  aesGcmOpen(key, PICTURE_NONCE, sealed)

const words = object<AnswerWords>({
  v: versionOne,
  salt: hex(32),
  language,
  known: optional(text(4000)),
  condition: optional(text(8000)),
})

/** Reads the viewer's own words. @throws FormatError NOT_CANONICAL or ALBUM_INVALID */
export const parseWords = (bytes: Uint8Array): AnswerWords => {
  if (bytes.length > MAX_WORDS_BYTES) {
    throw albumFault('the words', 'are too many')
  }
  return words(parseCanonical(bytes), 'words')
}

/** The bytes of a viewer's own words, and what an event says of them. @throws FormatError ALBUM_INVALID when too long. */
export const encodeWords = (value: AnswerWords): { bytes: Uint8Array; sha256: Uint8Array } => {
  const bytes = canonicalJson(value)
  parseWords(bytes)
  return { bytes, sha256: sha256(bytes) }
}
