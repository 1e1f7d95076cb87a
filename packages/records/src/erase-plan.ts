import { actWords } from './act-words.ts'
import { fromColumn } from './column.ts'
import { consentsOf } from './consent-rows.ts'
import { consentHolds } from './consent-rules.ts'
import { personOfConsent } from './consents.ts'
import { RecordsError } from './errors.ts'
import { invalidWords } from './invalid-words.ts'
import { itemScope } from './erase-item.ts'
import { informantSubjects } from './informants.ts'
import { albumPicturesOf, answersAbout, sessionScope } from './erase-session.ts'
import { counted, erasureWords } from './erasure-words.ts'
import { pairsOf } from './pairs.ts'
import { readRecord, singleFieldNames } from './people.ts'
import { planDestruction } from './quarantine.ts'
import type { Records } from './records.ts'
import { partOfChallenge, partOfField, personParts, personSubject, type PersonPart } from './subjects.ts'
import type { ErasurePlan, ErasureRecall, ErasureTarget } from './act-types.ts'
import type { PastValue, PhotoRef } from './types.ts'
import { wholeHistoryOf } from './value-history.ts'

type PersonTarget = Extract<ErasureTarget, { person: string } | { consent: string }>

/** A package that was made, as its row has it. */
export interface PackageRow {
  id: string
  recipient: string
  purpose: ErasureRecall['purpose']
  blob: string
  erased: number
  at: string
  persons: string
  items: string
}

/**
 * What erasing somebody, or what a consent alone allowed to be kept, would destroy, what it would leave, and who was given a
 * package with it. Throws `RecordsError` NOT_FOUND, and INVALID when there is nothing to erase.
 */
export function planErasure(records: Records, target: ErasureTarget, today: string): ErasurePlan {
  if ('item' in target) return planItem(records, target)
  if ('informant' in target) return planInformant(records, target)
  if ('quarantine' in target) return planDestruction(records, target)
  if ('session' in target) return planSession(records, target)
  if ('person' in target) return planPerson(records, target, target.person, personParts)
  const person = personOfConsent(records, target.consent)
  const parts = partsOfConsentAlone(records, person, target.consent, today)
  if (parts.length === 0) throw new RecordsError('INVALID', invalidWords.say('covered-elsewhere').text)
  const plan = planPerson(records, target, person, parts)
  if (plan.gone.length === 0) throw new RecordsError('INVALID', invalidWords.say('nothing-left').text)
  return plan
}

/**
 * The parts that this consent covers and no other one that still holds (rule R26): what would be kept without anybody's consent if it
 * were withdrawn.
 */
function partsOfConsentAlone(records: Records, person: string, consent: string, today: string): PersonPart[] {
  const all = consentsOf(records.registry, person)
  const others = all.filter(({ id }) => id !== consent && consentHolds(records.registry, id, today))
  const covered = new Set(others.flatMap(({ scopes }) => scopes))
  const own = all.find(({ id }) => id === consent)?.scopes ?? []
  return personParts.filter((part) => part !== 'consents' && own.includes(part) && !covered.has(part))
}

/** What the words of the deed are: an act allows exactly this (rule R18). No name of anybody stands in it. */
function wordsOf(target: PersonTarget, person: string, parts: readonly PersonPart[]): ErasurePlan['words'] {
  return 'person' in target
    ? actWords.say('erase-person', { person })
    : actWords.say('erase-consent', { consent: target.consent, person, parts: parts.join(', ') })
}

function planPerson(records: Records, target: PersonTarget, person: string, parts: readonly PersonPart[]): ErasurePlan {
  const { registry, evidence } = records
  const shown = readRecord(records, person)
  const has = (part: PersonPart): boolean => parts.includes(part)
  const isWhole = 'person' in target
  const leads = evidence
    .prepare('SELECT DISTINCT lead FROM decision WHERE person = ? ORDER BY lead')
    .all<{ lead: string }>([person])
    .map(({ lead }) => lead)
  const pairs = pairsOf(registry, [person])
  const withLeads = has('photos') || has('statements')
  const past = wholeHistoryOf(records, person).filter(({ isCurrent, value }) => !isCurrent && value !== null)
  const pastOf = (part: PersonPart): PastValue[] =>
    has(part) ? past.filter(({ field }) => partOfField(field) === part) : []
  // A photo that was taken off the page is a sealed file still.
  const photos = [
    ...(has('photos') ? shown.photos.map(({ value }) => value) : []),
    ...pastOf('photos').map(({ value }) => value as unknown as PhotoRef),
  ]
  const answers = has('statements') ? answersAbout(records, person) : { subjects: [], blobs: [], answers: 0, files: 0 }
  const albumPictures = has('photos') ? albumPicturesOf(records, person) : []
  const replaced = pastOf('names').length + pastOf('details').length
  const { files, shared } = photoFiles(records, person, photos)
  const recall = recallOf(records, (row) => fromColumn<string[]>(row.persons).includes(person))
  const copies = recall.filter(({ erased }) => erased === 0)
  const tables = has('names') || has('details') ? tablesOf(records, person) : []
  const details =
    shown.kin.length +
    shown.references.length +
    shown.marks.length +
    singleFieldNames.reduce((sum, field) => sum + shown[field].length, 0)
  return {
    target,
    words: wordsOf(target, person, parts),
    compartment: 'registry',
    opens: ['registry', 'evidence'],
    subjects: [
      ...parts.map((part) => ({ compartment: 'registry' as const, subject: personSubject(person, part) })),
      ...(isWhole ? pairs.map(({ id }) => ({ compartment: 'registry' as const, subject: id })) : []),
      ...(withLeads
        ? leads.flatMap((subject) => [
            { compartment: 'registry' as const, subject },
            { compartment: 'evidence' as const, subject },
          ])
        : []),
      ...answers.subjects,
    ],
    blobs: [
      ...[...files, ...albumPictures].map((blob) => ({ compartment: 'registry' as const, blob })),
      ...answers.blobs,
      ...tables.map(({ blob }) => ({ compartment: 'registry' as const, blob })),
      ...copies.map(({ blob }) => ({ compartment: 'evidence' as const, blob })),
    ],
    gone: [
      ...counted(has('names') ? shown.names.length : 0, 'names'),
      ...counted(has('details') ? details : 0, 'details'),
      ...counted(replaced, 'earlier-values'),
      ...counted(photos.length, 'photos'),
      ...counted(albumPictures.length, 'album-pictures'),
      ...counted(answers.answers, 'session-answers'),
      ...counted(answers.files, 'session-files'),
      ...counted(has('statements') ? shown.statements.length : 0, 'statements'),
      ...counted(shown.challenges.filter(({ field }) => has(partOfChallenge(field))).length, 'challenges'),
      ...counted(isWhole ? shown.consents.length : 0, 'consents'),
      ...counted(isWhole ? shown.refusals.length : 0, 'refusals'),
      ...counted(withLeads ? leads.length : 0, 'leads'),
      ...counted(isWhole ? pairs.length : 0, 'pairs'),
      ...counted(copies.length, 'copies'),
      ...tables.map(({ rows }) => erasureWords.say('table', { n: rows })),
    ],
    stays: [
      ...shown.joined.map((other) =>
        erasureWords.say(isWhole ? 'same-person-apart' : 'same-person', { person: other }),
      ),
      ...shared.map((other) => erasureWords.say('shared-photo', { person: other })),
      ...namedBy(registry, person).map((other) => erasureWords.say('named-by', { person: other })),
      ...(isWhole ? [] : [erasureWords.say('other-consents')]),
      erasureWords.say('files-of-sources'),
      erasureWords.say('said-elsewhere'),
      erasureWords.say('log-keeps'),
    ],
    recall: recall.map(({ blob: _blob, erased: _erased, ...one }) => one),
  }
}

function planItem(records: Records, target: { item: string }): ErasurePlan {
  const { item } = target
  const { ids, blob, sharedWith, messages } = itemScope(records, item)
  const known = new Set(ids)
  const leads = records.evidence
    .prepare('SELECT DISTINCT lead, item FROM decision ORDER BY lead')
    .all<{ lead: string; item: string }>()
    .filter((one) => known.has(one.item))
    .map(({ lead }) => lead)
  const recall = recallOf(records, (row) => fromColumn<string[]>(row.items).some((one) => known.has(one)))
  const copies = recall.filter(({ erased }) => erased === 0)
  return {
    target,
    words:
      ids.length === 1
        ? actWords.say('erase-item', { item })
        : actWords.say('erase-archive', { item, files: ids.length - 1 }),
    compartment: 'evidence',
    opens: ['registry', 'evidence'],
    subjects: leads.flatMap((subject) => [
      { compartment: 'registry' as const, subject },
      { compartment: 'evidence' as const, subject },
    ]),
    blobs: [
      ...(blob === null ? [] : [{ compartment: 'evidence' as const, blob }]),
      ...copies.map((one) => ({ compartment: 'evidence' as const, blob: one.blob })),
    ],
    gone: [
      ...counted(ids.length, 'files'),
      ...counted(messages, 'messages'),
      ...counted(leads.length, 'leads'),
      ...counted(copies.length, 'copies'),
    ],
    stays: [
      ...sharedWith.map((other) => erasureWords.say('same-bytes', { item: other })),
      erasureWords.say('place-in-source'),
      erasureWords.say('about-source'),
      erasureWords.say('log-keeps'),
    ],
    recall: recall.map(({ blob: _blob, erased: _erased, ...one }) => one),
  }
}

function planInformant(records: Records, target: { informant: string }): ErasurePlan {
  const { informant: source } = target
  const subjects = informantSubjects(records, source)
  if (subjects.length === 0)
    throw new RecordsError('NOT_FOUND', 'Nobody protected stands behind this source, or their name was erased.')
  return {
    target,
    words: actWords.say('erase-informant', { source }),
    compartment: 'evidence',
    opens: ['evidence'],
    subjects: subjects.map((subject) => ({ compartment: 'evidence' as const, subject })),
    blobs: [],
    gone: [erasureWords.say('informant')],
    stays: [
      erasureWords.say('source-stays'),
      erasureWords.say('open-before'),
      erasureWords.say('files-tell'),
      erasureWords.say('log-keeps'),
    ],
    recall: [],
  }
}

function planSession(records: Records, target: { session: string }): ErasurePlan {
  const { subjects, blobs, answers, files } = sessionScope(records, target.session)
  return {
    target,
    words: actWords.say('erase-session', { session: target.session }),
    compartment: 'registry',
    opens: ['registry'],
    subjects,
    blobs,
    gone: [...counted(1, 'sessions'), ...counted(answers, 'answers'), ...counted(files, 'answer-files')],
    stays: [
      erasureWords.say('written-from-session'),
      erasureWords.say('packages-from-session'),
      erasureWords.say('phone-told'),
      erasureWords.say('log-keeps'),
    ],
    recall: [],
  }
}

/** The sealed files of these photos that nobody else uses, and the persons who use the others. */
function photoFiles(
  records: Records,
  person: string,
  photos: readonly PhotoRef[],
): { files: string[]; shared: string[] } {
  const wanted = new Set(photos.map(({ blob }) => blob))
  const others = new Map<string, string>()
  if (wanted.size > 0)
    for (const row of records.registry
      .prepare("SELECT person, value FROM person_value WHERE field = 'photo' AND person <> ?")
      .all<{ person: string; value: string }>([person])) {
      const { blob } = fromColumn<PhotoRef>(row.value)
      if (wanted.has(blob)) others.set(blob, row.person)
    }
  return { files: [...wanted].filter((blob) => !others.has(blob)), shared: [...new Set(others.values())] }
}

/**
 * The sealed tables that hold a row about a person: the one that they came in, those that added to them, and all others of the same
 * lists, which hold their row too where nothing new was in it (rule R60).
 */
function tablesOf(records: Records, person: string): { blob: string; rows: number }[] {
  const own = 'SELECT register FROM person WHERE id = ? UNION SELECT register FROM person_row WHERE person = ?'
  return records.registry
    .prepare(
      `SELECT blob, max(rows) AS rows FROM register_import WHERE register IN (${own})
       OR list IN (SELECT list FROM register_import WHERE register IN (${own})) GROUP BY blob ORDER BY min(at), blob`,
    )
    .all<{ blob: string; rows: number }>([person, person, person, person])
}

function namedBy(registry: Records['registry'], person: string): string[] {
  return registry
    .prepare("SELECT DISTINCT person, value FROM person_value WHERE field = 'kin' AND person <> ?")
    .all<{ person: string; value: string }>([person])
    .filter(({ value }) => fromColumn<{ person?: string }>(value).person === person)
    .map((row) => row.person)
}

/** Packages that were given away with this in them: to whom, when, and which. */
export function recallOf(
  records: Records,
  holds: (row: PackageRow) => boolean,
): (ErasureRecall & { blob: string; erased: number })[] {
  return records.evidence
    .prepare('SELECT id, recipient, purpose, blob, erased, at, persons, items FROM package ORDER BY rowid')
    .all<PackageRow & Record<string, string | number>>()
    .filter(holds)
    .map(({ id, recipient, purpose, blob, erased, at }) => ({ package: id, recipient, purpose, at, blob, erased }))
}
