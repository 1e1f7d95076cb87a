/** The phone's database: two small tables, one of them sealed. Nothing here encrypts; that is `sealed.ts` and `door.ts`. */

const NAME = 'album'

/** `door`: what is needed before anything is open. `sealed`: ciphertext under ids that say nothing. */
export type Table = 'door' | 'sealed'

/** One change of the database. Without `value` the record is removed; without `key` all records of the table are. */
export interface Write {
  table: Table
  key?: string
  value?: unknown
}

let opened: Promise<IDBDatabase> | null = null

const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => {
      resolve(request.result)
    })
    request.addEventListener('error', () => {
      reject(request.error ?? new Error('The database of this phone did not answer.'))
    })
  })

const forget = (): void => {
  opened = null
}

const open = (): Promise<IDBDatabase> => {
  opened ??= (async () => {
    const request = indexedDB.open(NAME, 1)
    request.addEventListener('upgradeneeded', () => {
      request.result.createObjectStore('door')
      request.result.createObjectStore('sealed')
    })
    const database = await answerOf(request)
    // Another window that destroys the album, or the browser itself, may close it at any time.
    database.addEventListener('close', forget)
    database.addEventListener('versionchange', () => {
      database.close()
      forget()
    })
    return database
  })()
  opened.catch(forget)
  return opened
}

/** One record, or undefined. What it holds is not checked. */
export const readRecord = async (table: Table, key: string): Promise<unknown> =>
  answerOf((await open()).transaction(table).objectStore(table).get(key))

/** Whether each of the keys is there, in their order; reads no values. */
export const keysOf = async (table: Table): Promise<Set<string>> => {
  const keys = await answerOf((await open()).transaction(table).objectStore(table).getAllKeys())
  return new Set(keys.filter((key) => typeof key === 'string'))
}

/** Makes all changes or none, and resolves when they have reached the disk, as far as the browser can tell. */
export const writeRecords = async (writes: readonly Write[]): Promise<void> => {
  const database = await open()
  const tables = [...new Set(writes.map(({ table }) => table))]
  if (tables.length === 0) return
  const transaction = database.transaction(tables, 'readwrite', { durability: 'strict' })
  await new Promise<void>((resolve, reject) => {
    const fail = (): void => {
      reject(transaction.error ?? new Error('This phone could not store what was to be kept.'))
    }
    transaction.addEventListener('complete', () => {
      resolve()
    })
    transaction.addEventListener('abort', fail)
    transaction.addEventListener('error', fail)
    for (const { table, key, value } of writes) {
      const store = transaction.objectStore(table)
      if (key === undefined) store.clear()
      else if (value === undefined) store.delete(key)
      else store.put(value, key)
    }
  })
}
