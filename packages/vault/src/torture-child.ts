/**
 * What the torture test runs in a process of its own, to be killed or hit by faults of the disk.
 * Arguments: `append DIR`, `seal DIR FOLDER`, `erase DIR FILE`, `backup DIR FOLDER`, `members DIR CODE`, `duress DIR`, `migrate DIR` or `create DIR`. Prints one line at once for
 * everything that was acknowledged.
 */
import { readFileSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'

import { COMPARTMENTS } from './compartment.ts'
import type { EraseRequest } from './erase.ts'
import { openVault } from './open-vault.ts'
import { UNDER_DURESS } from './test-duress.ts'
import { makeVault, NEXT_MIGRATIONS, PASSPHRASE } from './test-vault.ts'
import { openVaultDb } from './vault-db.ts'
import { VaultError } from './vault-error.ts'
import type { Vault } from './vault.ts'

const COMMITS = 5

const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const sayError = (error: unknown): void => {
  say(`error ${error instanceof VaultError ? error.code : String(error)}`)
}

const append = async (vault: Vault): Promise<void> => {
  for (let commit = 0; commit < COMMITS; commit += 1) {
    try {
      const texts = ['first', 'second', 'third'].map((word) => `${word} of ${commit} ${'filler '.repeat(300)}`)
      const { entries } = await vault.append(
        texts.map((text) => ({ compartment: 'registry' as const, changes: [{ type: 'test.note', text }] })),
      )
      say(`entries ${entries.join(' ')}`)
    } catch (error) {
      sayError(error)
    }
  }
}

const seal = async (vault: Vault, folder: string): Promise<void> => {
  const files = readdirSync(folder)
    .toSorted()
    .map((name) => ({ path: join(folder, name) }))
  await vault.sealFiles('evidence', files, {
    onSealed: (_, outcome) => {
      say('blob' in outcome ? `blob ${outcome.blob} ${outcome.sha256}` : `refused ${outcome.refused}`)
    },
  })
}

/** Admits the one who waits with this code, then removes them. */
const members = (vault: Vault, code: string): void => {
  try {
    const { id } = vault.admit(code, { name: 'Second', role: 'coordinator', grants: [...COMPARTMENTS] })
    say(`admitted ${id}`)
    vault.removeMember(id)
    say(`removed ${id}`)
  } catch (error) {
    sayError(error)
  }
}

/** Erases what the request in a file says. */
const erase = (vault: Vault, file: string): void => {
  try {
    const { keys, blobs } = vault.erase(JSON.parse(readFileSync(file, 'utf8')) as EraseRequest)
    say(`erased ${keys} ${blobs}`)
  } catch (error) {
    sayError(error)
  }
}

const work = async (mode: string | undefined, dir: string, argument: string): Promise<void> => {
  if (mode === 'migrate') {
    openVaultDb(dir, NEXT_MIGRATIONS).close()
    return
  }
  if (mode === 'create') {
    await makeVault(dir)
    return
  }
  const vault = await openVault({ dir, passphrase: mode === 'duress' ? UNDER_DURESS : PASSPHRASE })
  say('open')
  try {
    if (mode === 'append') {
      await append(vault)
    } else if (mode === 'members') {
      members(vault, argument)
    } else if (mode === 'duress') {
      say(`inside ${vault.name}`)
    } else if (mode === 'erase') {
      erase(vault, argument)
    } else if (mode === 'backup') {
      await vault.backup({ dest: argument })
      say('backup done')
    } else {
      await seal(vault, argument)
    }
  } finally {
    vault.close()
  }
}

const [mode, dir = '', argument = ''] = process.argv.slice(2)
try {
  await work(mode, dir, argument)
  say('closed')
} catch (error) {
  sayError(error)
}
