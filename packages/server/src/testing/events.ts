import { request } from 'node:http'
import type { JobView } from '../schemas/views.ts'
import type { Browser, ServedVault } from './served-vault.ts'

/** Follows the events of a job until the server ends the stream. */
export function watchJob(served: ServedVault, browser: Browser, job: string): Promise<JobView[]> {
  return new Promise((resolve, reject) => {
    request(new URL(`/api/jobs/${job}/events`, served.url), { headers: { cookie: browser.cookie }, agent: false })
      .on('response', (received) => {
        let text = ''
        received.setEncoding('utf8')
        received.on('data', (part: string) => {
          text += part
        })
        received.on('error', reject)
        received.on('end', () => {
          const events = text.split('\n\n').filter((event) => event.startsWith('event: job\n'))
          resolve(events.map((event) => JSON.parse(event.replace('event: job\ndata: ', '')) as JobView))
        })
      })
      .on('error', reject)
      .end()
  })
}
