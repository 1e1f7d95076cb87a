import { forgetNames } from '@homeward/compare'
import { deriveMissing } from '@homeward/intake'
import { openRecords, uncompared, underived, type Records } from '@homeward/records'
import { joinVault, openVault, type Joined } from '@homeward/vault'
import type { Clock } from './clock.ts'
import type { NoteFault } from './fault.ts'
import { createImports, type Imports } from './imports.ts'
import { createJobs, type Jobs } from './jobs.ts'
import type { VerifyReportView } from './schemas/views.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createThumbnails, type Thumbnails } from './thumbnails.ts'
import { createUnlockDelay } from './unlock-delay.ts'
import { createVaultKeeper, type VaultKeeper } from './vault-keeper.ts'

/** What the routes of one server share. Everything in it that came out of the vault is forgotten when it locks. */
export interface Services {
  clock: Clock
  idleLockMs: number
  mostFileBytes: number
  /** Asked on every request, since the port is known only when the server listens. */
  port: () => number
  noteFault: NoteFault
  sessions: Sessions
  jobs: Jobs
  imports: Imports
  thumbnails: Thumbnails
  keeper: VaultKeeper<Records>
  /** Makes the keys of somebody who joins, whether the vault is open or not; `address` is who waits after wrong tries. */
  join: (passphrase: string, address: string) => Promise<Joined>
  lastVerify: { atMs: number; report: VerifyReportView } | null
}

export type ServiceOptions = Pick<Services, 'clock' | 'idleLockMs' | 'mostFileBytes' | 'port' | 'noteFault'> & {
  vaultDir: string
}

export function createServices({ vaultDir, ...options }: ServiceOptions): Services {
  const { clock, idleLockMs, noteFault } = options
  const sessions = createSessions(clock, idleLockMs)
  const jobs = createJobs(clock, noteFault)
  const imports = createImports()
  const thumbnails = createThumbnails()
  const keeper = createVaultKeeper<Records>({
    clock,
    sessions,
    jobs,
    delay: createUnlockDelay(clock),
    noteFault,
    async open(passphrase) {
      const vault = await openVault({ dir: vaultDir, passphrase })
      try {
        const records = await openRecords(vault)
        deriveAgain(records, jobs)
        return records
      } catch (error) {
        vault.close()
        throw error
      }
    },
    close(records) {
      imports.clear()
      thumbnails.clear()
      forgetNames()
      services.lastVerify = null
      records.vault.close()
    },
  })
  const join: Services['join'] = (passphrase, address) =>
    keeper.inTurn(address, (records) =>
      records === null ? joinVault({ dir: vaultDir, passphrase }) : records.vault.join({ passphrase }),
    )
  const services: Services = { ...options, sessions, jobs, imports, thumbnails, keeper, join, lastVerify: null }
  return services
}

/** Reads what an interrupted import, or an index that had to be made anew, left unread (rule S29). */
function deriveAgain(records: Records, jobs: Jobs): void {
  const sources = underived(records).length
  if (sources === 0 && !uncompared(records)) return
  jobs.start('derive', async ({ signal, progress }) => {
    await deriveMissing(records, {
      signal,
      onProgress({ stage, done, total }) {
        progress(stage, done, total)
      },
    })
    return { sources }
  })
}
