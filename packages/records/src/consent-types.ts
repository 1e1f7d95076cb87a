import type { capacities, consentLanguages, consentScopes, packagePurposes, purposes } from './consent-words.ts'
import type { Origin } from './types.ts'

/** Parts of a person's record that a consent can allow. */
export type ConsentScope = (typeof consentScopes)[number]
/** What a disclosure is for. */
export type Purpose = (typeof purposes)[number]
/** What a package is for. */
export type PackagePurpose = (typeof packagePurposes)[number]

/** In what capacity somebody allows or refuses. */
export type Capacity = (typeof capacities)[number]
export type ConsentLanguage = (typeof consentLanguages)[number]

/** What somebody allowed or refused something on: the version of a text with its language and words, or a form on paper. */
export interface ConsentText {
  version: string
  language?: ConsentLanguage
  words?: string
}

/** Who allowed what, for which purpose and recipient, until when or until withdrawn. */
export interface Consent extends Origin {
  id: string
  person: string
  givenBy: string
  /** Absent where an earlier version did not ask. */
  capacity?: Capacity
  text?: ConsentText
  scopes: ConsentScope[]
  purposes: Purpose[]
  /** Names of recipients; empty means any recipient of that purpose. */
  recipients: string[]
  /** Last day it holds, `YYYY-MM-DD`. */
  until?: string
  note?: string
  withdrawn?: Origin & { by?: string; capacity?: Capacity; reason?: string }
  /** Those of its purposes that were refused since, so that it allows nothing for them (rule R42). */
  refused: Purpose[]
}

/** Something that was given away under a consent. */
export interface HandedOut {
  /** An album is withdrawn from its phone at the next contact; a package has to be asked back. */
  kind: 'package' | 'album'
  id: string
  /** Of an album the name of the phone that it was made for. */
  recipient: string
  purpose: Purpose
  at: string
}

/** What the withdrawal of a consent stops (rule R44). */
export interface ConsentEffects {
  consent: string
  stops: { purpose: Purpose; scopes: ConsentScope[] }[]
  /** What other consents allow all the same; without recipients, for any. */
  stays: { purpose: Purpose; scope: ConsentScope; recipients: string[] }[]
  handedOut: HandedOut[]
  /** What of the above this member may not see. */
  hidden: HandedOut['kind'][]
  /** Parts that this consent covers and that were erased, each with when the last time (rule R128). */
  erased: { scope: ConsentScope; at: string }[]
  /** Whether erasing what this consent alone allowed would destroy anything now. */
  erasable: boolean
}

/** That somebody was asked and said no. */
export interface Refusal extends Origin {
  id: string
  person: string
  givenBy: string
  capacity: Capacity
  purposes: Purpose[]
  text?: ConsentText
  note?: string
}
