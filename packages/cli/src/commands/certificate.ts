import type { AuthorityRequest, AuthorityView } from '@homeward/server'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context, Outcome } from '../context.ts'
import { createNewFile } from '../new-file.ts'
import { foreign } from '../terminal-text.ts'
import { withRecords } from '../with-vault.ts'

interface MakeOptions {
  for?: string[]
  shownAs?: string
}

/** `homeward certificate …`: the organisation's own certificate authority for the phones of albums (rules X28, S51). */
export function addCertificate(program: Command, act: Act): void {
  const certificate = program
    .command('certificate')
    .description('the certificate by which phones know this organisation’s server')
  const names = 'name or address under which phones open this computer, or a private network such as 192.168.1.0/24'
  const shown = 'what phones list it as; whoever looks through a phone reads it'
  certificate
    .command('make')
    .description('make it; every phone of an album installs it once')
    .requiredOption('--for <name...>', names)
    .option('--shown-as <text>', `${shown} (Office server)`)
    .action(act((context, options: MakeOptions) => make(context, options)))
  certificate
    .command('renew')
    .description(
      'make another one in its place, for the same names unless others are given; every phone installs it anew',
    )
    .option('--for <name...>', names)
    .option('--shown-as <text>', shown)
    .action(act((context, options: MakeOptions) => make(context, { ...options, replace: true })))
  certificate
    .command('show')
    .description('what it is for, until when, and the fingerprint that phones compare')
    .action(
      act((context) =>
        withRecords(context, ['registry'], async (records) => {
          // Loaded only here: most commands need no server.
          const { ownAuthority } = await import('@homeward/server')
          const authority = ownAuthority(records)
          if (authority === null) throw noneYet()
          return shownOf(authority)
        }),
      ),
    )
  certificate
    .command('save <file>')
    .description('write the certificate that phones install to a file, to carry it to a phone by cable')
    .action(
      act((context, file: string) =>
        withRecords(context, ['registry'], async (records) => {
          const { rootCertificate } = await import('@homeward/server')
          const bytes = rootCertificate(records)
          if (bytes === null) throw noneYet()
          await createNewFile(
            file,
            (write) => write(bytes),
            () => Promise.resolve(),
          )
          return { json: { file, size: bytes.length }, text: `The certificate was written to ${foreign(file)}.` }
        }),
      ),
    )
}

function make(context: Context, { for: names, shownAs, replace }: MakeOptions & AuthorityRequest): Promise<Outcome> {
  return withRecords(context, ['registry'], async (records) => {
    const { makeOwnAuthority } = await import('@homeward/server')
    return shownOf(await makeOwnAuthority(records, { names, shownAs, replace }, new Date()))
  })
}

function noneYet(): CliError {
  return new CliError(
    'NOTHING_THERE',
    'There is no certificate for phones yet. Make one: homeward certificate make --for NAME',
  )
}

/** The fingerprint in eight rows of four pairs, so that two people can read it to each other. */
function shownOf(authority: AuthorityView): Outcome {
  const rows = authority.fingerprint.match(/(?:[\dA-F]{2} ?){4}/gu) ?? []
  return {
    json: authority,
    text: [
      `For: ${authority.names.join(', ')}`,
      `Phones list it as: ${foreign(authority.shownAs)}`,
      `Phones accept it until: ${authority.until.slice(0, 10)}`,
      'Fingerprint (SHA-256), to compare on every phone before it is trusted:',
      '',
      ...rows.map((row) => `  ${row.trim()}`),
      '',
      'Start the server for phones: homeward serve --phones HOST:PORT',
    ].join('\n'),
  }
}
