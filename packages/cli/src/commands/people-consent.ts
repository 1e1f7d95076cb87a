import {
  consentScopes,
  giveConsent,
  purposes,
  withdrawConsent,
  type ConsentScope,
  type Purpose,
} from '@homeward/records'
import { InvalidArgumentError, type Command } from 'commander'
import type { Act } from '../act.ts'
import { withRecords } from '../with-vault.ts'

interface ConsentOptions {
  by: string
  scope: ConsentScope[]
  purpose: Purpose[]
  recipient: string[]
  until?: string
  note?: string
}

/** `homeward people consent PERSON` and `homeward people withdraw CONSENT` (H7). */
export function addConsent(people: Command, act: Act): void {
  people
    .command('consent <person>')
    .description('write down what was allowed, for what and to whom')
    .requiredOption('--by <who>', 'who gave the consent')
    .requiredOption(
      '--scope <scopes>',
      `what may be shown, with commas: ${consentScopes.join(', ')}`,
      listOf(consentScopes),
    )
    .requiredOption('--purpose <purposes>', `what for, with commas: ${purposes.join(', ')}`, listOf(purposes))
    .option('--recipient <name>', 'to whom; may be repeated; anybody for that purpose if left out', append, [])
    .option('--until <date>', 'last day it holds, YYYY-MM-DD')
    .option('--note <text>', 'anything else that was said')
    .action(
      act((context, person: string, { by, scope, purpose, recipient, until, note }: ConsentOptions) =>
        withRecords(context, ['registry'], async (records) => {
          const consent = await giveConsent(records, person, {
            givenBy: by,
            scopes: scope,
            purposes: purpose,
            recipients: recipient,
            ...(until === undefined ? {} : { until }),
            ...(note === undefined ? {} : { note }),
          })
          return { json: { person, consent }, text: `Written down as ${consent}.` }
        }),
      ),
    )
  people
    .command('withdraw <consent>')
    .description('write down that a consent was withdrawn; nothing is handed out under it any more')
    .option('--reason <text>', 'why')
    .action(
      act((context, consent: string, { reason }: { reason?: string }) =>
        withRecords(context, ['registry'], async (records) => {
          await withdrawConsent(records, consent, reason)
          return { json: { consent, withdrawn: true }, text: `${consent} is withdrawn from now on.` }
        }),
      ),
    )
}

function append(text: string, before: string[]): string[] {
  return [...before, text]
}

function listOf<T extends string>(known: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(',').map((part) => {
      const one = known.find((candidate) => candidate === part.trim())
      if (one === undefined) throw new InvalidArgumentError(`Choose from ${known.join(', ')}.`)
      return one
    })
}
