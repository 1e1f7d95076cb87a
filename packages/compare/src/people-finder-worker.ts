import { parentPort } from 'node:worker_threads'
import type { FinderTask } from './people-finder.ts'
import { createPeopleIndex } from './people-index.ts'

/** The thread of `startPeopleFinder`: does one task after the other and answers each. */
const index = createPeopleIndex()

function done(task: FinderTask): unknown {
  if (task.do === 'search') return index.search(task.query, { limit: task.limit })
  if (task.do === 'duplicates') return index.duplicatesOf(task.id, { refused: new Set(task.refused) })
  if (task.do === 'put') for (const person of task.people) index.put(person)
  else for (const id of task.ids) index.remove(id)
  return null
}

parentPort?.on('message', (task: FinderTask) => {
  parentPort?.postMessage(done(task), [])
})
