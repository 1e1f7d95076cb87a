import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { filesFromPaths, importFiles, importPeople } from '@homeward/intake'
import {
  answerConsents,
  currentConsentText,
  decideLead,
  getItem,
  homeOf,
  listLeads,
  peopleByReference,
  type Home,
  type LeadDecision,
  type Records,
} from '@homeward/records'
import type { Truth, WorldFiles } from '@homeward/testworld'
import type { Context } from './context.ts'
import { photosBelow } from './photos-below.ts'
import { runOptions } from './run-options.ts'
import { foreign } from './terminal-text.ts'

/** Whose list the families' file is. */
const familiesList = 'missing'

/** How many leads the demo decides; the others are left for whoever tries it. */
const decided = { confirmed: 3, unsure: 1 }

/** Brings an invented world into an empty vault, as a member would: people, every export as a source, a few decisions. */
export async function fillDemoVault(records: Records, world: WorldFiles, context: Context): Promise<Home> {
  const { note, progress, signal } = context
  note('Registering the invented people …')
  await importPeople(
    records,
    await readFile(world.familiesCsv),
    { name: path.basename(world.familiesCsv), list: familiesList, photoBytes: photosBelow(world.familiesDir) },
    { onProgress: progress.show, signal },
  )
  const truth = JSON.parse(await readFile(world.truth, 'utf8')) as Truth
  note('Asking families about albums …')
  await askAboutAlbums(records, truth)
  for (const source of sourcesOf(world)) {
    note(`Importing ${foreign(source.name)} …`)
    await importFiles(records, { ...source, files: await filesFromPaths([source.path]) }, runOptions(context))
  }
  note('Deciding a few leads …')
  await decideSome(records, truth)
  return homeOf(records)
}

/** Writes down what parents answered, with the words that they were asked with. */
async function askAboutAlbums(records: Records, { albumAnswers }: Truth): Promise<void> {
  const ids = peopleByReference(records, familiesList)
  for (const { person, givenBy, language, answer } of albumAnswers)
    await answerConsents(records, ids.get(person)?.[0] ?? '', {
      givenBy,
      capacity: 'parent',
      version: currentConsentText().version,
      language,
      scopes: ['names', 'details', 'photos', 'statements'],
      answers: [{ purpose: 'album', answer }],
    })
}

function sourcesOf(world: WorldFiles): { path: string; name: string; from: string; legalBasis: string }[] {
  const basis = { legalBasis: 'Invented data for trying Homeward' }
  return [
    { path: world.telegramDir, name: 'Market group (Telegram)', from: 'A volunteer who was in the group', ...basis },
    { path: world.telegramAccountDir, name: 'Account of a neighbour (Telegram)', from: 'A neighbour', ...basis },
    ...world.whatsapp.map((chat) => ({
      path: chat,
      name: `${path.parse(chat).name} (WhatsApp)`,
      from: 'A family',
      ...basis,
    })),
    { path: world.picturesDir, name: 'Folder of pictures', from: 'A journalist', ...basis },
  ]
}

/** Confirms only what the generator planted, so that the demo tells nothing untrue. */
async function decideSome(records: Records, truth: Truth): Promise<void> {
  const planted = new Set(truth.planted.map(({ sha256 }) => sha256))
  const { leads } = listLeads(records, { state: 'open', limit: 1000 })
  const real = leads.filter((lead) => planted.has(getItem(records, lead.item).sha256))
  const chosen: [lead: string, decision: LeadDecision, note: string][] = [
    ...real
      .slice(0, decided.confirmed)
      .map(({ id }) => [id, 'confirmed', 'Same background and same scarf.'] satisfies [string, LeadDecision, string]),
    ...real
      .slice(decided.confirmed, decided.confirmed + decided.unsure)
      .map(({ id }) => [id, 'unsure', 'Ask the family first.'] satisfies [string, LeadDecision, string]),
    ...leads
      .filter((lead) => !real.includes(lead))
      .slice(0, 1)
      .map(({ id }) => [id, 'refused', 'Two different drawings.'] satisfies [string, LeadDecision, string]),
  ]
  for (const [lead, decision, note] of chosen) await decideLead(records, lead, decision, note)
}
