import {
  getSession,
  openAnswerFile,
  proposeTestimony,
  sealSession,
  sealState,
  showTestimony,
  type Records,
  type SessionView,
} from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { proposedAct, sayingHowToPropose } from '../act-text.ts'
import { CliError } from '../cli-error.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

/** `homeward testimony …`: what was said in a recognition session, sealed to the team that took it (rules R98 to R102). */
export function addTestimony(program: Command, act: Act): void {
  const testimony = program
    .command('testimony')
    .description('what was said in a recognition session, where it is sealed to the team that took it')
  testimony
    .command('seal <session>')
    .description('seal it to the team that took it; a seal is not taken back')
    .option('--team <id>', 'which team, where nobody said so yet and there are several')
    .action(
      act((context, session: string, { team: named }: { team?: string }) =>
        withRecords(context, ['registry', 'testimony'], async (records) => {
          const { mayTeams, isSealed } = sealState(records, session, new Date())
          const [first, ...others] = mayTeams
          if (named === undefined && !isSealed && others.length > 0)
            throw new CliError(
              'USAGE',
              'There are several teams. Say which one took it: --team ID (homeward team list).',
            )
          const team = named ?? first ?? ''
          await sealSession(records, session, team)
          return {
            json: { session, team },
            text: `Sealed to the team ${foreign(records.vault.teams().find(({ id }) => id === team)?.name ?? team)}.`,
          }
        }),
      ),
    )
  testimony
    .command('show <session>')
    .description(
      'show what was said: to its team, and to others for ten minutes when a coordinator of the team approved it',
    )
    .option('--propose <reason>', 'ask the team to approve it, and say why; nothing is shown')
    .action(
      act((context, session: string, { propose }: { propose?: string }) =>
        withRecords(context, ['registry', 'testimony'], async (records) => {
          const now = new Date()
          if (propose !== undefined)
            return proposedAct(records, await proposeTestimony(records, session, propose, now), now)
          const { reading } = sealState(records, session, now)
          const until =
            reading === 'closed' || reading === 'shown'
              ? await sayingHowToPropose(showTestimony(records, session, now))
              : null
          const answers = await saidIn(records, getSession(records, session, undefined, now), now)
          records.vault.noteCustody({ compartment: 'registry', did: 'opened', of: 'testimony', id: session })
          const last =
            until === null
              ? []
              : [
                  'That you saw this is in the custody log. Clear this window when you have read it; what scrolled by may still be there.',
                ]
          return { json: { session, until, answers }, text: [...answers.flatMap(linesOf), ...last].join('\n') }
        }),
      ),
    )
}

interface Said {
  person: string | null
  answer: string
  where: string | null
  when: { from?: string; to?: string } | null
  known: string | null
  condition: string | null
  /** Size of a recording, which is saved from the page. */
  voice: number | null
}

async function saidIn(records: Records, { session, phone, answerList }: SessionView, now: Date): Promise<Said[]> {
  const said: Said[] = []
  for (const { person, answer, where, when, words, voice } of answerList) {
    const isHere = words?.isStored === true
    const content = isHere ? await openAnswerFile(records, { session, phone, file: words.file, now }) : null
    const own = content !== null && 'words' in content ? content.words : null
    said.push({
      person,
      answer,
      where,
      when,
      known: own?.known ?? null,
      condition: own?.condition ?? null,
      voice: voice?.size ?? null,
    })
  }
  return said
}

function linesOf({ person, answer, where, when, known, condition, voice }: Said): string[] {
  const named: [string, string | null][] = [
    ['where', where],
    ['when', when === null ? null : [when.from ?? '', when.to ?? ''].join(' – ')],
    ['how they know the person', known],
    ['in what condition', condition],
    ['voice', voice === null ? null : `${voice} bytes, on the page of the session`],
  ]
  return [
    `${person ?? 'somebody whose page is gone'}: ${answer}`,
    ...named.flatMap(([what, text]) => (text === null ? [] : [`  ${what}: ${foreign(text)}`])),
  ]
}
