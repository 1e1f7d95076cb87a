export { CompareError, type CompareErrorCode } from './compare-error.ts'
export { hashPhoto, type PhotoHash } from './hash-photo.ts'
export { createPhotoHasher, type PhotoHasher } from './photo-hasher.ts'
export { pdqDistance, pdqFromHex, pdqToHex } from './pdq-hash.ts'
export { buildPhotoIndex, type PhotoIndex, type PhotoMatch } from './photo-index.ts'
export { pdqFromLuma, type Pdq } from './pdq.ts'
export { thumbnail } from './thumbnail.ts'
export { nameFrequencies, type NameFrequencies } from './name-frequency.ts'
export { forgetNames, rememberedNames } from './name-cache.ts'
export { searchNames } from './name-search.ts'
export { compareNames, foldName, likelySameName, type NameComparison } from './name-match.ts'
export { partWords, type NameFit, type NamePart, type NamePartRole, type NameRarity } from './name-why.ts'
export { createPeopleIndex, type PeopleHits, type PeopleIndex, type PersonHit } from './people-index.ts'
export { runningFinders, startPeopleFinder, type PeopleFinder } from './people-finder.ts'
export { type IndexedPerson } from './person-entry.ts'
export { type SearchPart } from './person-fit.ts'
export { proposeDuplicates, type DuplicateFindings, type DuplicateSearchOptions } from './duplicate-search.ts'
export type { SiblingPart, SiblingProposal } from './siblings.ts'
export {
  duplicateBands,
  pairKey,
  type DuplicateBand,
  type DuplicateOptions,
  type DuplicatePart,
  type DuplicateProposal,
} from './duplicates.ts'
