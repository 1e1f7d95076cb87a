import type { Quarantine } from '@homeward/vault'
import { requireApproved } from './act-deeds.ts'
import type { ErasurePlan } from './act-types.ts'
import { actWords } from './act-words.ts'
import { isStanding, listActs, proposeAct, type Deed } from './acts.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { recallOf } from './erase-plan.ts'
import { counted, erasureWords } from './erasure-words.ts'
import { fromColumn } from './column.ts'
import { newId } from './ids.ts'
import { catchUp, commit, indexed, type IndexedCompartment, type Records } from './records.ts'
import { scopeOf, sha256Of, type QuarantineTarget } from './quarantine-scope.ts'
import type { QuarantineNote, QuarantineView } from './quarantine-types.ts'
import { getItem } from './sources.ts'

/**
 * Puts a file or photo in quarantine, with everything that holds the same bytes (rule R86, R87): at once, alone, without a reason. Returns the
 * id. What is in quarantine already keeps the one it has. Throws `RecordsError` NOT_FOUND and what the vault's `quarantine` throws.
 */
export async function putInQuarantine(records: Records, target: QuarantineTarget): Promise<string> {
  const sha256 = sha256Of(records, target)
  const known = groups(records).find((one) => one.lifted === null && one.sha256s.includes(sha256))
  const { blobs, sha256s } = scopeOf(records, [sha256])
  if (known !== undefined && blobs.every(({ blob }) => records.vault.isQuarantined(blob))) return known.id
  const quarantine = newId('quarantine')
  records.vault.quarantine({ quarantine, blobs, sha256s })
  await catchUp(records)
  return quarantine
}

/** Writes down who was told, such as a hotline or an authority. Throws `RecordsError` NOT_FOUND and what the vault throws. */
export async function noteQuarantine(
  records: Records,
  {
    quarantine,
    told,
    day,
    reference,
    note,
  }: { quarantine: string; told: string; day: string; reference?: string; note?: string },
): Promise<void> {
  const compartment = compartmentOf(records, groupOf(records, quarantine))
  await commit(records, [
    {
      compartment,
      changes: [
        {
          type: 'quarantine.noted',
          quarantine,
          told,
          day,
          ...(reference === undefined ? {} : { reference }),
          ...(note === undefined ? {} : { note }),
        },
      ],
    },
  ])
}

/** What was put in quarantine, the latest first. */
export function listQuarantine(records: Records, now: Date): QuarantineView[] {
  const acts = listActs(records, now).filter(({ kind }) => kind === 'quarantine')
  const erasures = records.vault.erasures()
  return groups(records)
    .filter(({ compartments }) => records.vault.compartments.some((name) => compartments.has(name)))
    .map((group): QuarantineView => {
      const { id, files, sha256s, blobs, entry, at, member, lifted } = group
      const scope = scopeOf(records, sha256s)
      const { subject } = liftDeed(records, id)
      const standing = acts.filter((act) => act.subject === subject && isStanding(act))
      const gone = erasures.find((erasure) => erasure.blobs.some(({ blob }) => blobs.has(blob)))
      return {
        id,
        files,
        sha256s,
        entry,
        at,
        member,
        lifted,
        destroyed: gone === undefined ? null : { at: gone.at, member: gone.member, act: gone.act },
        state: lifted !== null ? 'lifted' : gone === undefined ? 'standing' : 'destroyed',
        items: scope.items.map((item) => {
          const { source } = getItem(records, item)
          return { id: item, source, sourceName: nameOf(records, source) }
        }),
        persons: scope.persons,
        notes: notesOf(records, id),
        given: givenWith(records, scope),
        lift: standing.find(({ may }) => may.do) ?? standing[0] ?? null,
      }
    })
    .toReversed()
}

/** What destroying something in quarantine would take and leave (rule R90). Throws `RecordsError` NOT_FOUND, and INVALID when it is gone or lifted. */
export function planDestruction(records: Records, target: { quarantine: string }): ErasurePlan {
  const group = groupOf(records, target.quarantine)
  const scope = scopeOf(records, group.sha256s)
  const here = new Map([...records.vault.blobs()].map(({ blob, compartment }) => [blob, compartment]))
  const blobs = [...new Set([...group.blobs, ...scope.blobs.map(({ blob }) => blob)])].flatMap((blob) => {
    const compartment = here.get(blob) ?? null
    return compartment === 'registry' || compartment === 'evidence' ? [{ compartment, blob }] : []
  })
  if (group.lifted !== null || blobs.length === 0)
    throw new RecordsError('INVALID', invalidWords.say('quarantine-over').text)
  return {
    target,
    words: actWords.say('destroy-quarantine', { quarantine: target.quarantine }),
    compartment: compartmentOf(records, group),
    opens: indexed.filter(
      (name) => name === compartmentOf(records, group) || blobs.some(({ compartment }) => compartment === name),
    ),
    subjects: [],
    blobs,
    gone: counted(blobs.length, 'quarantined'),
    stays: [
      erasureWords.say('quarantine-kept'),
      erasureWords.say('ask-authority'),
      erasureWords.say('copies-outside'),
      erasureWords.say('refused-again'),
    ],
    recall: givenWith(records, scope),
  }
}

/** What a second person is asked to approve before a quarantine is lifted. */
export function liftDeed(records: Records, quarantine: string): Deed {
  const compartment = compartmentOf(records, groupOf(records, quarantine))
  return { kind: 'quarantine', subject: actWords.say('lift-quarantine', { quarantine }).text, compartment }
}

/** Proposes to lift a quarantine. Throws as `proposeAct`. */
export function proposeLift(
  records: Records,
  { quarantine, reason }: { quarantine: string; reason: string },
  now: Date,
): Promise<string> {
  return proposeAct(records, { ...liftDeed(records, quarantine), reason }, now)
}

/** Lifts a quarantine that a second person agreed to lift (rule R91). Throws as `requireApproved` and the vault's `release`. */
export async function liftQuarantine(records: Records, quarantine: string, now: Date): Promise<void> {
  const act = requireApproved(records, liftDeed(records, quarantine), now)
  records.vault.release({
    quarantine,
    act: act.id,
    also: [{ compartment: act.compartment, changes: [{ type: 'act.done', act: act.id, proposal: act.proposal }] }],
  })
  await catchUp(records)
}

interface Group {
  id: string
  files: number
  blobs: ReadonlySet<string>
  compartments: ReadonlySet<string>
  sha256s: string[]
  entry: string
  at: string
  member: string
  lifted: Quarantine['released']
}

/** What is one quarantine may stand in several entries. */
function groups({ vault }: Records): Group[] {
  const byId = new Map<string, Quarantine[]>()
  for (const one of vault.quarantines()) byId.set(one.quarantine, [...(byId.get(one.quarantine) ?? []), one])
  return [...byId].flatMap(([id, entries]) => {
    const [first] = entries
    if (first === undefined) return []
    const blobs = entries.flatMap((one) => one.blobs)
    return [
      {
        id,
        files: new Set(blobs.map(({ blob }) => blob)).size,
        blobs: new Set(blobs.map(({ blob }) => blob)),
        compartments: new Set(blobs.map(({ compartment }) => compartment)),
        sha256s: [...new Set(entries.flatMap(({ sha256s }) => sha256s))],
        entry: `${first.log}:${first.index}`,
        at: first.at,
        member: first.member,
        lifted: entries.every(({ released }) => released !== null) ? first.released : null,
      },
    ]
  })
}

function groupOf(records: Records, quarantine: string): Group {
  const found = groups(records).find(({ id }) => id === quarantine)
  if (found === undefined)
    throw new RecordsError('NOT_FOUND', `There is nothing in quarantine with the id ${quarantine}.`)
  return found
}

/** Where what is said about it stands: with the sources, unless it is of people alone. */
function compartmentOf({ vault }: Records, { compartments }: Group): IndexedCompartment {
  const own = indexed.filter((name) => vault.compartments.includes(name))
  return own.includes('evidence') && (compartments.has('evidence') || !own.includes('registry'))
    ? 'evidence'
    : (own[0] ?? 'evidence')
}

function nameOf(records: Records, source: string): string {
  return (
    records.evidence.prepare('SELECT name FROM source WHERE id = ?').get<{ name: string }>([source])?.name ?? source
  )
}

function notesOf(records: Records, quarantine: string): QuarantineNote[] {
  return indexed
    .flatMap((compartment) =>
      records[compartment]
        .prepare('SELECT told, day, reference, note, entry, at, member FROM quarantine_note WHERE quarantine = ?')
        .all([quarantine])
        .map((row) => row as unknown as QuarantineNote),
    )
    .toSorted((left, right) =>
      left.at === right.at ? (left.entry < right.entry ? -1 : 1) : left.at < right.at ? -1 : 1,
    )
}

function givenWith(
  records: Records,
  { items, persons }: { items: string[]; persons: string[] },
): ErasurePlan['recall'] {
  return recallOf(
    records,
    (row) =>
      fromColumn<string[]>(row.items).some((one) => items.includes(one)) ||
      fromColumn<string[]>(row.persons).some((one) => persons.includes(one)),
  ).map(({ blob: _blob, erased: _erased, ...one }) => one)
}
