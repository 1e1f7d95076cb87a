/**
 * What the torture of the whole program runs in a process of its own: `import DIR FOLDER` brings in a folder with a chat and pictures as
 * the command does, `edit DIR` writes what a worker writes. Prints one line at once for everything that was acknowledged, and
 * `error CODE` for what was refused.
 */
import { writeSync } from 'node:fs'
import { filesFromPaths, importFiles } from '@homeward/intake'
import { changePerson, decideLead, listLeads, makeStatement, openRecords, registerPerson } from '@homeward/records'
import { openVault } from '@homeward/vault'
import { PASSPHRASE } from '../../packages/vault/dist/test-vault.js'

const say = (line) => {
  writeSync(1, `${line}\n`)
}
const sayError = (error) => {
  say(`error ${error?.constructor?.name?.endsWith('Error') && error.code !== undefined ? error.code : String(error)}`)
}

const edits = (records) => {
  let person = ''
  return [
    async () => {
      person = await registerPerson(records, { names: [{ text: 'Berfin Torn', kind: 'full' }], origin: 'Old village' })
      say(`person ${person}`)
    },
    async () => {
      await changePerson(records, person, { field: 'origin', value: 'New village' })
      say(`origin ${person}`)
    },
    async () => {
      say(
        `statement ${await makeStatement(records, person, { kind: 'other', text: 'Seen at a well.', by: 'a neighbour' })}`,
      )
    },
    async () => {
      const [lead] = listLeads(records, { state: 'open', limit: 1 }).leads
      await decideLead(records, lead.id, 'confirmed', 'The same wall.')
      say(`decided ${lead.id}`)
    },
  ]
}

const work = async (records, mode, folder) => {
  if (mode === 'import') {
    const options = {
      onReceived: (source) => {
        say(`received ${source}`)
      },
    }
    const { source } = await importFiles(records, { files: await filesFromPaths([folder]) }, options)
    say(`imported ${source}`)
    return
  }
  for (const edit of edits(records))
    try {
      await edit()
    } catch (error) {
      sayError(error)
      // What comes next builds on it.
      return
    }
}

const [mode, dir, folder] = process.argv.slice(2)
try {
  const records = await openRecords(await openVault({ dir, passphrase: PASSPHRASE }))
  say('open')
  try {
    await work(records, mode, folder)
  } finally {
    records.vault.close()
  }
  say('closed')
} catch (error) {
  sayError(error)
}
