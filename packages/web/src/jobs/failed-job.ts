import type { Job } from '../api/types.ts'
import { errorSentence } from '../texts/errors.ts'

/** A job whose failure, if it failed, is told as a refused request is (rule W69). */
export const inOwnWords = (job: Job): Job =>
  job.error === undefined ? job : { ...job, error: { ...job.error, message: errorSentence(job.error) } }
