const told = ['where', 'when', 'words', 'voice'].map((part) => `json_extract(given.what, '$.${part}') IS NULL`)

/**
 * A condition on the row `given` of `session_event`: an answer that the next one completes (rule AL62), as `completedAnswers` says it,
 * for lists that read no events. Of a sealed session, whose rows hold nothing that was told, nothing is asked of that.
 */
export const isCompleted = `EXISTS (SELECT 1 FROM session_event AS later
  WHERE later.session = given.session AND later.phone = given.phone AND later.kind = 'answered' AND later.picture = given.picture
    AND json_extract(later.what, '$.answer') = json_extract(given.what, '$.answer') AND ${told.join(' AND ')}
    AND later.seq = (SELECT next.seq FROM session_event AS next
      WHERE next.session = given.session AND next.phone = given.phone AND next.seq > given.seq AND next.kind NOT IN ('paused', 'resumed')
      ORDER BY next.seq LIMIT 1))`

/** A condition on `statement`: it says an answer of a session that a later statement says with what was told (rule R116). */
export const isSaidLater = `(session IS NOT NULL AND EXISTS (SELECT 1 FROM session_event AS given
  WHERE given.session = statement.session AND given.seq = statement.seq AND given.person = statement.person AND ${isCompleted}))`
