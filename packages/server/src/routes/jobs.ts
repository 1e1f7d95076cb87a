import { createRoute } from '@hono/zod-openapi'
import { streamSSE } from 'hono/streaming'
import { idParamsSchema } from '../schemas/common.ts'
import { jobSchema } from '../schemas/jobs.ts'
import type { Services } from '../services.ts'
import { answers, answersBytes, createRoutes } from './route-parts.ts'

/** A silent stream says this often that it is alive, well within the time after which the server drops a silent socket. */
const aliveEveryMs = 15_000

const getJob = createRoute({
  method: 'get',
  path: '/jobs/{id}',
  request: { params: idParamsSchema },
  responses: answers(jobSchema, 'The job as it is now'),
})
const watchJob = createRoute({
  method: 'get',
  path: '/jobs/{id}/events',
  request: { params: idParamsSchema },
  responses: answersBytes(
    'text/event-stream',
    'Events named `job`, each with the job as it is then; ends with the job',
  ),
})
const cancelJob = createRoute({
  method: 'delete',
  path: '/jobs/{id}',
  request: { params: idParamsSchema },
  responses: answers(jobSchema, 'The job was asked to stop'),
})

/** Progress, results and cancelling of long work. A stream of events ends with its job or with the session. */
export function jobRoutes({ clock, noteFault }: Pick<Services, 'clock' | 'noteFault'>) {
  return createRoutes()
    .openapi(getJob, (c) => c.json(c.var.own.jobs.get(c.req.valid('param').id), 200))
    .openapi(watchJob, (c) => {
      const { id } = c.req.valid('param')
      const { jobs } = c.var.own
      // Before the stream begins, so that an unknown job is an ordinary refusal.
      jobs.get(id)
      const gone = new AbortController()
      const signal = AbortSignal.any([gone.signal, c.var.session.ended])
      return streamSSE(c, async (stream) => {
        stream.onAbort(() => {
          gone.abort()
        })
        const alive: { callOff?: () => void } = {}
        const stayAlive = () => {
          alive.callOff = clock.after(aliveEveryMs, () => {
            void stream.write(': alive\n\n')
            stayAlive()
          })
        }
        stayAlive()
        try {
          for await (const job of jobs.watch(id, signal))
            await stream.writeSSE({ event: 'job', data: JSON.stringify(job) })
        } catch (error) {
          // Hono would print it.
          noteFault('sending events', error)
        } finally {
          alive.callOff?.()
        }
      })
    })
    .openapi(cancelJob, (c) => c.json(c.var.own.jobs.cancel(c.req.valid('param').id), 200))
}
