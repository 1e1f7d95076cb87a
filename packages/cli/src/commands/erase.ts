import {
  erase,
  erasureAuthorities,
  erasureDeed,
  planErasure,
  requireApproved,
  type ErasureAuthority,
  type ErasurePlan,
  type ErasureReceipt,
  type ErasureRecall,
  type ErasureTarget,
  type Records,
} from '@homeward/records'
import { Option, type Command } from 'commander'
import type { Act } from '../act.ts'
import { proposed, sayingHowToPropose } from '../act-text.ts'
import { CliError } from '../cli-error.ts'
import type { Context, Outcome } from '../context.ts'
import { createNewFile } from '../new-file.ts'
import { count } from '../numbers.ts'
import { confirm } from '../prompt.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords, withVault } from '../with-vault.ts'

/** What the commands that erase understand. */
export interface EraseOptions {
  authority: ErasureAuthority
  show?: boolean
  propose?: string
  yes?: boolean
}

/** `homeward erase person|consent|item|session|informant ID`: shown, proposed, approved by a second person, done (rules R23 to R28, R84). */
export function addErase(program: Command, act: Act): void {
  const erasing = program
    .command('erase')
    .description('destroy for good what is kept about somebody; needs a second person')
  for (const [name, about] of [
    ['person', 'everything that is kept about a person'],
    ['consent', 'what this consent alone allowed to be kept'],
    ['item', 'a file of a source, with its messages and what was decided about it'],
    ['session', 'a recognition session with all its answers, words and voices'],
    ['informant', 'the name of who is protected behind a source'],
  ] as const)
    erasing
      .command(`${name} <${name === 'informant' ? 'source' : name}>`)
      .description(about)
      .addOption(
        new Option('--authority <who>', 'on whose authority it is erased')
          .choices(erasureAuthorities)
          .default(name === 'consent' ? 'consent' : 'person'),
      )
      .option('--show', 'only say what would be gone and what would stay')
      .option('--propose <reason>', 'ask a second person to approve it, and say why, without a name; nothing is erased')
      .option('--yes', 'do not ask again')
      .action(
        act((context, id: string, options: EraseOptions) =>
          withRecords(context, [name === 'item' || name === 'informant' ? 'evidence' : 'registry'], (records) =>
            eraseOrAsk(context, records, targetOf(name, id), options),
          ),
        ),
      )
  erasing
    .command('list')
    .description('what was erased, by ids; with -o as a signed list for restoring older copies')
    .option('-o, --out <file>', 'write the signed list to this file and keep it beside the archives')
    .action(
      act((context, { out }: { out?: string }) =>
        withVault(context, async (vault) => {
          const erasures = vault
            .erasures()
            .map(({ erasure, at, authority, act: id }) => ({ erasure, at, authority, act: id }))
          if (out !== undefined)
            await createNewFile(
              out,
              (write) => write(Buffer.from(vault.erasureList())),
              () => Promise.resolve(),
            )
          return {
            json: { erasures, ...(out === undefined ? {} : { file: out }) },
            text: [
              ...erasures.map((one) => `${one.erasure}  ${one.at.slice(0, 10)}  authority: ${foreign(one.authority)}`),
              out === undefined
                ? `${count(erasures.length, 'erasure')}.`
                : `${count(erasures.length, 'erasure')} in ${foreign(out)}. Give it to homeward restore --erasures when an older copy is restored.`,
            ].join('\n'),
          }
        }),
      ),
    )
}

function targetOf(name: 'person' | 'consent' | 'item' | 'session' | 'informant', id: string): ErasureTarget {
  if (name === 'person') return { person: id }
  if (name === 'informant') return { informant: id }
  if (name === 'session') return { session: id }
  return name === 'item' ? { item: id } : { consent: id }
}

/** Shows, proposes or carries out an erasure, as the options say. */
export async function eraseOrAsk(
  context: Context,
  records: Records,
  target: ErasureTarget,
  { authority, show = false, propose, yes = false }: EraseOptions,
): Promise<Outcome> {
  const now = new Date()
  const plan = planErasure(records, target, now.toISOString().slice(0, 10))
  if (show) return { json: shownPlan(plan), text: planText(plan) }
  if (propose !== undefined) {
    context.note(planText(plan))
    return proposed(records, erasureDeed(plan, authority), propose)
  }
  context.note(planText(plan))
  if (!yes && !process.stdin.isTTY)
    throw new CliError('USAGE', 'What is erased cannot be brought back. Say --yes, or --show to look only.')
  const asked = async (): Promise<ErasureReceipt> => {
    // Whoever answers yes must not learn only then that a second person is needed or that a day has to pass.
    requireApproved(records, erasureDeed(plan, authority), now)
    if (!yes && !(await confirm('Erase this for good?', context.signal)))
      throw new CliError('CANCELLED', 'Stopped. Nothing was erased.')
    return erase(records, { target, authority }, now)
  }
  const receipt = await sayingHowToPropose(asked())
  return { json: { ...receipt, gone: texts(receipt.gone), stays: texts(receipt.stays) }, text: receiptText(receipt) }
}

function shownPlan({ words, gone, stays, recall }: ErasurePlan): object {
  return { words: words.text, gone: texts(gone), stays: texts(stays), recall }
}

function texts(said: readonly { text: string }[]): string[] {
  return said.map(({ text }) => text)
}

function listOf(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${foreign(line)}`)]
}

function recallLines(recall: readonly ErasureRecall[]): string[] {
  return recall.map(
    ({ package: id, recipient, purpose, at }) => `${recipient} (${purpose}), ${at.slice(0, 10)}, package ${id}`,
  )
}

function planText({ words, gone, stays, recall }: ErasurePlan): string {
  return [
    words.text,
    ...listOf('Will be gone for good:', texts(gone)),
    ...listOf('Will stay:', [...texts(stays), ...outOfReach]),
    ...listOf('Were given a package with it, and have to be asked to give it back:', recallLines(recall)),
  ].join('\n')
}

/** What no program can promise, said every time (docs/threat-model.md). */
const outOfReach = [
  'Older backups and copies of the disk keep it until they are renewed or destroyed.',
  'On solid-state disks and disks with snapshots old bytes can survive; whoever gets at those and has the keys of the vault can open some of them.',
]

function receiptText({ erasure, gone, stays, recall, keys, files, overwritten, removedOnly }: ErasureReceipt): string {
  return [
    `Erased (${erasure}): ${count(keys, 'key')} and ${count(files, 'sealed file')} destroyed; ${overwritten} of the files were overwritten on the disk.`,
    ...(removedOnly === 0 ? [] : [`  ${count(removedOnly, 'file')} could not be overwritten and was only removed.`]),
    ...listOf('Gone for good:', texts(gone)),
    ...listOf('Stays:', [...texts(stays), ...outOfReach]),
    ...listOf('Ask these to give their packages back:', recallLines(recall)),
    'Run homeward backup on every backup folder now, so that it is erased there too.',
  ].join('\n')
}
