import {
  erasureAuthorities,
  liftDeed,
  liftQuarantine,
  listQuarantine,
  noteQuarantine,
  putInQuarantine,
  type QuarantineView,
} from '@homeward/records'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { proposed, sayingHowToPropose } from '../act-text.ts'
import { count } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'
import { eraseOrAsk, type EraseOptions } from './erase.ts'

interface NoteOptions {
  told: string
  day?: string
  reference?: string
  note?: string
}

/** `homeward quarantine`: put in at once by one member, handed over, destroyed or lifted by two (rules R86 to R91). */
export function addQuarantine(program: Command, act: Act): void {
  const quarantine = program
    .command('quarantine')
    .description('what nobody may open: put it aside, write down who was told, destroy it with a second person')
  quarantine
    .command('put <item...>')
    .description('from now on nobody opens these items, nor anything with the same bytes; nobody asks what they are')
    .action(
      act((context, items: string[]) =>
        withRecords(context, ['evidence'], async (records) => {
          const ids: string[] = []
          for (const item of items) ids.push(await putInQuarantine(records, { item }))
          return {
            json: { quarantines: ids },
            text: [
              ...ids,
              'In quarantine. Do not open, copy or send it. Tell the hotline or authority of your country, then: homeward quarantine note.',
            ].join('\n'),
          }
        }),
      ),
    )
  quarantine
    .command('list')
    .description('what is or was in quarantine, by ids and SHA-256')
    .action(
      act((context) =>
        withRecords(context, [], (records) => {
          const all = listQuarantine(records, new Date())
          return Promise.resolve({
            json: { quarantines: all },
            text: [...all.flatMap(linesOf), `${count(all.length, 'quarantine')}.`].join('\n'),
          })
        }),
      ),
    )
  quarantine
    .command('note <quarantine>')
    .description('write down who was told of it; never what is in it')
    .requiredOption('--told <who>', 'the hotline, authority or lawyer')
    .option('--day <day>', 'YYYY-MM-DD; today if not given')
    .option('--reference <number>', 'the number that they gave')
    .option('--note <text>', 'a remark')
    .action(
      act((context, id: string, { told, day, reference, note }: NoteOptions) =>
        withRecords(context, [], async (records) => {
          await noteQuarantine(records, {
            quarantine: id,
            told,
            day: day ?? new Date().toISOString().slice(0, 10),
            ...(reference === undefined ? {} : { reference }),
            ...(note === undefined ? {} : { note }),
          })
          return { json: { quarantine: id }, text: 'Written down.' }
        }),
      ),
    )
  quarantine
    .command('destroy <quarantine>')
    .description('destroy it for good; needs a second person')
    .addOption(
      new Option('--authority <who>', 'on whose authority it is destroyed').choices(erasureAuthorities).default('law'),
    )
    .option('--show', 'only say what would be gone and what would stay')
    .option('--propose <reason>', 'ask a second person to approve it, and say why; nothing is destroyed')
    .option('--yes', 'do not ask again')
    .action(
      act((context, id: string, options: EraseOptions) =>
        withRecords(context, ['registry', 'evidence'], (records) =>
          eraseOrAsk(context, records, { quarantine: id }, options),
        ),
      ),
    )
  quarantine
    .command('lift <quarantine>')
    .description('undo a mistake; needs a second person')
    .option('--propose <reason>', 'ask a second person to approve it, and say why')
    .action(
      act((context, id: string, { propose }: { propose?: string }) =>
        withRecords(context, [], async (records) => {
          if (propose !== undefined) return proposed(records, liftDeed(records, id), propose)
          await sayingHowToPropose(liftQuarantine(records, id, new Date()))
          return { json: { quarantine: id }, text: 'The quarantine is lifted.' }
        }),
      ),
    )
}

function linesOf({ id, state, at, sha256s, files, notes }: QuarantineView): string[] {
  return [
    `${id}  ${at.slice(0, 10)}  ${state}  ${count(files, 'sealed file')}`,
    ...sha256s.map((sha256) => `  SHA-256 ${sha256}`),
    ...notes.map(
      ({ told, day, reference }) =>
        `  told: ${foreign(told)}, ${day}${reference === null ? '' : `, ${foreign(reference)}`}`,
    ),
  ]
}
