/** The types behind the schemas, by name, for clients that want to write them down. */
import type { z } from '@hono/zod-openapi'
import type { actSchema } from './acts.ts'
import type {
  albumPlanSchema,
  albumReceiptSchema,
  albumsSchema,
  albumsShowingSchema,
  albumWithPeopleSchema,
  invitationSchema,
  newAlbumSchema,
} from './albums.ts'
import type { refusedSchema } from './common.ts'
import type { custodySchema } from './custody.ts'
import type { duplicatesReceiptSchema, pairDecisionSchema, proposalSchema, proposalsSchema } from './duplicates.ts'
import type { erasurePlanSchema, erasureReceiptSchema } from './erasures.ts'
import type { homeSchema } from './home.ts'
import type { jobSchema } from './jobs.ts'
import type { leadRowSchema, leadSchema } from './leads.ts'
import type { logSchema, logsSchema, verifyReportSchema } from './log.ts'
import type { joinedSchema, membersSchema, rehearsalSchema } from './members.ts'
import type {
  attachmentSchema,
  chatSchema,
  messageSchema,
  messageTimeSchema,
  messageWithChatSchema,
} from './messages.ts'
import type { overdueSchema } from './overdue.ts'
import type { newPackageSchema, packagePreviewSchema, packageRecordSchema, packageResultSchema } from './packages.ts'
import type { namePartSchema, searchPartSchema } from './name-parts.ts'
import type { peopleImportPreviewSchema, peopleImportResultSchema } from './people-import.ts'
import type {
  consentAnswersSchema,
  consentEffectsSchema,
  consentSchema,
  consentWordsSchema,
  newConsentSchema,
  newRefusalSchema,
  refusalSchema,
  withdrawalSchema,
} from './consents.ts'
import type {
  newPersonSchema,
  newStatementSchema,
  personMatchSchema,
  personSchema,
  personWithLeadsSchema,
  statementSchema,
} from './people.ts'
import type {
  challengeAnswerSchema,
  challengeSchema,
  newChallengeSchema,
  newValueSchema,
  pastValueSchema,
  personNameSchema,
} from './person-fields.ts'
import type { passkeySchema } from './passkeys.ts'
import type { quarantineSchema } from './quarantine.ts'
import type { informantSchema, shownInformantSchema } from './informants.ts'
import type { phonesSchema } from './phones.ts'
import type { messageProofSchema } from './proof.ts'
import type { basemapSchema, personPlacesSchema, placesFoundSchema } from './places.ts'
import type {
  answerWordsSchema,
  recognitionSessionSchema,
  recognitionSessionsSchema,
  recognitionsSchema,
} from './recognitions.ts'
import type { sessionSchema } from './session.ts'
import type { teamsSchema } from './teams.ts'
import type { invalidSaidSchema } from './said.ts'
import type { sealStateSchema } from './testimonies.ts'
import type {
  importReceiptSchema,
  itemSchema,
  newImportSchema,
  receiptSchema,
  sourceSchema,
  sourceWithItemsSchema,
} from './sources.ts'

export type AlbumsShowingView = z.infer<typeof albumsShowingSchema>
export type AlbumsView = z.infer<typeof albumsSchema>
export type AlbumWithPeopleView = z.infer<typeof albumWithPeopleSchema>
export type AlbumPlanView = z.infer<typeof albumPlanSchema>
export type AlbumReceiptView = z.infer<typeof albumReceiptSchema>
export type InvitationView = z.infer<typeof invitationSchema>
export type NewAlbum = z.infer<typeof newAlbumSchema>
export type RecognitionSessionsView = z.infer<typeof recognitionSessionsSchema>
export type RecognitionSessionView = z.infer<typeof recognitionSessionSchema>
export type RecognitionsView = z.infer<typeof recognitionsSchema>
export type SealStateView = z.infer<typeof sealStateSchema>
export type TeamsView = z.infer<typeof teamsSchema>
export type AnswerWordsView = z.infer<typeof answerWordsSchema>
export type OverdueView = z.infer<typeof overdueSchema>
export type QuarantineView = z.infer<typeof quarantineSchema>
export type InformantView = z.infer<typeof informantSchema>
export type ShownInformantView = z.infer<typeof shownInformantSchema>
export type PhonesView = z.infer<typeof phonesSchema>
export type ErasurePlanView = z.infer<typeof erasurePlanSchema>
export type ErasureReceiptView = z.infer<typeof erasureReceiptSchema>
export type PlacesFoundView = z.infer<typeof placesFoundSchema>
export type PersonPlacesView = z.infer<typeof personPlacesSchema>
export type BasemapView = z.infer<typeof basemapSchema>
export type SessionView = z.infer<typeof sessionSchema>
export type MembersView = z.infer<typeof membersSchema>
export type JoinedView = z.infer<typeof joinedSchema>
export type RehearsalView = z.infer<typeof rehearsalSchema>
export type PasskeyView = z.infer<typeof passkeySchema>
export type DuplicatesReceiptView = z.infer<typeof duplicatesReceiptSchema>
export type ProposalView = z.infer<typeof proposalSchema>
export type ProposalsView = z.infer<typeof proposalsSchema>
export type NewPairDecision = z.infer<typeof pairDecisionSchema>
export type HomeView = z.infer<typeof homeSchema>
export type JobView = z.infer<typeof jobSchema>
export type PersonMatchView = z.infer<typeof personMatchSchema>
export type NamePartView = z.infer<typeof namePartSchema>
export type SearchPartView = z.infer<typeof searchPartSchema>
export type PersonView = z.infer<typeof personSchema>
export type PersonWithLeadsView = z.infer<typeof personWithLeadsSchema>
export type PersonNameView = z.infer<typeof personNameSchema>
export type StatementView = z.infer<typeof statementSchema>
export type ConsentView = z.infer<typeof consentSchema>
export type NewPerson = z.infer<typeof newPersonSchema>
export type NewValue = z.infer<typeof newValueSchema>
export type ChallengeView = z.infer<typeof challengeSchema>
export type NewChallenge = z.infer<typeof newChallengeSchema>
export type ChallengeAnswer = z.infer<typeof challengeAnswerSchema>
export type PastValueView = z.infer<typeof pastValueSchema>
export type NewStatement = z.infer<typeof newStatementSchema>
export type NewConsent = z.infer<typeof newConsentSchema>
export type NewRefusal = z.infer<typeof newRefusalSchema>
export type NewWithdrawal = z.infer<typeof withdrawalSchema>
export type RefusalView = z.infer<typeof refusalSchema>
export type ConsentAnswers = z.infer<typeof consentAnswersSchema>
export type ConsentEffectsView = z.infer<typeof consentEffectsSchema>
export type ConsentWordsView = z.infer<typeof consentWordsSchema>
export type PeopleImportPreview = z.infer<typeof peopleImportPreviewSchema>
export type PeopleImportResult = z.infer<typeof peopleImportResultSchema>
export type SourceView = z.infer<typeof sourceSchema>
export type SourceWithItemsView = z.infer<typeof sourceWithItemsSchema>
export type ReceiptView = z.infer<typeof receiptSchema>
export type ImportReceiptView = z.infer<typeof importReceiptSchema>
export type ItemView = z.infer<typeof itemSchema>
export type NewImport = z.infer<typeof newImportSchema>
export type ChatView = z.infer<typeof chatSchema>
export type MessageView = z.infer<typeof messageSchema>
export type MessageWithChatView = z.infer<typeof messageWithChatSchema>
export type MessageTimeView = z.infer<typeof messageTimeSchema>
export type AttachmentView = z.infer<typeof attachmentSchema>
export type MessageProofView = z.infer<typeof messageProofSchema>
export type LeadView = z.infer<typeof leadSchema>
export type LeadRowView = z.infer<typeof leadRowSchema>
export type NewPackage = z.infer<typeof newPackageSchema>
export type PackagePreview = z.infer<typeof packagePreviewSchema>
export type PackageResult = z.infer<typeof packageResultSchema>
export type PackageRecordView = z.infer<typeof packageRecordSchema>
export type ActView = z.infer<typeof actSchema>
export type CustodyView = z.infer<typeof custodySchema>
export type LogView = z.infer<typeof logSchema>
export type LogsView = z.infer<typeof logsSchema>
export type RefusedView = z.infer<typeof refusedSchema>
export type InvalidSaidView = z.infer<typeof invalidSaidSchema>
export type VerifyReportView = z.infer<typeof verifyReportSchema>
