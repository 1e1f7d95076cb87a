import { lstat } from 'node:fs/promises'
import { filesFromPaths, importFiles } from '@homeward/intake'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { receiptExit, receiptText } from '../receipt-text.ts'
import { runOptions } from '../run-options.ts'
import { withRecords } from '../with-vault.ts'

interface ImportOptions {
  name?: string
  from?: string
  protectFrom?: boolean
  note?: string
  legalBasis?: string
}

/** `homeward import PATH…`: seals files as one source, reads their messages and compares their pictures. */
export function addImport(program: Command, act: Act): void {
  program
    .command('import <paths...>')
    .description('seal files, folders or exports as one source, read their messages and compare their pictures')
    .option('--name <name>', 'what to call this source')
    .option('--from <who>', 'who handed it over')
    .option('--protect-from', 'protect who handed it over: their name is then on no page and in no list')
    .option('--note <text>', 'how it came here')
    .option('--legal-basis <text>', 'on what legal basis it is held')
    .action(
      act(async (context, paths: string[], { protectFrom = false, ...options }: ImportOptions) => {
        if (protectFrom && options.from === undefined)
          throw new CliError('USAGE', 'Say whom to protect: --protect-from goes with --from.')
        await requireAll(paths)
        return withRecords(context, ['evidence'], async (records) => {
          const receipt = await importFiles(
            records,
            { files: await filesFromPaths(paths), ...options, protect: protectFrom },
            runOptions(context),
          )
          return {
            json: receipt,
            text: `Source ${receipt.source}\n${receiptText(receipt)}`,
            exit: receiptExit(receipt),
          }
        })
      }),
    )
}

/** A mistyped path stops the import before anything is sealed. @throws CliError FILE_MISSING */
async function requireAll(paths: readonly string[]): Promise<void> {
  for (const place of paths) {
    const found = await lstat(place).catch(() => null)
    if (found === null)
      throw new CliError(
        'FILE_MISSING',
        `There is no file or folder ${place}. Nothing was imported. Check the spelling.`,
      )
  }
}
