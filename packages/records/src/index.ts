export { currentAuthority, keepAuthority, type NewAuthority, type StoredAuthority } from './authorities.ts'
export { commitDeed, requireApproved } from './act-deeds.ts'
export { testimonyOf } from './act-testimony.ts'
export { minuteOf } from './day.ts'
export {
  answerAct,
  getAct,
  isStanding,
  listActs,
  proposeAct,
  requestOf,
  withdrawAct,
  type Deed,
  type NewAct,
} from './acts.ts'
export { answerChallenge, challenge, type ChallengeAnswer, type NewChallenge } from './challenges.ts'
export { changeSchemas, custodyDeeds, type ChangeOf, type RecordChange } from './changes.ts'
export { albumAge, filterPeople, type AlbumFilter } from './album-people.ts'
export { albumsShowing, manifestOf, openAlbumPicture, phoneStateOf } from './album-manifest.ts'
export {
  endAlbum,
  getAlbum,
  listAlbums,
  makeAlbum,
  previewAlbum,
  proposeAlbum,
  proposedAlbum,
  requireAlbumAllowed,
  setAlbumAge,
  type AlbumReceipt,
  type AlbumRequest,
} from './albums.ts'
export { leftOutReasons } from './album-types.ts'
export type * from './album-types.ts'
export { listPhones, pairPhone, phoneKeyring, revokePhone, type NewPhone, type PhoneKeyring } from './phones.ts'
export { receiveEvents, receiveFile, standOf, type SessionRefusal, type SessionStand } from './session-receive.ts'
export { proposeTestimony, sealedFiles, sealSession, sealState, showTestimony } from './sealed-sessions.ts'
export { getSession, listSessions, openAnswerFile, recognitionsOf, type AnswerFileContent } from './session-rows.ts'
export { inTransaction } from './column.ts'
export { effectsOf } from './consent-effects.ts'
export { consentsOf } from './consent-rows.ts'
export type { DisclosureRequest } from './consent-rules.ts'
export type { ConsentTextVersion } from './consent-texts.ts'
export { currentConsentText } from './consent-wording.ts'
export { capacities, consentLanguages, consentScopes, packagePurposes, purposes } from './consent-words.ts'
export {
  answerConsents,
  consentWrite,
  giveConsent,
  refuseConsent,
  withdrawConsent,
  type ConsentAnswers,
  type NewConsent,
  type NewRefusal,
} from './consents.ts'
export { listCustody, type CustodyPage } from './custody.ts'
export { discloseOf, type Disclosure } from './disclosure.ts'
export { displayPath } from './display-path.ts'
export { actWords, listedAs, readSubject, subjectOf } from './act-words.ts'
export type { ActCode, ActSaid } from './act-words.ts'
export { withheldWords } from './withheld-words.ts'
export { erasureWords } from './erasure-words.ts'
export type { ErasureCode, ErasureSaid } from './erasure-words.ts'
export { planOfAct } from './erase-act.ts'
export { erase, erasureAuthorities, erasureDeed, erasureUnderWay, proposeErasure } from './erase.ts'
export { planErasure } from './erase-plan.ts'
export { liftDeed, liftQuarantine, listQuarantine, noteQuarantine, proposeLift, putInQuarantine } from './quarantine.ts'
export type { QuarantineTarget } from './quarantine-scope.ts'
export type * from './quarantine-types.ts'
export { RecordsError, type RecordsErrorCode } from './errors.ts'
export { invalidWords } from './invalid-words.ts'
export { fieldNames, placeFields, type FieldName, type PlaceField } from './fields.ts'
export { itemIdOf } from './fold-evidence.ts'
export { homeOf, logSizeOf } from './home.ts'
export { newId } from './ids.ts'
export { openItem, type ItemBytes } from './item-bytes.ts'
export type { ItemRecord, RefusedRecord } from './item-record.ts'
export {
  decideLead,
  getLead,
  listLeads,
  proposeForItems,
  proposeForPersonPhotos,
  proposeUncompared,
  uncompared,
  wordsOfMatch,
} from './leads.ts'
export {
  addChat,
  clearMessages,
  getMessage,
  messagesByNativeId,
  messagesOfChat,
  messagesWithItem,
  messageWriter,
  searchMessages,
} from './messages.ts'
export { attachItem, isAttached, missingAttachments, type MissingAttachment } from './missing-attachments.ts'
export { listPackages, openPackage, ownCopyOf, recordPackage, type PackageToRecord } from './packages.ts'
export {
  changePerson,
  getPerson,
  registerPerson,
  registration,
  requirePerson,
  type FieldValues,
  type NewPerson,
  type NewValue,
} from './people.ts'
export { everyRecord, listPeople, summarise } from './people-lists.ts'
export { lastLook, lookForDuplicates, lookForDuplicatesOf, type DuplicatesReceipt } from './duplicates.ts'
export {
  getProposal,
  listProposals,
  pairStates,
  proposalBands,
  type Proposal,
  type ProposalBand,
  type ProposalPage,
} from './proposals.ts'
export { judgePair, pairOf, pairsOf, partPerson, type Pair, type PairDecision, type PairState } from './pairs.ts'
export { joinedWith } from './joined.ts'
export { warmFinder } from './people-finders.ts'
export type { PlaceChoice } from './located.ts'
export { endingOf, type Ending } from './endings.ts'
export { keepOverdue, listOverdue } from './overdue.ts'
export { placesOf, type PersonPlace } from './people-places.ts'
export { searchPeople } from './person-search.ts'
export {
  addPersonPhoto,
  derivePersonPhotos,
  hasPhoto,
  readPersonPhoto,
  sealPhoto,
  storePhoto,
  type PhotoResult,
} from './photos.ts'
export { catchUp, commit, openRecords, refold, type Records, type Write } from './records.ts'
export {
  headerDigest,
  peopleByReference,
  peopleOfRow,
  rememberedTable,
  rowDigest,
  type RememberedTable,
} from './registers.ts'
export {
  additionsTo,
  additionWrites,
  rowWrites,
  type Additions,
  type RowDigest,
  type RowStatement,
} from './row-writes.ts'
export { namesToCompare } from './same-names.ts'
export { scriptOf } from './script.ts'
export {
  describeItem,
  getChat,
  getItem,
  getSource,
  itemRecordOf,
  itemLeavesOf,
  itemRecordsOf,
  listChats,
  listItems,
  listSources,
  markDerived,
  receiptOf,
  receiveSource,
  underived,
} from './sources.ts'
export { makeStatement, type NewStatement } from './statements.ts'
export type * from './act-types.ts'
export type * from './consent-types.ts'
export type * from './evidence-types.ts'
export type * from './types.ts'
export { isUnreadFormat, unreadFormats, type UnreadFormat } from './unread-formats.ts'
export { bringBack, historyOf, reconcile, type ValuePlace } from './value-history.ts'
export {
  birthBases,
  fateStates,
  kinRelations,
  markKinds,
  nameKinds,
  nameScripts,
  sexes,
  whereaboutsStates,
} from './field-words.ts'
export { proposeReveal, protectInformant, revealInformant, revealUnderWay, type ShownInformant } from './informants.ts'
export { withoutSecrets } from './left-out.ts'
