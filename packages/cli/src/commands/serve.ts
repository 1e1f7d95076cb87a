import { existsSync } from 'node:fs'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunningServer } from '@homeward/server'
import type { Command } from 'commander'
import type { Act } from '../act.ts'
import { CliError } from '../cli-error.ts'
import type { Context } from '../context.ts'
import { wholeNumber } from '../numbers.ts'
import { foreign } from '../terminal-text.ts'
import { vaultDir } from '../vault-dir.ts'

const firstPort = 4780
const lastPort = 4799

/** The built interface. */
const webDir = fileURLToPath(new URL('../../../web/dist/', import.meta.url))

/** `homeward serve`: the interface in a browser of this computer, locked until somebody unlocks it there. */
export function addServe(program: Command, act: Act): void {
  program
    .command('serve')
    .description('open the interface for a browser on this computer; the passphrase is typed there')
    .option('--port <number>', `port (${firstPort}, or the next that is free)`, wholeNumber(0, 65_535))
    .action(
      act(async (context, { port }: { port?: number }) => {
        const dir = vaultDir(context.options)
        if (!existsSync(path.join(dir, 'homeward.json')))
          throw new CliError(
            'NOTHING_THERE',
            `There is no vault in ${dir}. Make one with: homeward init DIR --name NAME`,
          )
        const server = await listen(context, dir, port)
        context.print({
          json: { url: server.url },
          text: `Homeward listens on ${server.url} for this computer only. Press Ctrl-C to stop.`,
        })
        if (!context.signal.aborted) await once(context.signal, 'abort')
        await server.close()
        return null
      }),
    )
}

async function listen(context: Context, dir: string, wanted: number | undefined): Promise<RunningServer> {
  // Loaded only here: most commands need no server.
  const { createServer } = await import('@homeward/server')
  const last = wanted ?? lastPort
  for (let port = wanted ?? firstPort; port <= last; port++)
    try {
      return await createServer({
        vaultDir: dir,
        port,
        webDir,
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
