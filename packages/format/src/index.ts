export { decryptAge, openAge } from './age-decrypt.ts'
export type { AgeIdentity } from './age-decrypt.ts'
export { createAgeEncrypter } from './age-encrypt.ts'
export type { AgeEncrypter } from './age-encrypt.ts'
export { ageRecipient, formatAgeIdentity, formatAgeRecipient, parseAgeIdentity, parseAgeRecipient } from './age-keys.ts'
export { completedAnswers } from './album-answers.ts'
export {
  EMPTY_CHAIN,
  eventHash,
  followChain,
  NO_EVENT_BEFORE,
  parseEvent,
  signEvent,
  verifyEvent,
} from './album-event.ts'
export type { ChainFault, ChainHead, SignedEvent } from './album-event.ts'
export { encodeWords, openManifest, openPicture, parseWords, sealManifest, sealPicture } from './album-manifest.ts'
export {
  officeKey,
  officeSigner,
  pairingCode,
  phoneCommitment,
  readContactNote,
  signContact,
  signContactNote,
  verifyContact,
} from './album-pair.ts'
export type { ContactClaim, ContactNote, OfficeAnswer, PhoneKeys, PhoneState } from './album-pair.ts'
export {
  ALBUM_ANSWERS,
  CONSENT_WAYS,
  FILE_LINES,
  MAX_ALBUM_PICTURES,
  MAX_EVENT_BYTES,
  MAX_VOICE_BYTES,
  MAX_WORDS_BYTES,
  WORDS_TYPE,
} from './album-types.ts'
export type {
  AlbumAnswer,
  AlbumFileLine,
  AlbumManifest,
  AlbumPicture,
  AnsweredEvent,
  AnswerFile,
  AnswerWords,
  BegunEvent,
  ConsentWay,
  FileLineKind,
  SessionEvent,
  SessionEventKind,
} from './album-types.ts'
export { bagInfoText, bagitText, manifestText } from './bagit.ts'
export type { BagFile } from './bagit.ts'
export { collectBytes, memorySource, streamBytes } from './byte-source.ts'
export type { ByteSource } from './byte-source.ts'
export {
  concatBytes,
  equalBytes,
  fromBase64,
  fromHex,
  fromUtf8,
  toBase64,
  toHex,
  u64FromBytes,
  u64ToBytes,
  utf8,
} from './bytes.ts'
export { canonicalJson, parseCanonical } from './canonical-json.ts'
export type { JsonValue } from './canonical-json.ts'
export type { ChainEntry, ChainLimit, ChainLog, ChainMember, MemberChain } from './chain-types.ts'
export { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
export type { Checkpoint } from './checkpoint.ts'
export { deviceLog, deviceStatement } from './device-log.ts'
export type { DeviceLog } from './device-log.ts'
export {
  encodeEntry,
  ENTRY_KIND,
  entryMessageKey,
  hasSubject,
  MAX_BODY_BYTES,
  MAX_ENTRY_BYTES,
  openEntry,
  openEntryJson,
  parseEntryHeader,
  sealEntry,
} from './entry.ts'
export { OWN_CRYPTO } from './entry-crypto.ts'
export type { EntryCrypto } from './entry-crypto.ts'
export type { Change, EntryBody, EntryHeader, EntryKind, EntryPlace, SealedEntry } from './entry.ts'
export { NOTHING_FOLDED, comesAfter, foldStreams } from './fold-order.ts'
export type { Folded, Position } from './fold-order.ts'
export { FormatError } from './format-error.ts'
export type { FormatErrorCode } from './format-error.ts'
export { createItemProver, itemLeafHash, itemsRootHex, verifyItemProof } from './item-tree.ts'
export type { ErasedItem } from './item-tree.ts'
export { readMemberChain } from './member-chain.ts'
export { rosterOrder } from './roster-order.ts'
export { ROLES, mayGive, mayManage, rankAt } from './authority.ts'
export type { Role, RolesGiven } from './authority.ts'
export { createVkey, formatVkey, parseNote, parseVkey, signNote, verifyNote } from './note.ts'
export type { NoteSignature, NoteSigner, ParsedNote, Vkey } from './note.ts'
export {
  PACKAGE_FILE,
  packageFolder,
  parseEntryRef,
  parseProofPath,
  payloadPath,
  payloadSha256,
  PROOF_SUFFIX,
  proofPath,
} from './package-paths.ts'
export type { EntryRefParts } from './package-paths.ts'
export { parsePackageSeal } from './package-seal.ts'
export type { PackageSeal } from './package-seal.ts'
export { PACKAGE_FORMAT } from './package-types.ts'
export type {
  DisclosedEntry,
  JsonObject,
  PackageAttachment,
  PackageConsent,
  PackageCustody,
  PackageHead,
  PackageItem,
  PackageItemRecord,
  PackageMessage,
  PackageRecords,
  PackageSource,
} from './package-types.ts'
export { packageFiles, writePackage } from './package-write.ts'
export type { PackageContent, PackageFile } from './package-write.ts'
export { pad, padmeLength, unpad } from './padme.ts'
export {
  chachaOpen,
  chachaSeal,
  crc32,
  createSha256,
  ed25519PublicKey,
  ed25519Sign,
  ed25519Verify,
  hkdfSha256,
  hmacSha256,
  randomBytes,
  sha256,
  x25519,
  x25519PublicKey,
} from '#primitives'
export type { Sha256Stream } from '#primitives'
export { entriesPath, TILE_WIDTH, tileNodes, tilePath, tilesBetween } from './tile.ts'
export type { Tile } from './tile.ts'
export { formatTlogProof, parseTlogProof, verifyTlogProof } from './tlog-proof.ts'
export type { TlogProof } from './tlog-proof.ts'
export { verifyConsistency, verifyInclusion } from './tree-verify.ts'
export type { ConsistencyClaim, InclusionClaim } from './tree-verify.ts'
export {
  completedNodes,
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootAt,
  treeReader,
  treeRoot,
} from './tree.ts'
export type { HashReader, TreeNode } from './tree.ts'
export { wording } from './wording.ts'
export type { Said, Wording } from './wording.ts'
export { readStoredZip } from './zip-read.ts'
export type { ZipEntry, ZipFault } from './zip-read.ts'
export { writeStoredZip } from './zip-write.ts'
export type { ZipInput } from './zip-write.ts'
