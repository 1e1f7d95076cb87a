import { FormatError, canonicalJson, fromUtf8, toHex, verifyNote } from '@homeward/format'
import type { Change, Vkey } from '@homeward/format'
import type { Database } from '@signalapp/sqlcipher'

import { erasedChange, readErased } from './erasure-change.ts'
import type { Erasure } from './erasure-change.ts'
import { jsonFields } from './json-fields.ts'
import { storedLogs } from './log-store.ts'
import type { Roster } from './roster.ts'
import { signText } from './sign-text.ts'
import { VaultError } from './vault-error.ts'
import type { VaultState } from './vault-state.ts'

const TITLE = 'homeward/erasures/v1'

const refused = (cause?: unknown): VaultError =>
  new VaultError(
    'BACKUP_REFUSED',
    'This is no list of erasures of this vault, or somebody changed it. Nothing was restored.',
    {
      cause,
    },
  )

/**
 * All erasures of this vault as one signed note, to be kept beside archives: ids and authorities, no name (rule ER8).
 * @throws VaultError VAULT_CLOSED
 */
export const writeErasureList = (state: VaultState): string => {
  const erasures = state.roster.erasures.map(({ log, index, at, member, ...erased }) => ({
    ...erasedChange(erased),
    log,
    index,
    at,
    member,
  }))
  return signText(state, `${TITLE}\n${state.founding.vaultHex}\n${fromUtf8(canonicalJson(erasures))}\n`)
}

/**
 * Reads a list that one of these devices signed.
 * @throws VaultError BACKUP_REFUSED when it is of another vault, not signed by one of them, or no such list
 */
export const readErasureList = (
  note: string,
  { vaultHex, vkeys }: { vaultHex: string; vkeys: readonly Vkey[] },
): { erasures: Erasure[]; signer: string } => {
  try {
    const { text, signedBy } = verifyNote(note, vkeys)
    const [title, vault, listJson = ''] = text.split('\n')
    if (title !== TITLE || vault !== vaultHex) {
      throw refused()
    }
    const list = JSON.parse(listJson) as unknown
    if (!Array.isArray(list)) {
      throw refused()
    }
    const erasures = list.map((item): Erasure => {
      const fields = jsonFields(item, refused)
      return {
        ...readErased(item as Change, refused),
        log: toHex(fields.hex('log', 32)),
        index: fields.number('index'),
        at: fields.text('at'),
        member: fields.text('member'),
      }
    })
    return { erasures, signer: signedBy[0]?.name ?? '' }
  } catch (error) {
    if (error instanceof FormatError || error instanceof SyntaxError) {
      throw refused(error)
    }
    throw error
  }
}

/** Keeps a list, whose signature was checked, until the log itself says what it says. */
export const storeErasureList = (db: Database, note: string): void => {
  db.prepare('INSERT OR IGNORE INTO erasure_list (note) VALUES (?)').run([note])
}

/** The lists that are kept. */
export const storedErasureLists = (db: Database): string[] =>
  db
    .prepare('SELECT note FROM erasure_list ORDER BY note')
    .all([])
    .map((row) => String(row['note']))

/**
 * Erasures that lists tell of and the log does not: of a copy of the vault that is older than they are. A list counts when
 * it is signed by a device of somebody who is a coordinator or founder.
 */
export const listedErasures = (db: Database, roster: Roster, vaultHex: string): Erasure[] => {
  const known = new Set(roster.erasures.map(({ log, index }) => `${log}:${index}`))
  const signers = storedLogs(db).filter(({ idHex }) => {
    const member = roster.members.get(roster.devices.get(idHex)?.member ?? '')
    return member?.role === 'coordinator' || member?.role === 'founder'
  })
  const listed: Erasure[] = []
  for (const note of storedErasureLists(db)) {
    try {
      const { erasures } = readErasureList(note, { vaultHex, vkeys: signers.map(({ device }) => device.vkey) })
      for (const erasure of erasures) {
        const ref = `${erasure.log}:${erasure.index}`
        if (!known.has(ref)) {
          known.add(ref)
          listed.push(erasure)
        }
      }
    } catch {
      // Signed by nobody who may say so any more; the log is what counts.
    }
  }
  return listed
}
