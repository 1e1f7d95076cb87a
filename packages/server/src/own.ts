import { forgetNames } from '@homeward/compare'
import { deriveMissing } from '@homeward/intake'
import { openRecords, uncompared, underived, type Records } from '@homeward/records'
import type { Vault } from '@homeward/vault'
import { createInvitations, type Invitations } from './album/invitations.ts'
import type { Clock } from './clock.ts'
import type { NoteFault } from './fault.ts'
import { createImports, type Imports } from './imports.ts'
import { createJobs, type Jobs, type JobSlot } from './jobs.ts'
import type { VerifyReportView } from './schemas/views.ts'
import { createThumbnails, type Thumbnails } from './thumbnails.ts'

/**
 * What the server has in memory for one member, whatever browsers they work in. It goes with the session to the routes, and
 * no route has a way to another member's (rule S41). All of it is forgotten when they lock.
 */
export interface Own {
  member: string
  /** It is being closed: nothing new begins. */
  isEnding: boolean
  records: Records
  jobs: Jobs
  imports: Imports
  thumbnails: Thumbnails
  /** Phones that this member is pairing. */
  invitations: Invitations
  /** What the last finished verification since unlocking said. */
  lastVerify: { atMs: number; report: VerifyReportView } | null
}

/** Opens the indexes of a vault that was unlocked, and reads what is unread (rule S29). Closes the vault if that fails. */
export async function openOwn(
  vault: Vault,
  { clock, slot, noteFault }: { clock: Clock; slot: JobSlot; noteFault: NoteFault },
): Promise<Own> {
  try {
    const records = await openRecords(vault)
    const own: Own = {
      member: vault.member.id,
      isEnding: false,
      records,
      jobs: createJobs(clock, noteFault, slot),
      imports: createImports(),
      thumbnails: createThumbnails(),
      invitations: createInvitations(clock),
      lastVerify: null,
    }
    deriveAgain(own, slot)
    return own
  } catch (error) {
    vault.close()
    throw error
  }
}

/** Stops what this member has running, closes their vault, and forgets everything. Resolves when their keys are gone. */
export async function closeOwn(own: Own, noteFault: NoteFault): Promise<void> {
  own.isEnding = true
  await own.jobs.clear()
  own.imports.clear()
  own.thumbnails.clear()
  own.invitations.clear()
  // One memory for all names that were compared: another member's are folded again when they are needed.
  forgetNames()
  own.lastVerify = null
  try {
    own.records.vault.close()
  } catch (error) {
    // Locked it is; that the last of the custody log could not be written must not look like a lock that failed.
    noteFault('custody log at lock', error)
  }
}

/** Reads what an interrupted import, or an index that had to be made anew, left unread; behind what another member runs. */
function deriveAgain(own: Own, slot: JobSlot): void {
  const { records, jobs } = own
  if (own.isEnding || records.vault.ended.aborted) return
  if (slot.kind() !== null) {
    slot.whenFree(() => {
      deriveAgain(own, slot)
    })
    return
  }
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
