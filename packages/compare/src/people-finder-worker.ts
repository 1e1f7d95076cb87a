import { parentPort } from 'node:worker_threads'
import type { FinderTask } from './people-finder.ts'
import { createPeopleIndex, type PeopleHits } from './people-index.ts'

/** The thread of `startPeopleFinder`: does one task after the other and answers each. */
const index = createPeopleIndex()
/** What was found last, until somebody in the index changes: a page of it is asked for next. So many questions at once at most. */
const found = new Map<string, PeopleHits>()
const foundKept = 16

function searchAll(query: string): PeopleHits {
  const known = found.get(query)
  if (known !== undefined) return known
  if (found.size >= foundKept) found.clear()
  const hits = index.search(query, { limit: Infinity })
  found.set(query, hits)
  return hits
}

function done(task: FinderTask): unknown {
  if (task.do === 'search') {
    const { query, limit, among } = task
    const { total, hits } =
      among === undefined ? searchAll(query) : index.search(query, { limit: Infinity, among: new Set(among) })
    return { total, ids: hits.slice(0, limit).map(({ id }) => id) }
  }
  if (task.do === 'explain') {
    const wanted = new Set(task.ids)
    const known = found.get(task.query)?.hits.filter(({ id }) => wanted.has(id))
    return known?.length === wanted.size ? known : index.search(task.query, { limit: Infinity, among: wanted }).hits
  }
  if (task.do === 'duplicates') return index.duplicatesOf(task.id, { refused: new Set(task.refused) })
  found.clear()
  if (task.do === 'put') for (const person of task.people) index.put(person)
  else for (const id of task.ids) index.remove(id)
  return null
}

parentPort?.on('message', (task: FinderTask) => {
  parentPort?.postMessage(done(task), [])
})
