import { partWords } from '@homeward/compare'
import {
  lastLook,
  listProposals,
  lookForDuplicates,
  pairStates,
  proposalBands,
  summarise,
  type DuplicatesReceipt,
  type PairState,
  type Proposal,
  type ProposalBand,
  type Records,
} from '@homeward/records'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { count, wholeNumber } from '../numbers.ts'
import { clip, foreign, table } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface DuplicatesOptions {
  look?: true
  band?: ProposalBand
  state: PairState
  limit: number
  offset: number
}

const bandWords: Record<ProposalBand, string> = {
  same: 'most probably one',
  perhaps: 'perhaps one',
  faint: 'hardly one',
  siblings: 'perhaps siblings',
}
/** Of people who were left out so many are named. */
const mostNamed = 50

/** `homeward people duplicates`: records that may be one person's, or brothers' and sisters'. */
export function addPeopleDuplicates(people: Command, act: Act): void {
  people
    .command('duplicates')
    .description('records that may be one person’s, or brothers’ and sisters’, for people to decide')
    .option('--look', 'compare everybody now, also where that was done before')
    .addOption(new Option('--band <band>', 'only these').choices(proposalBands))
    .addOption(new Option('--state <state>', 'which ones').choices(pairStates).default('open'))
    .option('--limit <number>', 'show at most this many', wholeNumber(1, 10_000), 50)
    .option('--offset <number>', 'leave out this many', wholeNumber(0, 1_000_000_000), 0)
    .action(
      act((context, { look, ...page }: DuplicatesOptions) =>
        withRecords(context, ['registry'], async (records) => {
          const { signal, progress } = context
          const known = look === true ? null : lastLook(records)
          const receipt =
            known ??
            (await lookForDuplicates(records, {
              now: new Date(),
              signal,
              onProgress({ done, total }) {
                progress.show({ stage: 'people compared', done, total })
              },
            }))
          const found = listProposals(records, page)
          records.vault.noteCustody({ compartment: 'registry', did: 'listed', of: 'duplicates' })
          const { nothing, crowded } = receipt.leftOut
          return {
            json: { ...found, looked: receipt },
            text: [pairsText(records, found.proposals, found.total), receiptText(receipt)].join('\n'),
            ...(known === null && nothing.length + crowded.length > 0 ? { exit: EXIT.refused } : {}),
          }
        }),
      ),
    )
}

function pairsText(records: Records, proposals: readonly Proposal[], total: number): string {
  if (proposals.length === 0) return 'There is no such pair.'
  const nameOf = (person: string): string => clip(summarise(records, person).names.join(' · '), 40)
  return [
    table(
      ['pair', 'records', 'names', 'why'],
      proposals.flatMap(({ band, people: [a, b], parts }) => [
        [band === null ? '' : bandWords[band], a, nameOf(a), foreign(whyText(parts))],
        ['', b, nameOf(b), ''],
      ]),
    ),
    `${count(total, 'pair')}${proposals.length < total ? `, ${proposals.length} shown` : ''}. Decide with: homeward people same|distinct|siblings|unsure A B`,
  ].join('\n')
}

function whyText(parts: Proposal['parts']): string {
  return parts
    .map(({ field, a, b, bits, words }) => {
      const weight = bits === null ? '' : bits > 0 ? ' (for)' : ' (against)'
      const told = words.length === 0 ? `${a} – ${b}` : words.map(partWords).join(', ')
      return `${field}${weight}: ${told}`
    })
    .join('; ')
}

function named(ids: readonly string[]): string {
  return `${ids.slice(0, mostNamed).join(', ')}${ids.length > mostNamed ? ' and more' : ''}`
}

function receiptText({ at, people, refused, leftOut: { nothing, crowded } }: DuplicatesReceipt): string {
  return [
    `Compared ${at.slice(0, 16).replace('T', ' ')}: ${count(people, 'person', 'people')}; ${count(refused, 'pair')} known as two people.`,
    ...(nothing.length === 0
      ? []
      : [`Too little is known to compare ${count(nothing.length, 'person', 'people')}: ${named(nothing)}`]),
    ...(crowded.length === 0
      ? []
      : [
          `So many share the names of ${count(crowded.length, 'person', 'people')} that each was compared with some of them alone: ${named(crowded)}`,
        ]),
  ].join('\n')
}
