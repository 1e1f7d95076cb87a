import {
  capacities,
  consentScopes,
  effectsOf,
  giveConsent,
  purposes,
  refuseConsent,
  withdrawConsent,
  type Capacity,
  type ConsentEffects,
  type ConsentScope,
  type Purpose,
} from '@homeward/records'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface WhoOptions {
  by: string
  capacity: Capacity
  purpose: Purpose[]
  text?: string
  note?: string
}

interface ConsentOptions extends WhoOptions {
  scope: ConsentScope[]
  recipient: string[]
  until?: string
}

interface WithdrawOptions {
  by?: string
  capacity?: Capacity
  reason?: string
  show?: true
}

/** `homeward people consent|refuse PERSON` and `homeward people withdraw CONSENT` (H7, rules R42 and R44). */
export function addConsent(people: Command, act: Act): void {
  who(people.command('consent <person>').description('write down what was allowed, for what and to whom'))
    .requiredOption(
      '--scope <scopes>',
      `what may be shown, with commas or repeated: ${consentScopes.join(', ')}`,
      listOf(consentScopes),
    )
    .option('--recipient <name>', 'to whom; may be repeated; anybody for that purpose if left out', append, [])
    .option('--until <date>', 'last day it holds, YYYY-MM-DD')
    .action(
      act((context, person: string, { scope, recipient, until, ...said }: ConsentOptions) =>
        withRecords(context, ['registry'], async (records) => {
          const consent = await giveConsent(records, person, {
            ...answerOf(said),
            scopes: scope,
            recipients: recipient,
            ...(until === undefined ? {} : { until }),
          })
          return { json: { person, consent }, text: `Written down as ${consent}.` }
        }),
      ),
    )
  who(
    people
      .command('refuse <person>')
      .description('write down that somebody said no; it stops what others have allowed'),
  ).action(
    act((context, person: string, said: WhoOptions) =>
      withRecords(context, ['registry'], async (records) => {
        const refusal = await refuseConsent(records, person, answerOf(said))
        return { json: { person, refusal }, text: `Written down as ${refusal}.` }
      }),
    ),
  )
  people
    .command('withdraw <consent>')
    .description('write down that a consent was withdrawn; nothing is handed out under it any more')
    .option('--by <who>', 'who took it back')
    .addOption(capacityOption())
    .option('--reason <text>', 'why')
    .option('--show', 'say what this would stop, and write nothing')
    .action(
      act((context, consent: string, { show, ...withdrawal }: WithdrawOptions) =>
        withRecords(context, ['registry'], async (records) => {
          const effects = effectsOf(records, consent, new Date().toISOString().slice(0, 10))
          if (show !== true) await withdrawConsent(records, consent, withdrawal)
          const head = show === true ? `If ${consent} is withdrawn:` : `${consent} is withdrawn from now on.`
          return {
            json: { ...effects, withdrawn: show !== true },
            text: [head, ...effectLines(effects)].join('\n'),
          }
        }),
      ),
    )
}

function who(command: Command): Command {
  return command
    .requiredOption('--by <who>', 'who says it')
    .addOption(capacityOption().makeOptionMandatory())
    .requiredOption(
      '--purpose <purposes>',
      `what for, with commas or repeated: ${purposes.join(', ')}`,
      listOf(purposes),
    )
    .option('--text <version>', 'the form or text that they were asked with')
    .option('--note <text>', 'anything else that was said')
}

function capacityOption(): Option {
  return new Option('--capacity <capacity>', 'in what capacity').choices(capacities)
}

function answerOf({ by, capacity, purpose, text, note }: WhoOptions) {
  return {
    givenBy: by,
    capacity,
    purposes: purpose,
    ...(text === undefined ? {} : { text: { version: text } }),
    ...(note === undefined ? {} : { note }),
  }
}

function effectLines({ stops, stays, handedOut, hidden }: ConsentEffects): string[] {
  return [
    ...stops.map(({ purpose, scopes }) => `  stops for ${purpose}: ${scopes.join(', ')}`),
    ...(stops.length === 0 ? ['  stops nothing that was still allowed by it alone'] : []),
    ...stays.map(
      ({ purpose, scope, recipients }) =>
        `  another consent allows for ${purpose}: ${scope}, to ${foreign(recipients.join(', ') || 'any recipient')}`,
    ),
    ...handedOut.map(
      ({ kind, id, recipient, purpose, at }) =>
        `  given away before: ${kind} ${id} to ${foreign(recipient)} for ${purpose}, ${at.slice(0, 10)}; ${kind === 'album' ? 'it goes from the phone at its next contact' : 'ask for it back'}`,
    ),
    ...hidden.map((kind) => `  whether a ${kind} was given away under it is closed to you; ask a coordinator`),
  ]
}

function append(text: string, before: string[]): string[] {
  return [...before, text]
}

/** Reads words with commas; given again, the option adds: a purpose of a refusal must not be lost because another one followed. */
function listOf<T extends string>(known: readonly T[]): (text: string, before?: readonly T[]) => T[] {
  return (text, before = []) => {
    const these = text.split(',').map((part) => {
      const one = known.find((candidate) => candidate === part.trim())
      if (one === undefined) throw new InvalidArgumentError(`Choose from ${known.join(', ')}.`)
      return one
    })
    return [...new Set([...before, ...these])]
  }
}
