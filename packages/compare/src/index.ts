export { CompareError, type CompareErrorCode } from './compare-error.ts'
export { hashPhoto, type PhotoHash } from './hash-photo.ts'
export { createPhotoHasher, type PhotoHasher } from './photo-hasher.ts'
export { pdqDistance, pdqFromHex, pdqToHex } from './pdq-hash.ts'
export { pdqFromLuma, type Pdq } from './pdq.ts'
export { thumbnail } from './thumbnail.ts'
// names: owned by the developer of names, in work
export { nameKeys } from './name-match.ts'
