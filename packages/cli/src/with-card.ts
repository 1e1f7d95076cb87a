import path from 'node:path'
import type { Command } from 'commander'
import { CliError } from './cli-error.ts'
import { describeFault } from './faults.ts'
import { createNewFile } from './new-file.ts'
import { recoveryCards, type CardText } from './recovery-card.ts'
import { foreign } from './terminal-text.ts'

/** The options of a command that shows recovery texts. */
export interface CardOptions {
  card?: string
  plain?: boolean
}

/** Adds --card and --plain. */
export function cardOptions(command: Command): Command {
  return command
    .option('--card <file.html>', 'also write a page with three recovery cards to print; delete the file afterwards')
    .option('--plain', 'the cards say neither what they belong to nor whose they are')
}

/**
 * Makes recovery texts, and the page of cards if one is asked for. The file is opened first, so that a wrong name stops
 * before anything is made; if it cannot be written later, what was made is kept and `remark` says so.
 * @throws CliError FILE_EXISTS, USAGE for a file inside the vault; what `make` throws
 */
export async function withCard<T extends { recovery: string[] }>(
  { card, plain = false }: CardOptions,
  about: { dir: string; organisation?: string; member?: string },
  make: () => Promise<T>,
): Promise<{ made: T; remark: string[]; isWritten: boolean }> {
  if (card === undefined) return { made: await make(), remark: [], isWritten: true }
  if (isBelow(about.dir, card))
    throw new CliError('USAGE', 'The cards must not be kept inside the vault. Choose another folder, best on a stick.')
  let made: T | undefined
  const { organisation, member } = about
  const whose: Omit<CardText, 'shares'> = {
    isPlain: plain,
    ...(organisation === undefined ? {} : { organisation }),
    ...(member === undefined ? {} : { member }),
  }
  try {
    await createNewFile(
      card,
      async (write) => {
        made = await make()
        await write(Buffer.from(recoveryCards({ shares: made.recovery, ...whose })))
      },
      () => Promise.resolve(),
    )
  } catch (error) {
    if (made === undefined) throw error
    const remark = ['', `The cards were not written: ${foreign(describeFault(error).message)} Write the texts down.`]
    return { made, remark, isWritten: false }
  }
  if (made === undefined) throw new CliError('NOTHING_THERE', 'Nothing was made.')
  const remark = [
    '',
    `The cards to print are in ${foreign(card)}. Print them, cut them apart, then DELETE THE FILE and empty the bin:`,
    'whoever finds it opens all that you can open. Deleted files can often be read again: best write it to a stick that you destroy.',
  ]
  return { made, remark, isWritten: true }
}

function isBelow(dir: string, file: string): boolean {
  const relative = path.relative(path.resolve(dir), path.resolve(file))
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative)
}
