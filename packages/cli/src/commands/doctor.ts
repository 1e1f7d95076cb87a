import path from 'node:path'
import { examineVault, type Check } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import type { Context } from '../context.ts'
import { indexChecks } from '../doctor/index-checks.ts'
import { machineChecks } from '../doctor/machine-checks.ts'
import { EXIT } from '../exit-code.ts'
import { describeFault } from '../faults.ts'
import { count } from '../numbers.ts'
import { currentSource, readPassphrase } from '../passphrase.ts'
import { runOptions } from '../run-options.ts'
import { foreign } from '../terminal-text.ts'
import { vaultDir } from '../vault-dir.ts'

interface DoctorOptions {
  mend?: boolean
  deep?: boolean
}

/** `homeward doctor`: everything that can be wrong with a vault and the computer it is on, without naming anything in it. */
export function addDoctor(program: Command, act: Act): void {
  program
    .command('doctor')
    .description('look for everything that can be wrong; the output names nobody and can be shown to a helper')
    .option('--mend', 'mend what can be mended without harm')
    .option('--deep', 'decrypt and hash every byte of every file too')
    .action(
      act(async (context, { mend = false, deep = false }: DoctorOptions) => {
        const dir = vaultDir(context.options)
        const passphrase = await readPassphrase(currentSource(context.options))
        const { progress, signal } = context
        const checks = [
          ...machineChecks(dir),
          ...(await examineVault({
            dir,
            passphrase,
            mend,
            deep,
            signal,
            onProgress: ({ part, done, total }) => {
              progress.show({ stage: part === 'log' ? 'entries' : 'sealed files', done, total })
            },
          })),
        ]
        if (isWorkable(checks)) checks.push(...(await tryIndexes(context, { dir, passphrase, mend })))
        const faults = checks.filter(({ state }) => state === 'fault').length
        return {
          json: { checks },
          text: [...checks.map(lineOf), summary(checks)].join('\n'),
          exit: faults > 0 ? EXIT.fault : EXIT.done,
        }
      }),
    )
}

/** Whether the vault opened and can be written: only then are its indexes of use. */
function isWorkable(checks: readonly Check[]): boolean {
  const isSound = (name: string): boolean => checks.some(({ check, state }) => check === name && state === 'ok')
  return isSound('lock') && isSound('device') && isSound('log') && isSound('database')
}

async function tryIndexes(
  context: Context,
  options: { dir: string; passphrase: string; mend: boolean },
): Promise<Check[]> {
  try {
    return await indexChecks({ ...options, run: runOptions(context) })
  } catch (error) {
    if (context.signal.aborted) throw error
    const found = describeFault(error).message.replaceAll(path.resolve(options.dir), '…')
    return [{ check: 'index', state: 'fault', found, todo: 'homeward rebuild' }]
  }
}

const labels: Record<Check['state'], string> = {
  ok: 'ok      ',
  warning: 'WARNING ',
  fault: 'FAULT   ',
  mended: 'mended  ',
}

function lineOf({ check, state, found, todo }: Check): string {
  return `${labels[state]}${check}: ${foreign(found)}${todo === undefined ? '' : ` ${foreign(todo)}`}`
}

function summary(checks: readonly Check[]): string {
  const number = (wanted: Check['state']): number => checks.filter(({ state }) => state === wanted).length
  return `${count(checks.length, 'check')}: ${number('ok')} ok, ${number('mended')} mended, ${count(number('warning'), 'warning')}, ${count(number('fault'), 'fault')}.`
}
