import { fromColumn } from './column.ts'
import { consentsOf } from './consent-rows.ts'
import { consentHolds } from './consent-rules.ts'
import { personOfConsent } from './consents.ts'
import { RecordsError } from './errors.ts'
import { itemScope } from './erase-item.ts'
import { informantSubjects } from './informants.ts'
import { albumPicturesOf, answersAbout, sessionScope } from './erase-session.ts'
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
  if (parts.length === 0)
    throw new RecordsError(
      'INVALID',
      'Everything that this consent covers is covered by another consent that holds. Withdraw it; nothing has to be erased.',
    )
  return planPerson(records, target, person, parts)
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
function wordsOf(target: PersonTarget, person: string, parts: readonly PersonPart[]): string {
  return 'person' in target
    ? `Erase everything that is kept about the person ${person}.`
    : `Erase what only the consent ${target.consent} allowed to be kept about the person ${person}: ${parts.join(', ')}.`
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
      ...counted(has('names') ? shown.names.length : 0, 'name'),
      ...counted(has('details') ? details : 0, 'detail'),
      ...counted(replaced, 'earlier value'),
      ...counted(photos.length, 'photo'),
      ...counted(albumPictures.length, 'picture in albums', 'pictures in albums'),
      ...counted(answers.answers, 'answer of recognition sessions', 'answers of recognition sessions'),
      ...counted(answers.files, 'file with words or a voice about them', 'files with words or voices about them'),
      ...counted(has('statements') ? shown.statements.length : 0, 'statement'),
      ...counted(shown.challenges.filter(({ field }) => has(partOfChallenge(field))).length, 'challenge'),
      ...counted(isWhole ? shown.consents.length : 0, 'consent'),
      ...counted(isWhole ? shown.refusals.length : 0, 'refusal'),
      ...counted(withLeads ? leads.length : 0, 'decided lead'),
      ...counted(isWhole ? pairs.length : 0, 'decision about two records', 'decisions about two records'),
      ...counted(copies.length, 'copy of a package in this vault', 'copies of packages in this vault'),
      ...tables.map(({ rows }) => `the sealed table of ${rows} people that they came in; the other people stay`),
    ],
    stays: [
      ...shown.joined.map(
        (other) =>
          `The record ${other} is of the same person, as somebody decided, and stays${isWhole ? ', apart from this one' : ''}. Erase it too if it should go.`,
      ),
      ...shared.map((other) => `One of the photos is also a photo of the person ${other}, and stays there.`),
      ...namedBy(registry, person).map(
        (other) => `The person ${other} names this person as a relative. Look there too.`,
      ),
      ...(isWhole ? [] : ['What other consents cover stays, and so do the consents themselves.']),
      'Messages, pictures and files of sources stay: erase those items one by one.',
      'What is said about this person in the records of others, or in the reason of an act, is not found by this.',
      'That something was erased, when, by whom and on whose authority stays in the log, without a name.',
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
    words: `Erase the item ${item}${ids.length === 1 ? '' : ` and the ${ids.length - 1} files in it`}.`,
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
      ...counted(ids.length, 'file of the source', 'files of the source'),
      ...counted(messages, 'message'),
      ...counted(leads.length, 'decided lead'),
      ...counted(copies.length, 'copy of a package in this vault', 'copies of packages in this vault'),
    ],
    stays: [
      ...sharedWith.map((other) => `The item ${other} has the same bytes, and keeps them. Erase it too.`),
      'That the source had a file in this place stays, without its name: the other files of it stay provable.',
      'The description of the source, and statements that members wrote from this item, stay.',
      'That something was erased, when, by whom and on whose authority stays in the log, without a name.',
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
    words: `Erase the name of the protected informant of the source ${source}.`,
    compartment: 'evidence',
    opens: ['evidence'],
    subjects: subjects.map((subject) => ({ compartment: 'evidence' as const, subject })),
    blobs: [],
    gone: ['the name of who handed this source over'],
    stays: [
      'The source, its files and its note stay, and that somebody protected stood behind it.',
      'If the name stood in the open before it was protected, the entry of that time keeps it.',
      'What the files and messages themselves say about who handed them over stays.',
      'That something was erased, when, by whom and on whose authority stays in the log, without a name.',
    ],
    recall: [],
  }
}

function planSession(records: Records, target: { session: string }): ErasurePlan {
  const { subjects, blobs, answers, files } = sessionScope(records, target.session)
  return {
    target,
    words: `Erase the recognition session ${target.session} with all its answers.`,
    compartment: 'registry',
    opens: ['registry'],
    subjects,
    blobs,
    gone: [
      '1 recognition session',
      ...counted(answers, 'answer'),
      ...counted(files, 'file with words or a voice', 'files with words or voices'),
    ],
    stays: [
      'What members wrote from it into the records of people stays. Look there too.',
      'Packages that were made with a statement from it stay as they are.',
      'A phone that still holds it is told to destroy it at its next contact.',
      'That something was erased, when, by whom and on whose authority stays in the log, without a name.',
    ],
    recall: [],
  }
}

/** `3 names`, or nothing for none. */
function counted(number: number, one: string, many = `${one}s`): string[] {
  return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`]
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
