import { decideLead, type LeadDecision } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { withRecords } from '../with-vault.ts'

const decisions: Record<string, { decision: LeadDecision; what: string }> = {
  confirm: { decision: 'confirmed', what: 'the two pictures are the same; this becomes a statement on the person' },
  refuse: { decision: 'refused', what: 'the two pictures are not the same; they are not proposed again' },
  unsure: { decision: 'unsure', what: 'it cannot be said' },
}

/** `homeward lead confirm|refuse|unsure ID`: what a person decided. */
export function addLead(program: Command, act: Act): void {
  const lead = program.command('lead').description('decide about a lead')
  for (const [name, { decision, what }] of Object.entries(decisions))
    lead
      .command(`${name} <lead>`)
      .description(what)
      .option('--note <text>', 'why')
      .action(
        act((context, id: string, { note }: { note?: string }) =>
          withRecords(context, ['registry', 'evidence'], async (records) => {
            const decided = await decideLead(records, id, decision, note)
            return { json: decided, text: `The lead ${decided.id} is now ${decided.state}.` }
          }),
        ),
      )
}
