import type { VerifyReportView } from '../schemas/views.ts'

/** The report of a check that found nothing, for jobs that only pretend to check. */
export const soundReport: VerifyReportView = {
  entries: 1,
  blobs: 0,
  bytes: 0,
  closed: 0,
  quarantined: 0,
  erased: 0,
  faults: [],
  logs: [],
}
