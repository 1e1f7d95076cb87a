/** What of a session is erased together (rule R84): the session, and each answer about a person with that person too. */

/** The subject of what concerns a session alone, or of its answers about one person. */
export function sessionSubject(session: string, person?: string): string {
  return person === undefined ? `session-${session}` : `session-${session}/${person}`
}

/** What such a subject stands for; null for another subject. */
export function readSessionSubject(subject: string): { session: string; person: string | null } | null {
  const [, session, person] = /^session-([\da-f]{32})(?:\/(.+))?$/u.exec(subject) ?? []
  return session === undefined ? null : { session, person: person ?? null }
}
