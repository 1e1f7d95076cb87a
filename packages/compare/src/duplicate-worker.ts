import { parentPort, workerData } from 'node:worker_threads'
import { proposeInPart, type PartOfWork } from './duplicate-search.ts'

/** The thread of `proposeDuplicates`: compares its part of the people, reports as it goes on, answers with its proposals and ends. */
const work = workerData as PartOfWork
const found = proposeInPart(work, (done) => parentPort?.postMessage({ done }, []))
parentPort?.postMessage({ found }, [])
