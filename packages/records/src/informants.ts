import { proposeAct, type Deed } from './acts.ts'
import type { Act } from './act-types.ts'
import { actWords } from './act-words.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { newId } from './ids.ts'
import { commit, type Records, type Write } from './records.ts'
import { readEntry } from './read-entry.ts'
import { shownMinutes, showForAWhile, showingUnderWay } from './shown-for-a-while.ts'

/** Whether somebody protected stands behind a source; `erased` when their name was destroyed. */
export type InformantState = 'protected' | 'erased'

/** What is shown of protected informants for a while. More than one when two devices that had not met protected one. */
export interface ShownInformant {
  names: string[]
  /** Nobody is shown them after this without a new act, ISO. */
  until: string
}

/** The two entries that protect an informant: which source it is about, and apart from it, under a key of its own, the name (rule R47). */
export function informantWrites(source: string, name: string): Write[] {
  const informant = newId('informant')
  return [
    { compartment: 'evidence', subject: source, changes: [{ type: 'source.protected', source, informant }] },
    { compartment: 'evidence', subject: informant, changes: [{ type: 'informant.named', informant, name }] },
  ]
}

/**
 * Protects who stands behind a source that came in without that: from then on the name is on no page and in no list (rule R48). What
 * was written when it came in stays in the log. Throws `RecordsError` NOT_FOUND, and INVALID where nobody is named.
 */
export async function protectInformant(records: Records, source: string): Promise<void> {
  const row = records.evidence.prepare('SELECT from_whom AS name FROM source WHERE id = ?').get([source])
  if (row === undefined) throw new RecordsError('NOT_FOUND', `There is no source with the id ${source}.`)
  const name = row['name']
  if (typeof name !== 'string' || name === '') throw new RecordsError('INVALID', invalidWords.say('nobody-named').text)
  await commit(records, informantWrites(source, name))
}

/** Whether somebody protected stands behind a source; null if not. */
export function informantState(records: Records, source: string): InformantState | null {
  const rows = entriesOf(records, source)
  if (rows.length === 0) return null
  return rows.some(({ entry }) => entry !== null) ? 'protected' : 'erased'
}

/** The subjects under which the names of a source's protected informants are written. */
export function informantSubjects(records: Records, source: string): string[] {
  return entriesOf(records, source).flatMap(({ id, entry }) => (entry === null ? [] : [id]))
}

function entriesOf({ evidence }: Records, source: string): { id: string; entry: string | null }[] {
  return evidence
    .prepare('SELECT id, entry FROM informant WHERE source = ? ORDER BY id')
    .all<{ id: string; entry: string | null }>([source])
}

function revealDeed(source: string): Deed {
  return {
    kind: 'informant',
    subject: actWords.say('show-informant', { source, minutes: shownMinutes }).text,
    compartment: 'evidence',
  }
}

/** Proposes to be shown a protected informant (rule R49). Returns the id of the act. Throws `RecordsError` NOT_FOUND and as `proposeAct`. */
export async function proposeReveal(records: Records, source: string, reason: string, now: Date): Promise<string> {
  requireProtected(records, source)
  const act = await proposeAct(records, { ...revealDeed(source), reason }, now)
  return act
}

/** The act of this member about this that stands or lately was done; null when there is none. */
export function revealUnderWay(records: Records, source: string, now: Date): Act | null {
  return showingUnderWay(records, revealDeed(source), now)
}

/**
 * Shows a protected informant to whoever proposed it, when a second person approved it or the day is over, and to them again until
 * the time is over (rules R49, R50). That it was done is in the log before anything is shown, and each time in the custody log.
 * Throws `RecordsError` NOT_FOUND, and as `requireApproved` and `commitDeed`.
 */
export async function revealInformant(records: Records, source: string, now: Date): Promise<ShownInformant> {
  requireProtected(records, source)
  const until = await showForAWhile(records, revealDeed(source), { of: 'informant', id: source, now })
  return { names: entriesOf(records, source).flatMap(({ entry }) => nameIn(records, entry)), until }
}

function requireProtected(records: Records, source: string): void {
  if (informantState(records, source) !== 'protected')
    throw new RecordsError('NOT_FOUND', 'Nobody protected stands behind this source, or their name was erased.')
}

/** The name in an entry. It is read from the log each time: no index holds it. */
function nameIn(records: Records, ref: string | null): string[] {
  const changes = ref === null ? [] : readEntry(records, ref)
  return changes.flatMap((change) => (change.type === 'informant.named' ? [change.name] : []))
}
