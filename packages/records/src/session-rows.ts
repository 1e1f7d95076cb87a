import {
  completedAnswers,
  parseWords,
  type AlbumAnswer,
  type AnsweredEvent,
  type AnswerFile,
  type AnswerWords,
  type BegunEvent,
  type SessionEventKind,
} from '@homeward/format'
import { fromColumn } from './column.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { joinedWith } from './joined.ts'
import { phoneKeyring } from './phones.ts'
import { requirePerson } from './people.ts'
import type { Records } from './records.ts'
import { withSaid } from './said-in-session.ts'
import { sealedTo } from './seal-rows.ts'
import { isInTeam, readingOf, teamOf } from './sealed-sessions.ts'
import { chainOf } from './session-receive.ts'
import type {
  AnswerFileState,
  PersonSession,
  Recognitions,
  SessionAnswer,
  SessionReading,
  SessionSummary,
  SessionView,
} from './album-types.ts'

interface EventRow {
  phone: string
  session: string
  seq: number
  kind: string
  picture: string | null
  person: string | null
  claimed: string
  what: string
  bytes: string
  signature: string
  entry: string
  at: string
  member: string
}

interface FileRow {
  file: string
  blob: string
  sha256: string
  size: number
  seq: number
}

interface ReceivedRow {
  phone: string
  session: string
  have: number
  first: string
  last: string
  late: number
}

const noAnswers = (): Record<AlbumAnswer, number> => ({ recognised: 0, unsure: 0, 'not-recognised': 0, unsaid: 0 })

const receivedSql = `SELECT phone, session, max(have) AS have, min(at) AS first, max(at) AS last, max(late) AS late
  FROM session_received`

/** All sessions, the one that came last first. */
export function listSessions(records: Records): SessionSummary[] {
  return (
    records.registry
      .prepare(`${receivedSql} GROUP BY phone, session ORDER BY max(rowid) DESC`)
      .all()
      .map((row) => row as unknown as ReceivedRow)
      // A list tells of a sealed session what everybody is told.
      .map((row) => readSession(records, row, sealedTo(records.registry, row.session) === null ? 'open' : 'closed'))
      .map(({ answerList: _answers, reading: _reading, rows: _rows, ...summary }) => summary)
  )
}

/**
 * One session with its answers; `phone` where two phones chose the same number. Of a sealed one it tells at `now` what this member may
 * read (rules R99, R102); to whom it is shown after an act, the custody log says. Throws `RecordsError` NOT_FOUND.
 */
export function getSession(records: Records, session: string, phone?: string, now = new Date()): SessionView {
  const row = records.registry
    .prepare(
      `${receivedSql} WHERE session = ? AND (? IS NULL OR phone = ?) GROUP BY phone, session ORDER BY min(rowid) LIMIT 1`,
    )
    .get([session, phone ?? null, phone ?? null])
  if (row === undefined) throw new RecordsError('NOT_FOUND', 'There is no such session.')
  const received = row as unknown as ReceivedRow
  const reading = readingOf(records, session, now)
  if (reading === 'shown')
    records.vault.noteCustody({ compartment: 'registry', did: 'opened', of: 'testimony', id: session })
  const { rows, ...view } = readSession(records, received, reading)
  const signed = rows.map((event) => withSaid(records, event))
  return { ...view, chain: chainOf(phoneKeyring(records, received.phone), session, signed, received.have) }
}

/** `reading`: as whom, which decides what of a sealed session is in the answer (rule R99). */
function readSession(
  records: Records,
  received: ReceivedRow,
  reading: SessionReading,
): Omit<SessionView, 'chain'> & { rows: EventRow[] } {
  const { registry } = records
  const { phone, session, have } = received
  const kept = registry
    .prepare('SELECT * FROM session_event WHERE session = ? AND phone = ? ORDER BY seq')
    .all([session, phone]) as unknown as EventRow[]
  const rows = reading === 'team' || reading === 'shown' ? kept.map((row) => withSaid(records, row)) : kept
  const files = filesOf(records, phone, session)
  const forks = registry
    .prepare('SELECT count(*) AS n FROM session_fork WHERE session = ? AND phone = ?')
    .get<{ n: number }>([session, phone])
  const begun = rows.find(({ kind }) => kind === 'begun')
  const beginning = begun === undefined ? null : fromColumn<BegunEvent>(begun.what)
  const ended = rows.find(({ kind }) => kind === 'ended')
  const answerList = answersOf(rows, beginning?.order ?? [], files)
  const answers = noAnswers()
  for (const { answer, isReplaced } of answerList) if (!isReplaced) answers[answer] += 1
  const album = beginning === null ? null : titleOf(records, beginning.album)
  const announced = answerList.flatMap(({ words, voice }) => [words, voice]).filter((file) => file !== null)
  const last = rows.at(-1)
  return {
    session,
    phone,
    phoneName: registry.prepare('SELECT name FROM phone WHERE id = ?').get<{ name: string }>([phone])?.name ?? null,
    album: beginning?.album ?? null,
    albumTitle: album,
    language: beginning?.language ?? null,
    heldBy: beginning?.heldBy ?? null,
    consent: beginning?.consent ?? null,
    claimed: rows[0] === undefined || last === undefined ? null : { from: rows[0].claimed, to: last.claimed },
    received: { first: received.first, last: received.last },
    events: { in: have, stored: rows.length, erased: have - rows.length },
    files: { announced: announced.length, stored: announced.filter(({ isStored }) => isStored).length },
    answers,
    pictures: beginning?.order.length ?? 0,
    pauses: rows.filter(({ kind }) => kind === 'paused').length,
    ended: ended === undefined ? null : fromColumn<{ how: 'finished' | 'stopped' }>(ended.what).how,
    isLate: received.late === 1,
    forks: forks?.n ?? 0,
    team: teamOf(records, session),
    isSealed: sealedTo(registry, session) !== null,
    reading,
    answerList,
    rows,
  }
}

function filesOf({ registry }: Records, phone: string, session: string): Map<string, FileRow> {
  const rows = registry
    .prepare('SELECT file, blob, sha256, size, seq FROM session_file WHERE session = ? AND phone = ?')
    .all([session, phone]) as unknown as FileRow[]
  return new Map(rows.map((row) => [row.file, row]))
}

function titleOf({ registry }: Records, album: string): string | null {
  return registry.prepare('SELECT title FROM album WHERE id = ?').get<{ title: string }>([album])?.title ?? null
}

/** The answers in the order in which they were given, with what was told of each (rule AL62), and with what had been shown before it. */
function answersOf(
  rows: readonly EventRow[],
  order: readonly string[],
  files: ReadonlyMap<string, FileRow>,
): SessionAnswer[] {
  const places = new Map(order.map((picture, at) => [picture, at + 1]))
  const seen = new Set<string>()
  const lastOf = new Map<string, number>()
  for (const { kind, picture, seq } of rows) if (kind === 'answered' && picture !== null) lastOf.set(picture, seq)
  const completed = completedAnswers(rows.map(({ seq, what }) => ({ seq, what: fromColumn<SessionEventKind>(what) })))
  // When an answer was given is when it was pressed, not when enough had been told of it.
  const pressed = new Map<number, string>()
  const answers: SessionAnswer[] = []
  for (const row of rows) {
    if (row.picture === null) continue
    const claimed = pressed.get(row.seq) ?? row.claimed
    const completing = completed.get(row.seq)
    if (completing !== undefined) pressed.set(completing, claimed)
    else if (row.kind === 'answered') {
      const { answer, where, when, words, voice } = fromColumn<AnsweredEvent>(row.what)
      answers.push({
        seq: row.seq,
        picture: row.picture,
        person: row.person,
        answer,
        where: where ?? null,
        when: when ?? null,
        words: stateOf(words, files),
        voice: stateOf(voice, files),
        claimed,
        shownBefore: seen.has(row.picture) ? seen.size - 1 : seen.size,
        position: places.get(row.picture) ?? null,
        isReplaced: lastOf.get(row.picture) !== row.seq,
        entry: row.entry,
        at: row.at,
        member: row.member,
      })
    }
    seen.add(row.picture)
  }
  return answers
}

function stateOf(file: AnswerFile | undefined, files: ReadonlyMap<string, FileRow>): AnswerFileState | null {
  return file === undefined ? null : { file: file.id, size: file.size, type: file.type, isStored: files.has(file.id) }
}

/**
 * What all sessions say of one person, of all records that were joined, side by side, in the order in which they came in. Nothing is
 * weighed (H1, H4). Throws `RecordsError` NOT_FOUND.
 */
export function recognitionsOf(records: Records, person: string): Recognitions {
  requirePerson(records, person)
  const all = joinedWith(records.registry, person)
  const rows = records.registry
    .prepare(
      `${receivedSql} WHERE session IN (SELECT session FROM session_event WHERE person IN (SELECT value FROM json_each(?))) GROUP BY phone, session ORDER BY min(rowid)`,
    )
    .all([JSON.stringify(all)])
  const sessions = rows.flatMap((row): PersonSession[] => {
    const received = row as unknown as ReceivedRow
    const team = sealedTo(records.registry, received.session)
    const reading = team === null ? 'open' : isInTeam(records, team) ? 'team' : 'closed'
    const session = readSession(records, received, reading)
    const answers = session.answerList.filter((answer) => answer.person !== null && all.includes(answer.person))
    const last = answers.at(-1)
    if (last === undefined) return []
    return [
      {
        session: session.session,
        albumTitle: session.albumTitle,
        language: session.language,
        received: session.received.first,
        isLate: session.isLate,
        isSealed: session.isSealed,
        shown: session.pictures,
        answers,
        last: last.answer,
        hasChanged: new Set(answers.map(({ answer }) => answer)).size > 1,
      },
    ]
  })
  const last = noAnswers()
  const counted = sessions.filter(({ isLate }) => !isLate)
  for (const one of counted) last[one.last] += 1
  const said = new Set(counted.map((one) => one.last).filter((answer) => answer !== 'unsaid'))
  const isEnough = counted.filter((one) => one.last !== 'unsaid').length > 1
  return { sessions, last, agree: isEnough ? said.size === 1 : null }
}

/** The words of an answer, or the bytes of a recording, as they came. */
export type AnswerFileContent = { words: AnswerWords } | { bytes: Uint8Array; type: string }

/**
 * Opens the words or the voice of an answer, where this member may read them at `now`. Whoever does not open the compartment of
 * testimonies is refused by the vault. Throws `RecordsError` SECOND_PERSON_NEEDED for what is sealed to a team, NOT_FOUND when it has not come in, and INVALID for words that cannot be read.
 */
export async function openAnswerFile(
  records: Records,
  { session, phone: of, file, now = new Date() }: { session: string; phone?: string; file: string; now?: Date },
): Promise<AnswerFileContent> {
  const { answerList, phone, reading } = getSession(records, session, of, now)
  if (reading === 'closed')
    throw new RecordsError(
      'SECOND_PERSON_NEEDED',
      'This is sealed to the team that took it. Ask to be shown it, say why, and their coordinator decides.',
    )
  const state = answerList.flatMap(({ words, voice }) => [words, voice]).find((one) => one?.file === file)
  const row = filesOf(records, phone, session).get(file)
  if (state === undefined || state === null || row === undefined)
    throw new RecordsError('NOT_FOUND', 'This has not come in from the phone. It sends it at its next contact.')
  const reader = await records.vault.openBlob('testimony', row.blob)
  const bytes = await reader.read(0, reader.size)
  if (state.type !== 'application/json') return { bytes, type: state.type }
  try {
    return { words: parseWords(bytes) }
  } catch (error) {
    throw new RecordsError('INVALID', invalidWords.say('words-unreadable').text, {
      cause: error,
    })
  }
}
