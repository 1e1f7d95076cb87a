/** A vault to import into, and what is brought in by the tests of importing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { listChats, listItems, listSources, messagesOfChat, openRecords } from '@homeward/records'
import type { Records } from '@homeward/records'
import { createVault, openVault } from '@homeward/vault'
import sharp from 'sharp'
import type { IncomingFile } from './files-from-paths.ts'

const passphrase = 'a test passphrase'

/** A new vault that is closed and removed after the test; `reopen` closes and opens it again. */
export async function newVault(
  t: TestContext,
): Promise<{ records: Records; folder: string; reopen: () => Promise<Records> }> {
  const folder = mkdtempSync(join(tmpdir(), 'homeward-import-'))
  const dir = join(folder, 'vault')
  await createVault({ dir, name: 'Test', memberName: 'One', passphrase, kdf: { memoryKiB: 8, passes: 1, lanes: 1 } })
  let records = await openRecords(await openVault({ dir, passphrase }))
  t.after(() => {
    records.vault.close()
    rmSync(folder, { recursive: true })
  })
  const reopen = async (): Promise<Records> => {
    records.vault.close()
    records = await openRecords(await openVault({ dir, passphrase }))
    return records
  }
  return { records, folder, reopen }
}

/** A file that comes from memory. */
export function memoryFile(path: string, bytes: Uint8Array | string): IncomingFile {
  const content = Buffer.from(bytes)
  return {
    path,
    size: content.length,
    // oxlint-disable-next-line require-await -- an async generator is the shape of a stream
    open: async function* open() {
      yield content
    },
  }
}

/** A drawn picture of this hue. */
export function picture(hue: number): Promise<Buffer> {
  const shapes = Array.from(
    { length: 12 },
    (_, at) =>
      `<circle cx="${(at * 97 + hue) % 320}" cy="${(at * 61 + hue * 3) % 240}" r="${10 + ((at * 13) % 40)}" fill="hsl(${hue + at * 30} 70% ${30 + at * 4}%)"/>`,
  )
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="320" height="240">${shapes.join('')}</svg>`))
    .jpeg()
    .toBuffer()
}

/** An export of so many messages, the text of each made longer by `padding`. */
export function telegramExport(count: number, padding = ''): string {
  const messages = Array.from({ length: count }, (_, id) => ({
    id,
    type: 'message',
    date: '2024-01-15T12:00:00',
    date_unixtime: String(1_705_316_400 + id),
    from: 'Mara',
    from_id: 'user1',
    text: `rain number${id}${padding}`,
    ...(id === 1 ? { photo: 'photos/cat.jpg' } : {}),
  }))
  return JSON.stringify({ name: 'Weather', type: 'private_group', id: 7, messages }, null, 1)
}

/** Everything that was derived, without row numbers. */
export function derived(records: Records): unknown {
  const items = listSources(records).flatMap(({ id }) => listItems(records, id, { limit: 1000 }).items)
  const chats = listChats(records).map((chat) => ({
    ...chat,
    id: 0,
    rows: messagesOfChat(records, chat.id, { limit: 100_000 }).messages.map((message) => ({ ...message, chat: 0 })),
  }))
  return { items, chats, receipts: listSources(records).map(({ receipt }) => receipt) }
}
