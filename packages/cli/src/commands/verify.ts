import { verifyVault } from '@homeward/vault'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { EXIT } from '../exit-code.ts'
import { bytesText, count } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { currentSource, readPassphrase } from '../passphrase.ts'
import { vaultDir } from '../vault-dir.ts'

/** `homeward verify [--deep]`: whether everything in the vault is as it was written. */
export function addVerify(program: Command, act: Act): void {
  program
    .command('verify')
    .description('check signatures, hashes and tables of the vault (for a package: homeward-verify FILE)')
    .option('--deep', 'decrypt and hash every byte of every file too')
    .action(
      act(async ({ options, progress, signal }, { deep = false }: { deep?: boolean }) => {
        const dir = vaultDir(options)
        const passphrase = await readPassphrase(currentSource(options))
        // Not through an open vault: one that is too damaged to open is just the one to check.
        const report = await verifyVault({
          dir,
          passphrase,
          deep,
          signal,
          onProgress: ({ part, done, total }) => {
            progress.show({ stage: part === 'log' ? 'entries' : 'sealed files', done, total })
          },
        })
        const { entries, blobs, bytes, closed, quarantined, erased, faults } = report
        return {
          json: report,
          text: [
            `${count(entries, 'entry', 'entries')} and ${count(blobs, 'sealed file')} checked, ${bytesText(bytes)} read.`,
            ...(erased === 0
              ? []
              : [
                  `${count(erased, 'entry was', 'entries were')} erased; what they said is gone, and the log is whole.`,
                ]),
            ...(closed === 0
              ? []
              : [`${count(closed, 'sealed file')} of parts that are closed to you: only their sizes were looked at.`]),
            ...(quarantined === 0
              ? []
              : [`${count(quarantined, 'sealed file')} in quarantine: only their sizes were looked at.`]),
            ...faults.map(({ where, what }) => `FAULT ${foreign(where)}: ${foreign(what)}`),
            faults.length === 0
              ? `No fault.${deep ? '' : ' With --deep every byte of every sealed file is checked too.'}`
              : `${count(faults.length, 'fault')}. Keep the vault as it is, copy it, and restore the damaged parts from a copy.`,
          ].join('\n'),
          exit: faults.length === 0 ? EXIT.done : EXIT.fault,
        }
      }),
    )
}
