import { readSubject } from './act-words.ts'
import type { Act, ActTestimony } from './act-types.ts'
import type { Records } from './records.ts'

/**
 * What an act about a sealed testimony is about, in names instead of ids (rule R130): only what everybody is told who opens the registry
 * (R96, R99). Null for other acts, where the subject is not of this list or names another team than the act, and where the session is
 * not in the index of this member.
 */
export function testimonyOf(
  { registry, vault }: Records,
  { kind, subject, team }: Pick<Act, 'kind' | 'subject' | 'team'>,
): ActTestimony | null {
  const [said, ...more] = readSubject(subject) ?? []
  if (kind !== 'testimony' || said?.code !== 'show-testimony' || more.length > 0) return null
  const { session = '' } = said.values
  if (said.values['team'] !== team) return null
  const row = registry
    .prepare(
      `SELECT min(session_received.at) AS received,
         (SELECT title FROM session_event JOIN album ON album.id = json_extract(what, '$.album')
          WHERE session_event.session = session_received.session AND session_event.kind = 'begun' LIMIT 1) AS album
       FROM session_received WHERE session = ? GROUP BY session`,
    )
    .get<{ received: string; album: string | null }>([session])
  if (row === undefined) return null
  return { session, teamName: vault.teams().find(({ id }) => id === team)?.name ?? null, ...row }
}
