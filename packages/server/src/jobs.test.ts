import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ServerError } from './errors.ts'
import { createFaultNotes, type Fault } from './fault.ts'
import { createJobs, createJobSlot, type JobContext, type Jobs } from './jobs.ts'
import type { JobView, VerifyReportView } from './schemas/views.ts'
import { createManualClock } from './testing/manual-clock.ts'
import { soundReport as report } from './testing/verify-report.ts'

const ignore = () => undefined
const never = new AbortController().signal

/** Starts work that goes on when the test says so, and stops when it is asked to. */
function startWork(jobs: Jobs) {
  const end: { finish?: (result: VerifyReportView) => void; fail?: (error: Error) => void } = {}
  const work = new Promise<VerifyReportView>((resolve, reject) => {
    end.finish = resolve
    end.fail = reject
  })
  let context: JobContext | null = null
  const id = jobs.start('verify', (given) => {
    context = given
    given.signal.addEventListener('abort', () => {
      end.fail!(new Error('stopped'))
    })
    return work
  })
  return { id, context: context!, finish: end.finish!, fail: end.fail! }
}

async function statesOf(changes: AsyncIterable<JobView>): Promise<string[]> {
  const states: string[] = []
  for await (const job of changes) states.push(`${job.state} ${job.progress.done}`)
  return states
}

const refusedAs = (code: string) => (error: unknown) => error instanceof ServerError && error.code === code

test('S20 one job runs at a time', async () => {
  const jobs = createJobs(createManualClock(), ignore, createJobSlot())
  const { id, finish } = startWork(jobs)
  assert.throws(() => startWork(jobs), refusedAs('JOB_RUNNING'))
  finish(report)
  assert.deepEqual(await statesOf(jobs.watch(id, never)), ['running 0', 'done 0'])
  assert.equal(jobs.running(), null)
  startWork(jobs)
})

test('S21 a result waits until it is read, and is then the first to make room', async () => {
  const jobs = createJobs(createManualClock(), ignore, createJobSlot())
  const unread = startWork(jobs)
  unread.finish(report)
  await statesOf(jobs.watch(unread.id, AbortSignal.abort()))
  const read: string[] = []
  for (let n = 0; n < 60; n++) {
    await settle(jobs)
    const { id, finish } = startWork(jobs)
    finish(report)
    await statesOf(jobs.watch(id, never))
    read.push(id)
  }
  const view = jobs.get(unread.id)
  assert.deepEqual('result' in view && view.result, report)
  assert.throws(() => jobs.get(read[0]!), refusedAs('NOT_FOUND'))
  assert.equal(jobs.get(read.at(-1)!).state, 'done')
})

test('S22 a watcher sees the newest state, not every state, and the end at once', async () => {
  const clock = createManualClock()
  const jobs = createJobs(clock, ignore, createJobSlot())
  const { id, context, finish } = startWork(jobs)
  const changes = jobs.watch(id, never)[Symbol.asyncIterator]()
  const next = async () => {
    const { value } = (await changes.next()) as { value: JobView }
    return `${value.state} ${value.progress.done}`
  }
  assert.equal(await next(), 'running 0')
  const second = next()
  for (let done = 1; done <= 1000; done++) context.progress('messages', done, 1000)
  clock.advance(100)
  assert.equal(await second, 'running 1000')
  const last = next()
  finish(report)
  assert.equal(await last, 'done 1000')
  assert.equal((await changes.next()).done, true)
})

test('S22 a watcher that goes away ends the watching alone', async () => {
  const jobs = createJobs(createManualClock(), ignore, createJobSlot())
  const { id } = startWork(jobs)
  const gone = new AbortController()
  const states = statesOf(jobs.watch(id, gone.signal))
  await Promise.resolve()
  gone.abort()
  assert.deepEqual(await states, ['running 0'])
  assert.equal(jobs.get(id).state, 'running')
})

test('S27 cancelling asks the work to stop; what finished stays as it is', async () => {
  const jobs = createJobs(createManualClock(), ignore, createJobSlot())
  const first = startWork(jobs)
  jobs.cancel(first.id)
  assert.deepEqual((await statesOf(jobs.watch(first.id, never))).at(-1), 'cancelled 0')
  const second = startWork(jobs)
  second.finish(report)
  await statesOf(jobs.watch(second.id, never))
  assert.equal(jobs.cancel(second.id).state, 'done')
  assert.throws(() => jobs.cancel('unknown'), refusedAs('NOT_FOUND'))
})

test('S25 a job that fails tells nothing of an error that is not a refusal', async () => {
  const faults: Fault[] = []
  const jobs = createJobs(
    createManualClock(),
    createFaultNotes((fault) => {
      faults.push(fault)
    }),
    createJobSlot(),
  )
  const first = startWork(jobs)
  first.fail(new Error('cannot open /home/rojin/family.csv'))
  await statesOf(jobs.watch(first.id, never))
  const view = jobs.get(first.id)
  assert.equal(view.error?.code, 'FAULT')
  assert.equal(faults[0]?.where, 'job verify')
  assert.match(faults[0].error, /^Error at jobs\.test\.js:\d+:\d+$/u)
  assert.ok(!JSON.stringify([view, faults]).includes('rojin'))
  const second = startWork(jobs)
  second.fail(new ServerError('IMPORT_EMPTY', 'There is no file.'))
  await statesOf(jobs.watch(second.id, never))
  assert.equal(faults.length, 1)
  assert.deepEqual(jobs.get(second.id).error, { code: 'IMPORT_EMPTY', message: 'There is no file.' })
})

test('S9 clearing stops what runs and forgets every result', async () => {
  const jobs = createJobs(createManualClock(), ignore, createJobSlot())
  const { id, context } = startWork(jobs)
  await jobs.clear()
  assert.ok(context.signal.aborted)
  assert.throws(() => jobs.get(id), refusedAs('NOT_FOUND'))
})

async function settle(jobs: Jobs): Promise<void> {
  while (jobs.running() !== null) await Promise.resolve()
}
