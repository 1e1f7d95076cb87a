import { proposeReveal, protectInformant, revealInformant } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { proposedAct, sayingHowToPropose } from '../act-text.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

/** `homeward informant …`: who handed a source over, protected (rules R47 to R50). */
export function addInformant(program: Command, act: Act): void {
  const informant = program
    .command('informant')
    .description('who handed a source over, where they are protected; their name is on no page and in no list')
  informant
    .command('protect <source>')
    .description('protect who is named with this source from now on; the entry in which they were named stays')
    .action(
      act((context, source: string) =>
        withRecords(context, ['evidence'], async (records) => {
          await protectInformant(records, source)
          return { json: { source, informant: 'protected' }, text: `Who handed ${source} over is protected now.` }
        }),
      ),
    )
  informant
    .command('show <source>')
    .description('show who it is, to you alone and for ten minutes; needs a second person')
    .option('--propose <reason>', 'ask a second person to approve it, and say why; nothing is shown')
    .action(
      act((context, source: string, { propose }: { propose?: string }) =>
        withRecords(context, ['evidence'], async (records) => {
          const now = new Date()
          if (propose !== undefined) {
            return proposedAct(records, await proposeReveal(records, source, propose, now), now)
          }
          const { names, until } = await sayingHowToPropose(revealInformant(records, source, now))
          return {
            json: { source, names, until },
            text: [
              ...names.map((name) => `Handed over by: ${foreign(name)}`),
              'That you saw this is in the custody log. Clear this window when you have read it; what scrolled by may still be there.',
            ].join('\n'),
          }
        }),
      ),
    )
}
