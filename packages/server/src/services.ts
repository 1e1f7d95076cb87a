import { createInstallation, type Joined } from '@homeward/vault'
import { createOffice, type Office } from './album/office.ts'
import type { Clock } from './clock.ts'
import type { NoteFault } from './fault.ts'
import { createJobSlot, type JobSlot } from './jobs.ts'
import { closeOwn, openOwn } from './own.ts'
import { createRefusals, type Refusals } from './refusals.ts'
import { createSessions, type Sessions } from './sessions.ts'
import { createUnlockDelay } from './unlock-delay.ts'
import { noPhones, type Phones } from './phones/phones.ts'
import { createVaultKeeper, type VaultKeeper } from './vault-keeper.ts'

/** What the routes of one server share. What came out of the vault is not here but in `Own`, one for each member. */
export interface Services {
  clock: Clock
  idleLockMs: number
  mostFileBytes: number
  /** Asked on every request, since the port is known only when the server listens. */
  port: () => number
  noteFault: NoteFault
  sessions: Sessions
  slot: JobSlot
  keeper: VaultKeeper
  /** What phones with albums meet. */
  office: Office
  /** Where phones reach the album, as a URL that ends in `/`; null while they cannot. */
  phoneUrl: () => string | null
  /** What was refused while nobody could write it down. */
  refusals: Refusals
  /** The listener for phones (rules S50 to S54). */
  phones: Phones
  /** Makes the keys of somebody who joins, whether the vault is open or not; `address` is who waits after wrong tries. */
  join: (passphrase: string, address: string) => Promise<Joined>
  /** Gives the member of a session a new passphrase; a wrong one waits as `keeper.tried` says. */
  changePassphrase: (
    change: { member: string; passphrase: string; newPassphrase: string },
    address: string,
  ) => Promise<void>
}

export type ServiceOptions = Pick<Services, 'clock' | 'idleLockMs' | 'mostFileBytes' | 'port' | 'noteFault'> & {
  vaultDir: string
  phones?: Phones
  phoneUrl?: () => string | null
}

/** What the routes of one server share. Opens nothing: the vault stays locked until somebody unlocks it. */
export function createServices({
  vaultDir,
  phones = noPhones,
  phoneUrl = () => phones.state().url,
  ...options
}: ServiceOptions): Services {
  const { clock, idleLockMs, noteFault } = options
  const sessions = createSessions(clock, idleLockMs)
  const slot = createJobSlot()
  const delay = createUnlockDelay(clock)
  const installation = createInstallation({ dir: vaultDir, now: () => new Date(clock.nowMs()), after: clock.after })
  const refusals = createRefusals(clock)
  const keeper = createVaultKeeper({
    clock,
    refusals,
    sessions,
    delay,
    noteFault,
    unlock: installation.unlock,
    async begin(vault) {
      const own = await openOwn(vault, { clock, slot, noteFault })
      await phones.opened(own)
      return own
    },
    async end(own) {
      await phones.ended(own)
      await closeOwn(own, noteFault)
    },
  })
  const office = createOffice({ clock, slot, opened: keeper.opened })
  const join: Services['join'] = async (passphrase, address) => {
    delay.check(address)
    const joined = await installation.join({ passphrase })
    return joined
  }
  const changePassphrase: Services['changePassphrase'] = (change, address) =>
    keeper.tried(address, () => installation.changePassphrase(change))
  return { ...options, sessions, slot, keeper, office, phones, phoneUrl, refusals, join, changePassphrase }
}
