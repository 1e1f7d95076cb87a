import { randomBytes } from 'node:crypto'
import { equalBytes, fromHex, officeKey, pairingCode, phoneCommitment, toHex, type PhoneKeys } from '@homeward/format'
import type { NewPhone } from '@homeward/records'
import type { Clock } from '../clock.ts'
import { ServerError } from '../errors.ts'

const standsMs = 10 * 60 * 1000
const mostAtOnce = 8
const base32 = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * Where an invitation stands. `open`: no phone has come. `committed`: one has, and is bound to its keys. `compare`: both show the code.
 * `spoiled`: something came that no honest phone sends; it has to be made anew.
 */
export type InvitationState = 'open' | 'committed' | 'compare' | 'paired' | 'refused' | 'spoiled' | 'over'

/** What the desk sees of an invitation. */
export interface InvitationView {
  invitation: string
  state: InvitationState
  untilMs: number
  /** What the QR code holds after `#pair=`. */
  token: string
  code: string | null
  phone: string | null
}

/** What a phone is told when it has committed itself. */
export interface Welcome {
  phone: string
  nonce: string
  officeKey: string
  organisation: string
}

/** What a phone is told about where its pairing stands. */
export type PairState = 'waiting' | 'paired' | 'refused' | 'gone'

/** The invitations that one member has made: in memory, and gone when they lock (AL1). */
export interface Invitations {
  make: () => InvitationView
  view: (invitation: string) => InvitationView
  /** Ends an invitation: the codes differ, or the coordinator thought better of it. */
  refuse: (invitation: string) => InvitationView
  /** The phone whose code a coordinator found to be the same; from then on it counts as paired when `keep` has resolved. */
  accept: (invitation: string, keep: (phone: Omit<NewPhone, 'name'>) => Promise<void>) => Promise<InvitationView>
  /** Whether this is a token of one of them that stands. */
  has: (token: string) => boolean
  commit: (token: string, commitment: string, organisation: string) => Welcome
  reveal: (token: string, keys: { signKey: string; recipient: string; nonce: string }) => void
  stateOf: (token: string) => PairState
  clear: () => void
}

interface Held {
  invitation: string
  token: string
  untilMs: number
  state: Exclude<InvitationState, 'over'>
  officeSeed: Uint8Array
  welcome: Welcome | null
  commitment: string | null
  keys: PhoneKeys | null
  code: string | null
}

/** Holds invitations by rules AL1 to AL3. `keeps` throws `ServerError` NOT_FOUND, TOO_MANY and INPUT_INVALID. */
export function createInvitations(clock: Clock): Invitations {
  const held = new Map<string, Held>()
  const isOver = ({ untilMs }: Held) => untilMs <= clock.nowMs() || untilMs > clock.nowMs() + standsMs + 60_000
  const viewOf = (one: Held): InvitationView => ({
    invitation: one.invitation,
    state: isOver(one) && one.state !== 'paired' ? 'over' : one.state,
    untilMs: one.untilMs,
    token: one.token,
    code: one.code,
    phone: one.welcome?.phone ?? null,
  })
  const find = (invitation: string): Held => {
    const one = held.get(invitation)
    if (one === undefined) throw new ServerError('NOT_FOUND', 'This invitation is over. Make a new one.')
    return one
  }
  const byToken = (token: string): Held | undefined => [...held.values()].find((one) => one.token === token)
  const standing = (token: string): Held => {
    const one = byToken(token)
    if (one === undefined || isOver(one))
      throw new ServerError('NOT_FOUND', 'This code is over. Ask the office for a new one and scan it again.')
    return one
  }
  const spoil = (one: Held): ServerError => {
    one.state = 'spoiled'
    return new ServerError('NOT_FOUND', 'This code cannot be used any more. Ask the office for a new one.')
  }
  return {
    make() {
      for (const one of held.values()) if (isOver(one)) held.delete(one.invitation)
      if (held.size >= mostAtOnce)
        throw new ServerError('TOO_MANY', 'Many invitations stand already. Use one of them, or wait ten minutes.')
      const one: Held = {
        invitation: randomBytes(16).toString('hex'),
        token: base32Of(randomBytes(16)),
        untilMs: clock.nowMs() + standsMs,
        state: 'open',
        officeSeed: new Uint8Array(randomBytes(32)),
        welcome: null,
        commitment: null,
        keys: null,
        code: null,
      }
      held.set(one.invitation, one)
      return viewOf(one)
    },
    view: (invitation) => viewOf(find(invitation)),
    refuse(invitation) {
      const one = find(invitation)
      if (one.state !== 'paired') one.state = 'refused'
      return viewOf(one)
    },
    async accept(invitation, keep) {
      const one = find(invitation)
      const { keys, welcome } = one
      if (one.state !== 'compare' || isOver(one) || keys === null || welcome === null)
        throw new ServerError(
          'INPUT_INVALID',
          'No phone waits with this invitation. Scan the code with the phone first.',
        )
      // Not paired before it is durable, and not twice meanwhile.
      one.state = 'committed'
      try {
        await keep({
          phone: welcome.phone,
          signKey: toHex(keys.signKey),
          recipient: toHex(keys.recipient),
          officeSeed: toHex(one.officeSeed),
        })
        one.state = 'paired'
      } catch (error) {
        one.state = 'compare'
        throw error
      }
      return viewOf(one)
    },
    has(token) {
      const one = byToken(token)
      return one !== undefined && !isOver(one)
    },
    commit(token, commitment, organisation) {
      const one = standing(token)
      if (one.state !== 'open') {
        // The same phone whose answer was lost asks again; anybody else ends it (AL2).
        const isSame = (one.state === 'committed' || one.state === 'compare') && one.commitment === commitment
        if (isSame && one.welcome !== null) return one.welcome
        if (one.state === 'paired')
          throw new ServerError('NOT_FOUND', 'This code was used. Ask the office for a new one.')
        throw spoil(one)
      }
      const phone = randomBytes(16).toString('hex')
      one.commitment = commitment
      one.state = 'committed'
      one.welcome = {
        phone,
        nonce: randomBytes(16).toString('hex'),
        officeKey: officeKey(phone, one.officeSeed),
        organisation,
      }
      return one.welcome
    },
    reveal(token, given) {
      const one = standing(token)
      const keys = { signKey: fromHex(given.signKey), recipient: fromHex(given.recipient), nonce: fromHex(given.nonce) }
      const { welcome, commitment } = one
      const isSame =
        one.keys !== null &&
        (['signKey', 'recipient', 'nonce'] as const).every((part) =>
          equalBytes(one.keys?.[part] ?? keys.nonce, keys[part]),
        )
      if (one.state === 'compare' && isSame) return
      if (one.state !== 'committed' || welcome === null || commitment !== toHex(phoneCommitment(keys))) {
        if (one.state === 'paired') return
        throw spoil(one)
      }
      one.keys = keys
      one.code = pairingCode(keys, { ...welcome, nonce: fromHex(welcome.nonce) })
      one.state = 'compare'
    },
    stateOf(token) {
      const one = byToken(token)
      if (one === undefined) return 'gone'
      if (one.state === 'paired') return 'paired'
      if (one.state === 'refused') return 'refused'
      return one.state === 'spoiled' || isOver(one) ? 'gone' : 'waiting'
    },
    clear() {
      for (const one of held.values()) one.officeSeed.fill(0)
      held.clear()
    },
  }
}

/** RFC 4648, section 6, in lower case and without padding. */
function base32Of(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += base32.charAt((value >>> bits) & 31)
    }
    value &= 0xff
  }
  return bits === 0 ? text : text + base32.charAt((value << (5 - bits)) & 31)
}
