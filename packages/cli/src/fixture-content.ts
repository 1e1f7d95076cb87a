/** Everything that a vault holds, read through the doors that the program uses, as plain values that can be compared. */
import { createHash } from 'node:crypto'
import { deriveMissing } from '@homeward/intake'
import {
  getPerson,
  listChats,
  listItems,
  listPackages,
  listPeople,
  listSources,
  messagesOfChat,
  openItem,
  openPackage,
  openRecords,
  type Records,
} from '@homeward/records'
import { COMPARTMENTS, openVault, type Vault } from '@homeward/vault'
import { bagOfZip, verifyPackage } from '@homeward/verify'

/** What `contentOf` gives; the fixtures keep it as JSON beside the vault. */
export type FixtureContent = Awaited<ReturnType<typeof contentOf>>

async function sha256Of(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256')
  for await (const bytes of stream) hash.update(bytes)
  return hash.digest('hex')
}

/** Each compartment's entries in the order of the fold: how many, and a hash over all that they say. */
async function entriesOf(vault: Vault): Promise<Record<string, { count: number; sha256: string }>> {
  const found: Record<string, { count: number; sha256: string }> = {}
  for (const compartment of COMPARTMENTS) {
    const hash = createHash('sha256')
    let count = 0
    for await (const { log, index, at, changes } of vault.entries(compartment)) {
      hash.update(`${JSON.stringify([log, index, at, changes])}\n`)
      count += 1
    }
    found[compartment] = { count, sha256: hash.digest('hex') }
  }
  return found
}

const peopleOf = (records: Records) =>
  listPeople(records).people.map(({ id }) => {
    const { names, statements, consents } = getPerson(records, id)
    return {
      id,
      names: names.map(({ value }) => value.text),
      statements: statements.map(({ kind, text, by }) => ({ kind, text, by })),
      consents: consents.map(({ scopes, purposes }) => ({ scopes, purposes })),
    }
  })

async function itemsOf(records: Records) {
  const items: { path: string; sha256: string; size: number }[] = []
  for (const source of listSources(records))
    for (const item of listItems(records, source.id).items) {
      const { size, stream } = await openItem(records, item.id)
      items.push({ path: item.path, sha256: await sha256Of(stream()), size })
    }
  return items
}

const messagesOf = (records: Records) =>
  listChats(records).map(({ id, name }) => ({
    name,
    messages: messagesOfChat(records, id, { limit: 1000 }).messages.map(({ text, attachments }) => ({
      text,
      attachments: attachments.length,
    })),
  }))

/** The packages that were made, read out of the vault and verified as an outsider would. */
async function packagesOf(records: Records, day: string) {
  const packages: { recipient: string; sha256: string; faults: number }[] = []
  for (const made of listPackages(records)) {
    const opened = await openPackage(records, made.id, day)
    const { faults } = await verifyPackage(await bagOfZip(opened))
    packages.push({ recipient: made.recipient, sha256: await sha256Of(opened.stream()), faults: faults.length })
  }
  return packages
}

/** Opens a vault and reads all of it; `day` is the one on which consents are looked at. Checks it deeply, too. */
export async function contentOf(dir: string, passphrase: string, day: string) {
  const vault = await openVault({ dir, passphrase })
  try {
    const records = await openRecords(vault)
    await deriveMissing(records)
    const { entries, blobs, faults } = await vault.verify({ deep: true })
    return {
      vault: { id: vault.id, name: vault.name },
      members: vault.members().members.map(({ name, role, grants, isActive }) => ({ name, role, grants, isActive })),
      checked: { entries, blobs, faults },
      entries: await entriesOf(vault),
      people: peopleOf(records),
      items: await itemsOf(records),
      chats: messagesOf(records),
      packages: await packagesOf(records, day),
    }
  } finally {
    vault.close()
  }
}
