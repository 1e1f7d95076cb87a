import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PhonesOptions, RunningServer } from '@homeward/server'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context } from '../context.ts'
import { allowsCoreDumps } from '../memory-dumps.ts'
import { wholeNumber } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { vaultDir } from '../vault-dir.ts'

const firstPort = 4780
const lastPort = 4799

/** The built interface. */
const webDir = fileURLToPath(new URL('../../../web/dist/', import.meta.url))
/** The built app for phones. */
const albumDir = fileURLToPath(new URL('../../../album/dist/app/', import.meta.url))

type TlsPair = NonNullable<PhonesOptions['tls']>

interface ServeOptions {
  port?: number
  host: string
  tlsCert?: string
  tlsKey?: string
  phones?: string
  phonesCert?: string
  phonesKey?: string
}

/**
 * `homeward serve`: the interface in a browser of this computer, or with a certificate in those of others, locked until
 * somebody unlocks it there (rule X15).
 */
export function addServe(program: Command, act: Act): void {
  program
    .command('serve')
    .description('open the interface for a browser on this computer; the passphrase is typed there')
    .option('--port <number>', `port (${firstPort}, or the next that is free)`, wholeNumber(0, 65_535))
    .option('--host <address>', 'listen there; beyond 127.0.0.1 a certificate is needed', '127.0.0.1')
    .option('--tls-cert <file>', 'certificate for the name or address that browsers will open, in PEM')
    .option('--tls-key <file>', 'its private key, in PEM')
    .option('--phones <host:port>', 'let phones reach the album there, and nothing else')
    .option('--phones-cert <file>', 'a certificate for that address, in PEM, instead of “homeward certificate make”')
    .option('--phones-key <file>', 'its private key, in PEM')
    .action(
      act(async (context, options: ServeOptions) => {
        const dir = vaultDir(context.options)
        if (!existsSync(path.join(dir, 'homeward.json')))
          throw new CliError(
            'NOTHING_THERE',
            `There is no vault in ${dir}. Make one with: homeward init DIR --name NAME`,
          )
        const server = await listen(context, dir, options)
        const phones = server.phones()
        context.print({
          json: { url: server.url, phones: phones.url },
          text: `Homeward listens on ${server.url} for ${isLocal(options.host) ? 'this computer only' : 'every computer that reaches it'}. Press Ctrl-C to stop.`,
        })
        if (options.phones !== undefined)
          context.note(
            phones.url === null
              ? `Phones are listened for at ${options.phones} as soon as somebody unlocks the vault.`
              : `Phones are listened for at ${phones.url}`,
          )
        if (allowsCoreDumps())
          context.note('If it crashes, the system may write its memory to disk. To prevent that, run: ulimit -c 0')
        if (!context.signal.aborted) await once(context.signal, 'abort')
        await server.close()
        return null
      }),
    )
}

const isLocal = (host: string): boolean => host === '127.0.0.1' || host === 'localhost'

async function listen(context: Context, dir: string, options: ServeOptions): Promise<RunningServer> {
  const { port: wanted, host } = options
  const tls = await readTls(options)
  const phones = await readPhones(options)
  // Loaded only here: most commands need no server.
  const { createServer } = await import('@homeward/server')
  const last = wanted ?? lastPort
  for (let port = wanted ?? firstPort; port <= last; port++)
    try {
      return await createServer({
        vaultDir: dir,
        port,
        webDir,
        albumDir,
        host,
        ...(tls === null ? {} : { tls }),
        ...(phones === null ? {} : { phones }),
        onFault: (fault) => {
          context.note(`Fault: ${foreign(JSON.stringify(fault))}`)
        },
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    }
  throw new CliError(
    'PORT_TAKEN',
    wanted === undefined
      ? `The ports ${firstPort} to ${lastPort} are all in use. Name another with --port.`
      : `Port ${wanted} is in use. Name another with --port, or leave --port out.`,
  )
}

function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<TlsPair | null> {
  return readPair(tlsCert, tlsKey, '--tls-cert and --tls-key')
}

async function readPhones({ phones, phonesCert, phonesKey }: ServeOptions): Promise<PhonesOptions | null> {
  const tls = await readPair(phonesCert, phonesKey, '--phones-cert and --phones-key')
  if (phones === undefined && tls === null) return null
  const match = /^(?:\[([\da-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/u.exec(phones ?? '')
  const host = match?.[1] ?? match?.[2]
  const port = Number(match?.[3])
  if (host === undefined || port > 65_535)
    throw new CliError('USAGE', 'Say where phones are listened for: --phones HOST:PORT, such as 192.168.1.20:4790.')
  return { host, port, ...(tls === null ? {} : { tls }) }
}

async function readPair(cert: string | undefined, key: string | undefined, names: string): Promise<TlsPair | null> {
  if (cert === undefined && key === undefined) return null
  if (cert === undefined || key === undefined)
    throw new CliError('USAGE', `A certificate and its key belong together: give both ${names}.`)
  return { certPem: await readFile(cert, 'utf8'), keyPem: await readFile(key, 'utf8') }
}
