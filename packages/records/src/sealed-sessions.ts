import type { TeamView } from '@homeward/vault'
import type { ChangeOf } from './changes.ts'
import { actWords } from './act-words.ts'
import { proposeAct, type Deed } from './acts.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { commit, type Records, type Write } from './records.ts'
import { sealedTo } from './seal-rows.ts'
import { sessionSubject } from './session-subjects.ts'
import { showForAWhile, shownMinutes, shownUntil, showingUnderWay } from './shown-for-a-while.ts'
import type { Act } from './act-types.ts'
import type { SessionReading } from './album-types.ts'

/** How a session stands with the teams, and what this member may do about it. */
export interface SealState {
  /** The team that took it; null when nobody said so. */
  team: string | null
  isSealed: boolean
  reading: SessionReading
  /** While it is shown to this member after an act: until when, ISO. */
  until: string | null
  /** The act of this member about it that stands or shows it. */
  act: Act | null
  /** To which teams this member may seal it. */
  mayTeams: string[]
}

/** The team that took a session: the one to which it is sealed, or for which its album was made (rule R98); null when nobody said so. */
export function teamOf({ registry }: Records, session: string): string | null {
  const ofAlbum = registry
    .prepare(
      `SELECT album_team.team AS team FROM session_event JOIN album ON album.id = json_extract(what, '$.album') AND album.phone = session_event.phone
         JOIN album_team ON album_team.album = album.id
       WHERE session = ? AND session_event.kind = 'begun' LIMIT 1`,
    )
    .get<{ team: string }>([session])
  return sealedTo(registry, session) ?? ofAlbum?.team ?? null
}

/** As whom this member reads what was said in a session (rules R99, R102). */
export function readingOf(records: Records, session: string, now: Date): SessionReading {
  const team = sealedTo(records.registry, session)
  if (team === null) return 'open'
  if (isInTeam(records, team)) return 'team'
  return shownUntil(records, showDeed(session, team), now) === null ? 'closed' : 'shown'
}

/** Whether this member is in a team. */
export function isInTeam({ vault }: Records, team: string): boolean {
  return vault.teams().some(({ id, isOwn }) => id === team && isOwn)
}

/** The sealed files of words and voices of all sealed sessions: for whoever writes everything out in the clear. */
export function sealedFiles({ registry }: Records): string[] {
  return registry
    .prepare('SELECT DISTINCT blob FROM session_file WHERE session IN (SELECT session FROM session_sealed)')
    .all<{ blob: string }>()
    .map(({ blob }) => blob)
}

/** How a session stands. Throws `RecordsError` NOT_FOUND. */
export function sealState(records: Records, session: string, now: Date): SealState {
  phoneOf(records, session)
  const sealed = sealedTo(records.registry, session)
  const deed = sealed === null ? null : showDeed(session, sealed)
  return {
    team: teamOf(records, session),
    isSealed: sealed !== null,
    reading: readingOf(records, session, now),
    until: deed === null ? null : shownUntil(records, deed, now),
    act: deed === null ? null : showingUnderWay(records, deed, now),
    mayTeams: mayTeams(records, session).map(({ id }) => id),
  }
}

/**
 * Seals what was said in a session to a team: from then on nobody else is told it without an act of two persons. It is not taken back.
 * Throws `RecordsError` NOT_FOUND, INVALID when it is sealed already, ROLE_FORBIDS.
 */
export async function sealSession(records: Records, session: string, team: string): Promise<void> {
  const phone = phoneOf(records, session)
  if (sealedTo(records.registry, session) !== null)
    throw new RecordsError('INVALID', invalidWords.say('session-sealed').text)
  if (!mayTeams(records, session).some(({ id }) => id === team))
    throw new RecordsError(
      'ROLE_FORBIDS',
      'A session is sealed to the team that took it, by its members or a coordinator. Ask one of them.',
    )
  await commit(records, [sealWrite(phone, session, team)])
}

/** The entry that seals a session. In a commit it stands before the events that come with it. */
export function sealWrite(phone: string, session: string, team: string): Write {
  const change: ChangeOf<'session.sealed'> = { type: 'session.sealed', phone, session, team }
  return { compartment: 'registry', subject: sessionSubject(session), changes: [change] }
}

/** Those teams to which this member may seal a session that is not sealed yet (rule R100). */
function mayTeams(records: Records, session: string): TeamView[] {
  const { vault, registry } = records
  const { role, id: own } = vault.member
  if (role === 'reader' || sealedTo(registry, session) !== null) return []
  const isCoordinator = role === 'coordinator' || role === 'founder'
  const team = teamOf(records, session)
  const teams = vault.teams().filter(({ id }) => team === null || id === team)
  if (isCoordinator) return teams
  const maker = registry
    .prepare(
      "SELECT album.member AS member FROM session_event JOIN album ON album.id = json_extract(what, '$.album') WHERE session = ? AND session_event.kind = 'begun' LIMIT 1",
    )
    .get<{ member: string }>([session])
  return team === null && maker?.member !== own ? [] : teams.filter(({ isOwn }) => isOwn)
}

/** What a second person approves: exactly this session, of exactly this team, to who proposes it. */
function showDeed(session: string, team: string): Deed {
  return {
    kind: 'testimony',
    subject: actWords.say('show-testimony', { session, team, minutes: shownMinutes }).text,
    compartment: 'registry',
    team,
  }
}

/**
 * Proposes to be shown what was said in a sealed session (rule R101). Returns the id of the act. Throws `RecordsError` NOT_FOUND;
 * INVALID when it is not sealed or the own team took it; ACT_FORBIDDEN for whoever does not open testimonies; and as `proposeAct`.
 */
export async function proposeTestimony(records: Records, session: string, reason: string, now: Date): Promise<string> {
  const deed = deedOf(records, session)
  if (readingOf(records, session, now) === 'team')
    throw new RecordsError('INVALID', invalidWords.say('session-of-team').text)
  const act = await proposeAct(records, { ...deed, reason }, now)
  return act
}

/**
 * Begins to show what was said in a sealed session to whoever proposed it, when the team approved it, or goes on (rule R102). From then on
 * `getSession` and `openAnswerFile` tell this member. Returns until when, ISO. Throws `RecordsError` as `proposeTestimony`, and as `showForAWhile`.
 */
export async function showTestimony(records: Records, session: string, now: Date): Promise<string> {
  const until = await showForAWhile(records, deedOf(records, session), { of: 'testimony', id: session, now })
  return until
}

function deedOf(records: Records, session: string): Deed {
  phoneOf(records, session)
  const team = sealedTo(records.registry, session)
  if (team === null) throw new RecordsError('INVALID', invalidWords.say('session-open').text)
  if (!records.vault.compartments.includes('testimony'))
    throw new RecordsError('ACT_FORBIDDEN', 'Testimonies are closed to you. A coordinator can open them for you.')
  return showDeed(session, team)
}

function phoneOf({ registry }: Records, session: string): string {
  const row = registry
    .prepare('SELECT phone FROM session_received WHERE session = ? ORDER BY rowid LIMIT 1')
    .get<{ phone: string }>([session])
  if (row === undefined) throw new RecordsError('NOT_FOUND', 'There is no such session.')
  return row.phone
}
