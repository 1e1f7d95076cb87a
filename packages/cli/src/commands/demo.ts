import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { openRecords } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import { fillDemoVault } from '../demo-vault.ts'
import { inventPassphrase } from '../demo-words.ts'
import { count, wholeNumber } from '../numbers.ts'
import { currentSource, givenPassphrase } from '../passphrase.ts'
import { foreign } from '../terminal-text.ts'

interface DemoOptions {
  seed: string
  people: number
  messages: number
  keepExports?: boolean
}

/** `homeward demo DIR`: a vault full of invented people and chats. */
export function addDemo(program: Command, act: Act): void {
  program
    .command('demo <dir>')
    .description('make a vault of invented people and chats, to try everything')
    .option('--seed <text>', 'the same seed invents the same world', '1')
    .option('--people <number>', 'how many people to invent', wholeNumber(0, 100_000), 120)
    .option('--messages <number>', 'how many messages the market group has', wholeNumber(0, 10_000_000), 3000)
    .option('--keep-exports', 'keep the invented exports and the truth about them in DIR-exports')
    .action(
      act(async (context, dir: string, { seed, people, messages, keepExports = false }: DemoOptions) => {
        await requireFree(dir)
        const { progress, note, signal } = context
        // Loaded only here: no other command invents anything.
        const { generateWorld, writeWorld } = await import('@homeward/testworld')
        const exportsDir = `${path.resolve(dir)}-exports`
        if (keepExports) await requireFree(exportsDir)
        const given = givenPassphrase(currentSource(context.options))
        const passphrase = given ?? inventPassphrase()
        await mkdir(path.dirname(path.resolve(dir)), { recursive: true })
        // Beside the place where it will stand, so that it is put there in one step when it is whole.
        const unfinished = await mkdtemp(`${path.resolve(dir)}.unfinished-`)
        try {
          note(`Inventing ${count(people, 'person', 'people')} and ${count(messages, 'message')} …`)
          const worldDir = path.join(unfinished, 'exports')
          const world = await writeWorld(generateWorld({ seed, people, messages }), worldDir, {
            onProgress: ({ part, done, total }) => {
              signal.throwIfAborted()
              progress.show({ stage: part, done, total })
            },
          })
          const vaultDir = path.join(unfinished, 'vault')
          const made = await createVault({ dir: vaultDir, name: 'Demo (invented)', memberName: 'Demo', passphrase })
          const vault = await openVault({ dir: vaultDir, passphrase })
          const home = await openRecords(vault)
            .then((records) => fillDemoVault(records, world, context))
            .finally(() => {
              vault.close()
            })
          await rename(vaultDir, dir)
          if (keepExports) await rename(worldDir, exportsDir)
          const shown = given === null ? passphrase : null
          return {
            json: {
              ...made,
              dir: path.resolve(dir),
              passphrase: shown,
              exports: keepExports ? exportsDir : null,
              home,
            },
            text: [
              `The demo vault is ready in ${foreign(dir)}. Everything in it is invented.`,
              `${count(home.people, 'person', 'people')}, ${count(home.sources, 'source')}, ${count(home.messages, 'message')}, ${count(home.leads.open, 'open lead')}.`,
              ...(shown === null ? [] : [`Passphrase: ${shown}`]),
              ...(keepExports ? [`The exports are in ${foreign(exportsDir)}.`] : []),
            ].join('\n'),
          }
        } catch (error) {
          if (!signal.aborted) throw error
          throw new CliError('CANCELLED', 'Stopped. Nothing is left of the unfinished demo.', { cause: error })
        } finally {
          await rm(unfinished, { recursive: true, force: true })
        }
      }),
    )
}

/** @throws CliError FILE_EXISTS unless the folder is empty or not there; an empty one is removed, to be put in place whole. */
async function requireFree(dir: string): Promise<void> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (names === null) return
  if (names.length > 0)
    throw new CliError('FILE_EXISTS', `The folder ${dir} is not empty. Choose a new one for the demo.`)
  await rmdir(dir)
}
