import type {
  AlbumsView,
  ChallengeAnswer,
  ConsentEffectsView,
  ConsentWordsView,
  ErasureReceiptView,
  HomeView,
  JobView,
  LeadRowView,
  LogsView,
  LogView,
  MembersView,
  TeamsView,
  NewConsent,
  NewPerson,
  NewStatement,
  NewValue,
  PackagePreview,
  PackageRecordView,
  PersonView,
  NewPairDecision,
  ProposalView,
  ReceiptView,
  SessionView,
} from '@homeward/server'

export type {
  ActView as Act,
  BasemapView as Basemap,
  AlbumPlanView as AlbumPlan,
  AlbumReceiptView as AlbumReceipt,
  AlbumsShowingView as AlbumsShowing,
  AlbumsView as Albums,
  AlbumWithPeopleView as AlbumWithPeople,
  AnswerWordsView as AnswerWords,
  InvitationView as Invitation,
  NewAlbum,
  RecognitionSessionView as RecognitionSession,
  RecognitionSessionsView as RecognitionSessions,
  RecognitionsView as Recognitions,
  ErasurePlanView as ErasurePlan,
  ErasureReceiptView as ErasureReceipt,
  AttachmentView as Attachment,
  ChallengeAnswer,
  ChallengeView as Challenge,
  ChatView as Chat,
  ConsentView as Consent,
  CustodyView as CustodyPage,
  HomeView as Home,
  ImportReceiptView as ImportReceipt,
  OverdueView as OverdueRecord,
  QuarantineView as Quarantine,
  InformantView as Informant,
  ShownInformantView as ShownInformant,
  ItemView as Item,
  JobView as Job,
  JoinedView as Joined,
  LeadRowView as LeadRow,
  LeadView as Lead,
  LogsView as Logs,
  LogView as LogPage,
  MembersView as Members,
  SealStateView as SealState,
  TeamsView as Teams,
  MessageProofView as Proof,
  MessageTimeView as MessageTime,
  MessageView as Message,
  MessageWithChatView as PlacedMessage,
  ConsentAnswers,
  ConsentEffectsView as ConsentEffects,
  ConsentWordsView as ConsentWords,
  NamePartView as NamePart,
  NewConsent,
  NewRefusal,
  NewWithdrawal,
  RefusalView as Refusal,
  NewChallenge,
  NewImport,
  NewPackage,
  NewPerson,
  NewStatement,
  NewValue,
  PackagePreview,
  PackageRecordView as PackageRecord,
  PackageResult,
  PeopleImportPreview,
  PeopleImportResult,
  PastValueView as PastValue,
  PasskeyView as Passkey,
  PersonMatchView as PersonMatch,
  ProposalView as Proposal,
  ProposalsView as Proposals,
  PhonesView as Phones,
  PersonNameView as PersonName,
  PersonPlacesView as PersonPlaces,
  PlacesFoundView as PlacesFound,
  PersonView as Person,
  PersonWithLeadsView as PersonWithLeads,
  ReceiptView as Receipt,
  InvalidSaidView as InvalidSaid,
  RefusalCode,
  RefusedView as RefusedRequest,
  RehearsalView as Rehearsal,
  SearchPartView as SearchPart,
  SourceView as Source,
  SourceWithItemsView as SourceWithItems,
  StatementView as Statement,
  VerifyReportView as VerifyReport,
} from '@homeward/server'

export type Album = AlbumsView['albums'][number]
export type Phone = AlbumsView['phones'][number]
/** What GET and POST /api/session answer. */
export type SessionAnswer = SessionView
/** The session of an unlocked vault. */
export type OpenSession = Required<Omit<SessionView, 'retryAfterMs'>>
/** A part of the vault with its own keys. */
export type Compartment = OpenSession['member']['opens'][number]
/** What a member may do. */
export type Role = OpenSession['member']['role']
export type Member = MembersView['members'][number]
export type Team = TeamsView['teams'][number]
export type Device = MembersView['devices'][number]
export type LeadState = LeadRowView['state']
export type LeadDecision = LeadRowView['decisions'][number]['decision']
export type LogRow = LogView['entries'][number]
export type LogHead = LogsView['logs'][number]
export type JobProgress = JobView['progress']
export type JobKind = JobView['kind']
export type JobStage = JobProgress['stage']
export type Refused = ReceiptView['files']['refused'][number]
export type Recent = HomeView['recent']
/** On whose authority something is erased. */
export type ErasureAuthority = ErasureReceiptView['authority']
export type PreviewPerson = PackagePreview['persons'][number]
export type ConsentScope = NewConsent['scopes'][number]
export type Capacity = NewConsent['capacity']
export type HandedOut = ConsentEffectsView['handedOut'][number]
export type ConsentLanguage = keyof ConsentWordsView['languages']
export type ConsentWording = ConsentWordsView['languages'][ConsentLanguage]
export type Purpose = NewConsent['purposes'][number]
export type PackagePurpose = PackageRecordView['purpose']
export type StatementKind = NewStatement['kind']
export type Sex = NonNullable<NewPerson['sex']>
export type YearRange = NonNullable<NewPerson['birth']>
export type LastSeen = NonNullable<NewPerson['lastSeen']>
export type Fate = PersonView['fate'][number]['value']
export type Whereabouts = PersonView['whereabouts'][number]['value']
export type LossEvent = PersonView['event'][number]['value']
export type Mark = PersonView['marks'][number]['value']
export type Reference = PersonView['references'][number]['value']
export type PhotoRef = PersonView['photos'][number]['value']
export type ChallengeOutcome = ChallengeAnswer['outcome']
export type Kin = NonNullable<NewPerson['kin']>[number]
export type NameKind = NewPerson['names'][number]['kind']
export type ScriptCode = PersonView['names'][number]['value']['script']
export type ValueField = NewValue['field']
/** Who said something, when by their clock, and its place in the log. */
export type Origin = PersonView['registered']
/** Who says a value, in words that do not endanger them. */
export type Said = NonNullable<PersonView['sex'][number]['said']>
/** The place that words are taken to mean. */
export type Located = NonNullable<PersonView['origin'][number]['located']>
/** A place that is chosen for words. */
export type PlaceChoice = NonNullable<NewStatement['located']>
export type PlacePrecision = Located['precision']
/** One current value of a field; more than one means that people disagree (H3). */
export type Value<T> = Origin & { value: T; said?: Said; why?: string; chosen?: string; located?: Located }
/** A value with an id of its own, such as one of several names. */
export type Keyed<T> = Value<T> & { id: string }
/** How much speaks for two records being one person's. */
export type ProposalBand = NonNullable<ProposalView['band']>
export type PairState = ProposalView['state']
/** What somebody says of two records. */
export type PairVerdict = NewPairDecision['verdict']
/** How a table is to be read; what is left out is as before, or as the file says. */
export interface TableReading {
  mapping?: Record<string, string | null>
  list?: string
  sheet?: string
  encoding?: string
  /** Number of a row → the id of a person, `new` or `skip`. */
  decisions?: Record<string, string>
}
