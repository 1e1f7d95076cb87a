import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunningServer } from '@homeward/server'
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

interface ServeOptions {
  port?: number
  host: string
  tlsCert?: string
  tlsKey?: string
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
    .action(
      act(async (context, options: ServeOptions) => {
        const dir = vaultDir(context.options)
        if (!existsSync(path.join(dir, 'homeward.json')))
          throw new CliError(
            'NOTHING_THERE',
            `There is no vault in ${dir}. Make one with: homeward init DIR --name NAME`,
          )
        const server = await listen(context, dir, options)
        context.print({
          json: { url: server.url },
          text: `Homeward listens on ${server.url} for ${isLocal(options.host) ? 'this computer only' : 'every computer that reaches it'}. Press Ctrl-C to stop.`,
        })
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
  // Loaded only here: most commands need no server.
  const { createServer } = await import('@homeward/server')
  const last = wanted ?? lastPort
  for (let port = wanted ?? firstPort; port <= last; port++)
    try {
      return await createServer({
        vaultDir: dir,
        port,
        webDir,
        host,
        ...(tls === null ? {} : { tls }),
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

async function readTls({ tlsCert, tlsKey }: ServeOptions): Promise<{ certPem: string; keyPem: string } | null> {
  if (tlsCert === undefined && tlsKey === undefined) return null
  if (tlsCert === undefined || tlsKey === undefined)
    throw new CliError('USAGE', 'A certificate and its key belong together: give both --tls-cert and --tls-key.')
  return { certPem: await readFile(tlsCert, 'utf8'), keyPem: await readFile(tlsKey, 'utf8') }
}
