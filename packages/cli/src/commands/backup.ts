import type { ArchiveReceipt, BackupReceipt, BackupStage } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context, Outcome } from '../context.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { bytesText, count } from '../numbers.ts'
import type { Progress } from '../progress.ts'
import { foreign } from '../terminal-text.ts'
import { withVault } from '../with-vault.ts'

interface BackupCommandOptions {
  archive?: string
  recipient?: string
  deep?: boolean
}

/** What a stage of a backup or a restore is called on the terminal, and whether it counts bytes. */
const backupStages: Record<BackupStage, Pick<Progress, 'stage' | 'unit'>> = {
  files: { stage: 'sealed files', unit: 'bytes' },
  log: { stage: 'rows of the log' },
  check: { stage: 'checked' },
}

/** `homeward backup DEST`: a copy of the vault in a folder, or as one age file. */
export function addBackup(program: Command, act: Act): void {
  program
    .command('backup [folder]')
    .description('copy to a folder what it lacks of the vault, read it back and check it')
    .option('--archive <file>', 'instead, write the whole vault as one age file')
    .option('--recipient <age1…>', 'seal the archive to this age recipient instead of to you')
    .option('--deep', 'decrypt every sealed file from the backup too')
    .action(
      act((context, folder: string | undefined, { archive, recipient, deep = false }: BackupCommandOptions) => {
        if ((folder === undefined) === (archive === undefined))
          throw new CliError('USAGE', 'Where to? Name a folder, or a file with --archive.')
        if (archive === undefined && recipient !== undefined)
          throw new CliError('USAGE', 'A recipient belongs to --archive. A backup in a folder is sealed to you.')
        if (archive !== undefined && deep)
          throw new CliError('USAGE', 'An archive is always read back whole; --deep belongs to a folder.')
        return withVault(context, async (vault): Promise<Outcome> => {
          const { signal } = context
          const follow = { signal, onProgress: showStage(context) }
          if (archive === undefined) return folderOutcome(await vault.backup({ dest: folder ?? '', deep, ...follow }))
          const to = recipient === undefined ? {} : { recipient }
          return archiveOutcome(await vault.backupArchive({ file: archive, ...to, ...follow }))
        })
      }),
    )
}

/** Progress of a backup or a restore on the terminal. */
export function showStage({ progress }: Pick<Context, 'progress'>) {
  return ({ stage, done, total }: { stage: BackupStage; done: number; total: number | null }): void => {
    progress.show({ ...backupStages[stage], done, total })
  }
}

function folderOutcome(receipt: BackupReceipt): Outcome {
  const { deep, blobs } = receipt
  const closing = deep ? 'Every sealed file in it was decrypted.' : 'With --deep every sealed file is decrypted too.'
  return { json: receipt, text: [...receiptLines(receipt), closing].join('\n'), exit: exitOf(blobs) }
}

function archiveOutcome(receipt: ArchiveReceipt): Outcome {
  const { blobs, keyFile, sha256 } = receipt
  const closing =
    keyFile === null
      ? 'It opens with the age identity of the recipient, and the vault in it with your passphrase.'
      : `It opens with your passphrase and the file beside it, ${foreign(keyFile)}: keep both.`
  return {
    json: receipt,
    text: [...receiptLines(receipt), `SHA-256 ${sha256}`, closing].join('\n'),
    exit: exitOf(blobs),
  }
}

function receiptLines({ entries, blobs, bytes, erased, quarantined }: BackupReceipt): string[] {
  const { there, written, repaired, refused } = blobs
  return [
    `Backed up and read back: ${count(entries.total, 'entry', 'entries')}, ${entries.written} of them new, ${bytesText(bytes)} written.`,
    `  sealed files: ${blobs.in} in = ${there} there + ${written} written + ${repaired} repaired + ${refused.length} refused`,
    ...(erased === 0
      ? []
      : [
          `  ${count(erased, 'key or sealed file', 'keys and sealed files')} that were erased or put in quarantine are gone from it.`,
        ]),
    ...(quarantined === 0 ? [] : [`  ${count(quarantined, 'sealed file')} in quarantine: left out.`]),
    ...refused.map(({ blob, reason }) => `    refused ${blob}: ${foreign(reason)}`),
  ]
}

function exitOf({ refused }: BackupReceipt['blobs']): ExitCode {
  return refused.length > 0 ? EXIT.refused : EXIT.done
}
