import { getItem, getPerson, getSource, listLeads, type Lead, type LeadState, type Records } from '@homeward/records'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { count, wholeNumber } from '../numbers.ts'
import { clip, clipPath, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface LeadsOptions {
  state: LeadState | 'all'
  person?: string
  limit: number
  offset: number
}

/** A lead with the names of what it joins. */
type NamedLead = Lead & { personName: string; itemPath: string; sourceName: string }

/** `homeward leads`: what waits for a decision. */
export function addLeads(program: Command, act: Act): void {
  program
    .command('leads')
    .description('proposals that two pictures are the same, for people to decide')
    .addOption(
      new Option('--state <state>', 'which ones')
        .choices(['open', 'confirmed', 'refused', 'unsure', 'disputed', 'all'])
        .default('open'),
    )
    .option('--person <id>', 'only about this person')
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 10_000), 100)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .action(
      act((context, { state, person, limit, offset }: LeadsOptions) =>
        withRecords(context, ['registry', 'evidence'], (records) => {
          const found = listLeads(records, { state: state === 'all' ? undefined : state, person, limit, offset })
          records.vault.noteCustody({ compartment: 'evidence', did: 'listed', of: 'leads' })
          const leads = found.leads.map((lead) => withNames(records, lead))
          return { json: { total: found.total, leads }, text: leadsText(leads, found.total) }
        }),
      ),
    )
}

function withNames(records: Records, lead: Lead): NamedLead {
  return {
    ...lead,
    personName: getPerson(records, lead.person).names[0]?.value.text ?? '',
    itemPath: getItem(records, lead.item).path,
    sourceName: getSource(records, lead.source).name,
  }
}

function leadsText(leads: readonly NamedLead[], total: number): string {
  if (leads.length === 0) return 'There is no such lead.'
  return [
    table(
      ['lead', 'state', 'distance', 'turned', 'person', 'picture', 'source'],
      leads.map(({ id, state, distance, variant, personName, itemPath, sourceName }) => [
        id,
        state,
        distance,
        variant,
        clip(personName, 28),
        clipPath(itemPath, 40),
        clip(sourceName, 24),
      ]),
    ),
    `${count(total, 'lead')}${leads.length < total ? `, ${leads.length} shown` : ''}. A small distance means that the pictures are alike, not that it is the same face.`,
  ].join('\n')
}
