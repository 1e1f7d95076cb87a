import type { Act, ErasureRecall } from './act-types.ts'
import type { Origin } from './types.ts'

/** Who was told of something in quarantine, when, and under which reference. */
export interface QuarantineNote extends Origin {
  told: string
  day: string
  reference: string | null
  note: string | null
}

/** Something in quarantine: when, by whom, from where, and what became of it. Nothing says what it is. */
export interface QuarantineView extends Origin {
  id: string
  state: 'standing' | 'destroyed' | 'lifted'
  /** Sealed files that are in quarantine with it. */
  files: number
  sha256s: string[]
  /** Items of sources, as far as this member opens them. */
  items: { id: string; source: string; sourceName: string }[]
  persons: string[]
  notes: QuarantineNote[]
  destroyed: { at: string; member: string; act: string | null } | null
  lifted: { at: string; member: string; act: string } | null
  /** Packages that were given away and may hold it. */
  given: ErasureRecall[]
  /** The standing proposal to lift it; of several the one that may be done, null if nobody proposed it. */
  lift: Act | null
}
