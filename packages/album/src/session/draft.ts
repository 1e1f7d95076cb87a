import { encodeWords, randomBytes, toHex } from '@homeward/format'
import type { AlbumAnswer, AnsweredEvent, AnswerFile } from '@homeward/format'
import { recordName } from '../store/phone-state.ts'
import { readSealedJson, writeSealed } from '../store/sealed.ts'
import type { Sealed, SealedWrite } from '../store/sealed.ts'
import { shownLanguage } from '../texts/texts.ts'
import { recordedFile } from './recording.ts'

/** What is being told about one picture, before it is an answer. Sealed as it grows, so that a dead battery takes little of it. */
export interface Draft {
  picture: string
  answer: AlbumAnswer
  where: string
  from: string
  to: string
  known: string
  condition: string
  /** A recording whose pieces are stored one by one. */
  voice: { id: string; type: string } | null
}

/** A draft of nothing yet. */
export const newDraft = (picture: string, answer: AlbumAnswer): Draft => ({
  picture,
  answer,
  where: '',
  from: '',
  to: '',
  known: '',
  condition: '',
  voice: null,
})

/** What was being told in a session when the page went away; null if nothing was. */
export const readDraft = (sealed: Sealed, session: string): Promise<Draft | null> =>
  readSealedJson<Draft>(sealed, recordName.draft(session))

/** Keeps what is being told; null when it has become an answer. */
export const keepDraft = (sealed: Sealed, session: string, draft: Draft | null): Promise<void> =>
  writeSealed(sealed, [{ name: recordName.draft(session), value: draft }])

const wordsFile = (draft: Draft): { file: AnswerFile; write: SealedWrite } | null => {
  const known = draft.known.trim()
  const condition = draft.condition.trim()
  if (known === '' && condition === '') return null
  const { bytes, sha256 } = encodeWords({
    v: 1,
    salt: toHex(randomBytes(16)),
    language: shownLanguage(),
    ...(known === '' ? {} : { known }),
    ...(condition === '' ? {} : { condition }),
  })
  const id = toHex(randomBytes(16))
  return {
    file: { id, sha256: toHex(sha256), size: bytes.length, type: 'application/json' },
    write: { name: recordName.chunk(id, 0), value: bytes },
  }
}

/** Whether anything was told beside the answer itself. */
export const tellsMore = ({ where, from, to, known, condition, voice }: Draft): boolean =>
  voice !== null || [where, from, to, known, condition].some((text) => text.trim() !== '')

/** The answer that a draft comes to, and what has to be stored with it. */
export const answerOf = async (
  sealed: Sealed,
  draft: Draft,
): Promise<{ what: AnsweredEvent; beside: SealedWrite[] }> => {
  const words = wordsFile(draft)
  const voice = draft.voice === null ? null : await recordedFile(sealed, draft.voice)
  const where = draft.where.trim()
  const when = { ...(draft.from === '' ? {} : { from: draft.from }), ...(draft.to === '' ? {} : { to: draft.to }) }
  return {
    what: {
      type: 'answered',
      picture: draft.picture,
      answer: draft.answer,
      ...(where === '' ? {} : { where }),
      ...(Object.keys(when).length === 0 ? {} : { when }),
      ...(words === null ? {} : { words: words.file }),
      ...(voice === null ? {} : { voice }),
    },
    beside: words === null ? [] : [words.write],
  }
}
