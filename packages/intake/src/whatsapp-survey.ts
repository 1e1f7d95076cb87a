import type { ItemBytes } from '@homeward/records'
import { readLines } from './utf8-lines.ts'
import { isMarked, readBody, splitSender } from './whatsapp-body.ts'
import { createDateSurvey } from './whatsapp-dates.ts'
import type { DateRules, DateSurvey } from './whatsapp-dates.ts'
import { readHeader } from './whatsapp-header.ts'
import type { HeaderFamily } from './whatsapp-header.ts'

/** What must be known about a whole export before one of its lines can be judged. */
export interface Survey {
  /** How headers are set off in this file; null if there is no header at all. */
  family: HeaderFamily | null
  dates: DateRules
  headers: number
  countByStyle: ReadonlyMap<string, number>
  /** Messages under a name, and how many of them the app does not seem to have written. */
  senders: ReadonlyMap<string, { count: number; typed: number }>
}

interface Tally {
  headers: number
  dates: DateSurvey
  countByStyle: Map<string, number>
  senders: Map<string, { count: number; typed: number }>
}

/** More names than any chat has members; further ones are not told apart. */
const maxSenders = 50_000
const maxStyles = 1000
const noFiles = { names: new Set<string>(), resolve: () => null }

/** Reads a whole export once, in constant memory. */
export async function surveyWhatsapp(bytes: ItemBytes): Promise<Survey> {
  const tallies = new Map<HeaderFamily, Tally>()
  for await (const lines of readLines(bytes)) {
    for (const line of lines) {
      const header = line.isStart ? readHeader(line.text) : null
      if (!header) continue
      const tally = tallies.get(header.family) ?? newTally()
      tallies.set(header.family, tally)
      tally.headers++
      tally.dates.observe(header.stamp)
      add(tally.countByStyle, header.style, maxStyles)
      countSender(tally, line.text.slice(header.bodyAt))
    }
  }
  const [first] = [...tallies].toSorted(([, a], [, b]) => b.headers - a.headers)
  const tally = first?.[1] ?? newTally()
  const { headers, countByStyle, senders } = tally
  return { family: first?.[0] ?? null, dates: tally.dates.decide(), headers, countByStyle, senders }
}

/** Whether a name may be a person's: not one that stands once and holds quotation marks, as system texts with a colon do (chats.md W3). */
export function isCredible(survey: Survey, sender: string): boolean {
  return (survey.senders.get(sender)?.count ?? 0) > 1 || !/["“”„«»]/u.test(sender)
}

function newTally(): Tally {
  return { headers: 0, dates: createDateSurvey(), countByStyle: new Map(), senders: new Map() }
}

function countSender(tally: Tally, body: string): void {
  const found = splitSender(body)
  if (!found) return
  const seen = tally.senders.get(found.sender) ?? { count: 0, typed: 0 }
  const { attachments, flags } = readBody(found.text, noFiles)
  seen.count++
  if (!isMarked(found.text) || attachments.length > 0 || flags.length > 0) seen.typed++
  if (seen.count > 1 || tally.senders.size < maxSenders) tally.senders.set(found.sender, seen)
}

function add(counts: Map<string, number>, key: string, limit: number): void {
  if (counts.has(key) || counts.size < limit) counts.set(key, (counts.get(key) ?? 0) + 1)
}
