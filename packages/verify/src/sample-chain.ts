/** An invented vault of three members, whose source was received and packaged by the one who came last; for tests. */
import { deviceStatement, ed25519PublicKey, ed25519Sign, toBase64, toHex } from '@homeward/format'
import type { Change, DisclosedEntry } from '@homeward/format'
import {
  createSampleLog,
  EVIDENCE_ID,
  fixedBytes,
  foundingChange,
  partsOf,
  receivedChange,
  ROSTER_ID,
} from './sample-package.ts'
import type { SampleLog, SampleParts } from './sample-package.ts'

/** Where an entry was written. */
export interface Place {
  log: SampleLog
  index: number
}

/** A vault that a test goes on writing; every entry has seen all others, unless it is told something else. */
export interface SampleVault {
  founder: SampleLog
  open: (device: string) => SampleLog
  say: (log: SampleLog, change: Change, as?: { seen?: Record<string, number>; compartment?: Uint8Array }) => Place
  /** `member.added` by the owner of `by`. */
  admit: (by: SampleLog, member: string, role: string) => Place
  /** `device.added` of a member, on a new device of the same name. */
  begin: (member: string, change?: (added: Change, log: SampleLog) => Change) => Place
  sizes: () => Record<string, number>
}

const memberSeed = (member: string): Uint8Array => fixedBytes(`seed of ${member}`)
const idOf = ({ log }: SampleLog): string => toHex(log.logId)

/** The change with which the log of a member's device begins. */
const deviceChange = (member: string, { log }: SampleLog): Change => ({
  type: 'device.added',
  device: { id: `device of ${member}`, log: toHex(log.logId), vkey: log.vkeyText },
  deviceSig: toBase64(ed25519Sign(memberSeed(member), deviceStatement(log.vkeyText))),
  founder: toBase64(ed25519PublicKey(fixedBytes('member'))),
  member,
})

/** A vault that was founded; the founder is `member-1`. */
const foundSampleVault = (): SampleVault => {
  const logs: SampleLog[] = []
  const open = (device: string): SampleLog => {
    const log = createSampleLog(fixedBytes(device))
    logs.push(log)
    return log
  }
  const sizes = (): Record<string, number> => Object.fromEntries(logs.map((log) => [idOf(log), log.size()]))
  const say: SampleVault['say'] = (log, change, { seen = sizes(), compartment = ROSTER_ID } = {}) => {
    const others = Object.fromEntries(Object.entries(seen).filter(([id, size]) => id !== idOf(log) && size > 0))
    return { log, index: log.append(compartment, [change], others) }
  }
  const founder = open('device')
  say(founder, foundingChange(founder.log))
  return {
    founder,
    open,
    say,
    sizes,
    admit: (by, member, role) =>
      say(by, {
        type: 'member.added',
        member: { id: member, recipient: 'age1…', signKey: toBase64(ed25519PublicKey(memberSeed(member))) },
        role,
        grants: ['roster', 'evidence'],
      }),
    begin: (member, change = (added) => added) => {
      const log = open(`device of ${member}`)
      return say(log, change(deviceChange(member, log), log))
    },
  }
}

/** The whole chain of the sample: the founder admits `member-2`, who is made coordinator and admits `member-3`. */
export interface SampleChain {
  vault: SampleVault
  coordinator: SampleLog
  contributor: SampleLog
  /** By what they are: everything that the package discloses. */
  places: Record<'founded' | 'admitted2' | 'began2' | 'promoted' | 'admitted3' | 'began3' | 'received', Place>
}

/** Builds the chain of the sample. */
export const sampleChain = (): SampleChain => {
  const vault = foundSampleVault()
  const { founder } = vault
  const admitted2 = vault.admit(founder, 'member-2', 'contributor')
  const began2 = vault.begin('member-2')
  const promoted = vault.say(founder, { type: 'member.changed', member: 'member-2', role: 'coordinator' })
  const admitted3 = vault.admit(began2.log, 'member-3', 'contributor')
  const began3 = vault.begin('member-3')
  const received = vault.say(began3.log, receivedChange(), { compartment: EVIDENCE_ID })
  vault.say(founder, { type: 'unrelated' })
  return {
    vault,
    coordinator: began2.log,
    contributor: began3.log,
    places: { founded: { log: founder, index: 0 }, admitted2, began2, promoted, admitted3, began3, received },
  }
}

/** The entries at these places, disclosed, each log as it is now or as of the size that is told. */
export const disclose = (
  places: readonly Place[],
  sizeOf: (log: SampleLog) => number = (log) => log.size(),
): DisclosedEntry[] => places.map(({ log, index }) => log.disclose(index, sizeOf(log)))

/** The parts of a package of this chain, sealed by the contributor who received the source. */
export const chainParts = (chain: SampleChain, entries = disclose(Object.values(chain.places))): SampleParts =>
  partsOf(chain.contributor, chain.places.received.index, entries)
