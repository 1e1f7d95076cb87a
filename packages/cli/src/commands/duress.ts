import { removeDuress, setDuress, tryDuress } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { currentSource, givenPassphrase, readPassphrase, typeSecret } from '../passphrase.ts'
import { vaultDir } from '../vault-dir.ts'
import { refuseWeakPassphrase } from '../weak-passphrase.ts'

interface DuressSource {
  duressPassphraseFile?: string
}

const fileOption = [
  '--duress-passphrase-file <file>',
  'read it from a file (or HOMEWARD_DURESS_PASSPHRASE, or type it)',
] as const

const afterSetting = [
  'The duress passphrase is set. It opens the second vault wherever this one is asked for.',
  'Rehearse it now: homeward duress try',
  'Your shell may have kept this command in its history: remove it there.',
]

const destruction =
  'Whoever gives it destroys what opens this vault on this computer, for all its members: passphrases, passkeys, recovery cards. Have a backup somewhere else.'

/** `homeward duress set|try|remove`: a second passphrase that opens a second vault (rule X23). */
export function addDuress(program: Command, act: Act): void {
  const duress = program.command('duress').description('a second passphrase that opens a second vault')
  addSet(duress, act)
  addTry(duress, act)
  duress
    .command('remove')
    .description('take the duress passphrase away, if there is one')
    .action(
      act(async ({ options }) => {
        await removeDuress({ dir: vaultDir(options), passphrase: await readPassphrase(currentSource(options)) })
        return { json: { removed: true }, text: 'No duress passphrase opens anything from this vault any more.' }
      }),
    )
}

function addSet(duress: Command, act: Act): void {
  duress
    .command('set')
    .description('set the duress passphrase: that of another vault, which it then opens in the place of this one')
    .requiredOption('--opens <dir>', 'the folder of the second vault; make it with init, beside this one')
    .option('--destroy', 'giving it also destroys what else opens this vault on this computer')
    .option(...fileOption)
    .action(
      act(async ({ options }, { opens, destroy = false, ...source }: DuressSource & SetOptions) => {
        const dir = vaultDir(options)
        const passphrase = await readPassphrase(currentSource(options))
        const duressPassphrase = await readDuress(source)
        refuseWeakPassphrase(duressPassphrase, [])
        await setDuress({ dir, passphrase, duressPassphrase, opens, destroys: destroy })
        return {
          json: { set: true, destroys: destroy },
          text: [...afterSetting, ...(destroy ? [destruction] : [])].join('\n'),
        }
      }),
    )
}

interface SetOptions {
  opens: string
  destroy?: boolean
}

function addTry(duress: Command, act: Act): void {
  duress
    .command('try')
    .description('say what the duress passphrase would do, without destroying anything; asks for both passphrases')
    .option(...fileOption)
    .action(
      act(async ({ options }, source: DuressSource) => {
        const dir = vaultDir(options)
        const passphrase = await readPassphrase(currentSource(options))
        const trial = await tryDuress({ dir, passphrase, duressPassphrase: await readDuress(source) })
        return { json: trial, text: trialText(trial), exit: trial.opens ? EXIT.done : EXIT.refused }
      }),
    )
}

function trialText({ opens, destroys }: { opens: boolean; destroys: boolean }): string {
  if (!opens && !destroys) return 'This passphrase does nothing here: it would be answered as a wrong one.'
  const first = opens
    ? 'The second vault would open.'
    : 'The second vault would not open: the passphrase would be answered as a wrong one.'
  const second = destroys
    ? 'What else opens this vault on this computer would be destroyed before.'
    : 'Nothing would be destroyed.'
  return `${first}\n${second}`
}

async function readDuress({ duressPassphraseFile: file }: DuressSource): Promise<string> {
  return givenPassphrase({ file, env: 'HOMEWARD_DURESS_PASSPHRASE' }) ?? (await typeSecret('Duress passphrase: '))
}
