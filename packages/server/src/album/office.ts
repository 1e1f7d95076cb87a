import type { Records } from '@homeward/records'
import type { Clock } from '../clock.ts'
import { ServerError } from '../errors.ts'
import type { JobSlot } from '../jobs.ts'
import type { Own } from '../own.ts'
import { createSerial, type Serial } from '../serial.ts'
import { createUnlockDelay, type UnlockDelay } from '../unlock-delay.ts'
import { createContacts, type Contacts } from './contacts.ts'

/** What phones meet: whoever has the vault open and may answer them. */
export interface Office {
  contacts: Contacts
  /** Who waits after wrong tokens and signatures (AL9). */
  delay: UnlockDelay
  /** One write of a phone at a time: two requests of one session must not both find the same place free. */
  inTurn: Serial
  /** The records of a member who may answer. Throws `ServerError` VAULT_LOCKED. */
  records: () => Records
  /** Whose invitation this token is; null when it is nobody's. Throws `ServerError` VAULT_LOCKED. */
  inviting: (token: string) => Own | null
}

interface OfficeParts {
  clock: Clock
  slot: Pick<JobSlot, 'kind'>
  /** Everybody who has the vault open. */
  opened: () => Own[]
}

/**
 * Who may answer a phone: a member who may write and opens registry and testimony, because an answer goes into the one and the words
 * about it into the other (ADR 21). While indexes are made anew nobody may: half of an album would look like a whole one (S28).
 */
export function createOffice({ clock, slot, opened }: OfficeParts): Office {
  const contacts = createContacts(clock)
  const answering = (): Own[] =>
    slot.kind() === 'rebuild'
      ? []
      : opened().filter(
          ({ records: { vault } }) =>
            vault.member.role !== 'reader' &&
            vault.compartments.includes('registry') &&
            vault.compartments.includes('testimony'),
        )
  const required = (): [Own, ...Own[]] => {
    const [first, ...others] = answering()
    if (first !== undefined) return [first, ...others]
    contacts.clear()
    throw new ServerError('VAULT_LOCKED', 'The office is closed. Nothing is lost; try again when somebody is there.')
  }
  return {
    contacts,
    delay: createUnlockDelay(clock),
    inTurn: createSerial(),
    records: () => required()[0].records,
    inviting: (token) => required().find(({ invitations }) => invitations.has(token)) ?? null,
  }
}
