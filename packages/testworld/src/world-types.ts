import type { Heritage, NameScript } from './name-table.ts'
import type { Language } from './sentences.ts'

/** What is drawn: the portrait of a person or a scene without people. The key names the random sequence. */
export type Drawing = { kind: 'portrait'; key: string; sex: Sex; ageBand: AgeBand } | { kind: 'scene'; key: string }

export type Sex = 'female' | 'male'
export type AgeBand = 'child' | 'adult' | 'elder'

/** A family's own picture: `file` is below the world's folder; sizes in pixels; `quality` is JPEG 1–100. */
export type FamilyPhoto = {
  file: string
  width: number
  height: number
  quality: number
  drawing: Drawing
  /** The person whose picture was copied into this one, where it is a copy. */
  copyOf: string | null
}

/** One row of the families' file. The same person may have two rows: `samePersonAs` then names the first. */
export type Person = {
  id: string
  family: string
  heritage: Heritage
  samePersonAs: string | null
  sex: Sex
  birthYear: number
  birthYearTo: number | null
  /** The name as the family wrote it, with its script. */
  name: string
  script: NameScript
  /** Plausible spellings of the whole name, plainest first. */
  spellings: Record<NameScript, readonly string[]>
  /** The further spellings that stand in the row; empty where nobody wrote one. */
  written: { arabic: string; sorani: string; latinOther: string }
  father: string
  grandfather: string
  mother: string
  origin: string
  lastSeenPlace: string
  /** A day, a month or a year in ISO 8601. */
  lastSeenDate: string
  circumstances: string
  kin: readonly { relation: string; person: string }[]
  consent: readonly string[]
  photo: FamilyPhoto | null
}

/** What a parent answered who was asked, in a language (BCP 47), whether somebody may be shown in an album. */
export type AlbumAnswer = {
  person: string
  givenBy: string
  language: 'en' | 'ar' | 'ckb' | 'kmr'
  answer: 'yes' | 'no'
}

/** What was done to the family's picture before it was planted. */
export type Transformation = { kind: 'resized' | 'recompressed'; width: number; height: number; quality: number }

/** A picture that will be written into an export or folder; planted if `person` is given. */
export type PlannedPicture = {
  person: string | null
  drawing: Drawing
  transformation: Transformation
}

/** Somebody who writes in a chat; `name` is null for a deleted account. */
export type ChatMember = { id: string; name: string | null; language: Language }

/** A chat in Telegram: everything needed to write its messages one by one. */
export type TelegramChat = {
  key: string
  title: string
  type: 'private_supergroup' | 'private_group' | 'personal_chat'
  id: number
  members: readonly ChatMember[]
  /** Elements of the `messages` array, of every type. */
  messages: number
  /** Messages with a `\xNN` escape, which no JSON parser accepts. */
  controlEscapes: number
  pictures: readonly PlannedPicture[]
}

/** The way one phone writes a WhatsApp export. */
export type WhatsappDialect = 'android-english' | 'android-arabic' | 'ios-english' | 'ios-arabic' | 'undecidable'

export type WhatsappChat = {
  key: string
  title: string
  dialect: WhatsappDialect
  packing: 'zip' | 'folder' | 'text'
  members: readonly ChatMember[]
  /** Lines that begin a message or a notice. */
  messages: number
  pictures: readonly PlannedPicture[]
}

/** A whole invented world as plain data. Pictures and messages follow from it and are made while writing. */
export type World = {
  seed: string
  people: readonly Person[]
  albumAnswers: readonly AlbumAnswer[]
  telegram: TelegramChat
  account: readonly TelegramChat[]
  whatsapp: readonly WhatsappChat[]
  pictures: readonly PlannedPicture[]
}
