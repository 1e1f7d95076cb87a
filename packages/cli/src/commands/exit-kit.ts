import { requireApproved } from '@homeward/records'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { proposed, sayingHowToPropose } from '../act-text.ts'
import { CliError } from '../cli-error.ts'
import { kitDeed, requireKitFolder, writeKit, type KitReceipt } from '../exit-kit/write-kit.ts'
import { EXIT } from '../exit-code.ts'
import { count } from '../numbers.ts'
import { confirm } from '../prompt.ts'
import { foreign } from '../terminal-text.ts'
import { vaultDir } from '../vault-dir.ts'
import { withRecords } from '../with-vault.ts'

interface ExitKitOptions {
  withKeys?: boolean
  yes?: boolean
  propose?: string
}

/** `homeward exit-kit DEST`: everything in the clear, for life without Homeward. */
export function addExitKit(program: Command, act: Act): void {
  program
    .command('exit-kit [folder]')
    .description('write everything, NOT ENCRYPTED, to a new folder, to be read without Homeward; needs a second person')
    .option('--propose <reason>', 'ask a second person to approve it, and say why; nothing is written')
    .option('--with-keys', 'also the keys that open the vault with age and sqlite3')
    .option('--yes', 'do not ask before writing')
    .action(
      act(async (context, dest: string | undefined, { withKeys = false, yes = false, propose }: ExitKitOptions) => {
        if (propose !== undefined)
          return withRecords(context, [], (records) => proposed(records, kitDeed(records, withKeys), propose))
        if (dest === undefined) throw new CliError('USAGE', 'Name the folder that the exit kit is written to.')
        await requireKitFolder(dest, vaultDir(context.options))
        context.note(warning(withKeys))
        return withRecords(context, [], async (records) => {
          const { signal, progress } = context
          const asked = async (): Promise<KitReceipt> => {
            // Whoever answers yes must not learn only then that a second person is needed or that a day has to pass.
            requireApproved(records, kitDeed(records, withKeys), new Date())
            if (!yes && process.stdin.isTTY && !(await confirm('Write it?', signal)))
              throw new CliError('CANCELLED', 'Stopped. Nothing was written.')
            return writeKit(records, {
              dest,
              withKeys,
              now: new Date(),
              signal,
              onBlob: (done, total) => {
                progress.show({ stage: 'sealed files opened', done, total })
              },
            })
          }
          const receipt = await sayingHowToPropose(asked())
          return { json: receipt, text: receiptText(receipt, dest), exit: exitOf(receipt) }
        })
      }),
    )
}

function warning(withKeys: boolean): string {
  return [
    'WARNING: An exit kit is NOT ENCRYPTED. Whoever finds it reads every name, photo, message and testimony in it.',
    'Write it to an encrypted disk only, and delete it when it is not needed any more.',
    ...(withKeys ? ['The keys in it open every copy of the vault without a passphrase, for ever.'] : []),
  ].join('\n')
}

function receiptText({ items, blobs, quarantined, tables, files, withKeys, closed }: KitReceipt, dest: string): string {
  return [
    `Exit kit in ${foreign(dest)}, NOT ENCRYPTED: ${count(files, 'file')}. Begin with index.html or README.txt.`,
    `  sealed files: ${blobs.in} in = ${blobs.written} written + ${blobs.refused.length} refused`,
    ...blobs.refused.map(({ what, reason }) => `    refused ${foreign(what)}: ${foreign(reason)}`),
    ...(quarantined === 0 ? [] : [`  in quarantine, left out: ${count(quarantined, 'sealed file')}`]),
    `  items: ${items.in} in = ${items.written} written + ${items.refused.length} refused`,
    ...items.refused.map(({ what, reason }) => `    refused ${foreign(what)}: ${foreign(reason)}`),
    `  rows: ${Object.entries(tables)
      .map(([name, rows]) => `${rows} ${name}`)
      .join(', ')}`,
    ...(closed.length > 0 ? [`  closed to you, and not in it: ${closed.join(', ')}`] : []),
    ...(withKeys ? ['It holds the keys of the vault: keep it apart from the vault and its backups.'] : []),
  ].join('\n')
}

function exitOf({ items, blobs, closed }: KitReceipt): 0 | 3 {
  return items.refused.length + blobs.refused.length + closed.length > 0 ? EXIT.refused : EXIT.done
}
