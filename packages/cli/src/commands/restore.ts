import { readFile } from 'node:fs/promises'
import { restoreVault, type RestoreReceipt } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { bytesText, count } from '../numbers.ts'
import { currentSource, readPassphrase } from '../passphrase.ts'
import { foreign } from '../terminal-text.ts'
import { showStage } from './backup.ts'

/** `homeward restore SRC DIR`: a vault out of a backup, checked whole. */
export function addRestore(program: Command, act: Act): void {
  program
    .command('restore <backup> <dir>')
    .description('make a vault in a new folder out of a backup folder or archive, and check all of it')
    .option('--identity-file <file>', 'the age identity that an archive was made for')
    .option(
      '--erasures <file>',
      'a list of erasures made after the backup (homeward erase list); they are not restored',
    )
    .action(
      act(
        async (
          context,
          src: string,
          dir: string,
          { identityFile, erasures }: { identityFile?: string; erasures?: string },
        ) => {
          const passphrase = await readPassphrase(currentSource(context.options))
          const given = identityFile === undefined ? {} : { identity: identityIn(await readFile(identityFile, 'utf8')) }
          const { signal } = context
          const receipt = await restoreVault({
            src,
            dir,
            passphrase,
            ...given,
            ...(erasures === undefined ? {} : { erasures: await readFile(erasures, 'utf8') }),
            signal,
            onProgress: showStage(context),
          })
          return { json: receipt, text: restoredText(receipt, dir), exit: exitOf(receipt) }
        },
      ),
    )
}

/** The identity in a file as `age-keygen` writes it, with comments. */
function identityIn(text: string): string {
  return text.split('\n').find((line) => line.trim().startsWith('AGE-SECRET-KEY-')) ?? ''
}

function restoredText({ entries, blobs, bytes, erased, faults }: RestoreReceipt, dir: string): string {
  return [
    `Restored to ${foreign(dir)} and checked: ${count(entries, 'entry', 'entries')}.`,
    `  sealed files: ${blobs.in} in = ${blobs.stored} stored (${bytesText(bytes)}) + ${blobs.refused.length} refused`,
    ...blobs.refused.map(({ blob, reason }) => `    refused ${blob}: ${foreign(reason)}`),
    ...(erased === 0
      ? []
      : [`  ${count(erased, 'key or sealed file', 'keys and sealed files')} that were erased did not come back.`]),
    ...faults.map(({ where, what }) => `FAULT ${foreign(where)}: ${foreign(what)}`),
    'The key of the old device is not in a backup: this folder starts a log of its own when it is first opened.',
  ].join('\n')
}

function exitOf({ blobs, faults }: RestoreReceipt): 0 | 1 | 3 {
  if (faults.length > 0) return EXIT.fault
  return blobs.refused.length > 0 ? EXIT.refused : EXIT.done
}
