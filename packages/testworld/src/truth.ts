import type { NameScript } from './name-table.ts'
import type { TelegramCounts } from './telegram-export.ts'
import type { WhatsappCounts } from './whatsapp-export.ts'
import type { AlbumAnswer, Sex, Transformation, WhatsappDialect } from './world-types.ts'

/**
 * A picture of a person that lies somewhere in the world. `file` is below the world's folder, `member` the name inside
 * it where it is a zip; `original` is the family's picture that was copied.
 */
export type PlantedPicture = {
  file: string
  member: string | null
  person: string
  original: string
  transformation: Transformation
  sha256: string
}

/** What is known for certain about a written world: the answers against which finding and reading are judged. */
export type Truth = {
  seed: string
  people: {
    id: string
    sex: Sex
    birthYear: number
    photo: string | null
    names: Record<NameScript, readonly string[]>
  }[]
  /** Rows of the families' file that are the same person. */
  samePerson: [first: string, second: string][]
  /** Who may be shown in an album, as parents answered; of others nobody was asked. */
  albumAnswers: readonly AlbumAnswer[]
  planted: PlantedPicture[]
  telegram: ({ file: string; title: string; picturesPlanted: number } & TelegramCounts)[]
  whatsapp: ({ file: string; member: string | null; title: string; dialect: WhatsappDialect } & WhatsappCounts)[]
  pictures: { files: number; decodable: number; broken: string[]; duplicates: [file: string, sameAs: string][] }
}
