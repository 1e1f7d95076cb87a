/** What a disclosed entry of the roster says, as far as a chain of authority needs it (docs/spec/members.md). */
import type { JsonValue } from './canonical-json.ts'
import type { Change } from './entry.ts'
import { FormatError } from './format-error.ts'

/** How much of a log is accepted, as a removal states it. */
export interface StatedLimit {
  log: string
  size: number
  rootHex: string
}

/** One change that a chain of authority is made of; keys and signatures are base64 as they stand there. */
export type RosterFact =
  | {
      type: 'vault.founded'
      vault: string
      member: string
      signKey: string
      device: string
      vkey: string
      deviceSig: string
      compartments: Readonly<Record<string, string>>
    }
  | { type: 'member.added'; member: string; signKey: string; role: string }
  | { type: 'member.changed'; member: string; role: string | null }
  | { type: 'member.removed'; member: string; logs: readonly StatedLimit[] }
  | { type: 'device.added'; member: string; device: string; vkey: string; deviceSig: string; founder: string }
  | { type: 'device.removed'; limit: StatedLimit }

type Fields = Readonly<Record<string, JsonValue>>

const misfit = (what: string): FormatError => new FormatError('ENTRY_INVALID', what)

const objectOf = (value: JsonValue | undefined, name: string): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw misfit(`${name} is not an object`)
  }
  return value
}

const textOf = (fields: Fields, name: string): string => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (typeof value !== 'string') {
    throw misfit(`${name} is not a text`)
  }
  return value
}

const memberOf = (fields: Fields, name: string): Fields =>
  objectOf(Object.hasOwn(fields, name) ? fields[name] : undefined, name)

const limitOf = (value: JsonValue | undefined): StatedLimit => {
  const fields = objectOf(value, 'limit')
  const { size } = fields
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) {
    throw misfit('size is not a whole number')
  }
  return { log: textOf(fields, 'log'), size, rootHex: textOf(fields, 'root') }
}

const compartmentsOf = (fields: Fields): Record<string, string> => {
  const ids = memberOf(fields, 'compartments')
  return Object.fromEntries(Object.keys(ids).map((name) => [name, textOf(ids, name)]))
}

const readers: Readonly<Record<RosterFact['type'], (change: Fields) => RosterFact>> = {
  'vault.founded': (change) => {
    const member = memberOf(change, 'member')
    const device = memberOf(change, 'device')
    const compartments = compartmentsOf(change)
    return {
      type: 'vault.founded',
      vault: textOf(change, 'vault'),
      member: textOf(member, 'id'),
      signKey: textOf(member, 'signKey'),
      device: textOf(device, 'id'),
      vkey: textOf(device, 'vkey'),
      deviceSig: textOf(change, 'deviceSig'),
      compartments,
    }
  },
  'member.added': (change) => {
    const member = memberOf(change, 'member')
    return {
      type: 'member.added',
      member: textOf(member, 'id'),
      signKey: textOf(member, 'signKey'),
      role: textOf(change, 'role'),
    }
  },
  'member.changed': (change) => ({
    type: 'member.changed',
    member: textOf(change, 'member'),
    role: Object.hasOwn(change, 'role') ? textOf(change, 'role') : null,
  }),
  'member.removed': (change) => {
    const { logs } = change
    if (!Array.isArray(logs)) {
      throw misfit('logs is not a list')
    }
    return { type: 'member.removed', member: textOf(change, 'member'), logs: logs.map(limitOf) }
  },
  'device.added': (change) => {
    const device = memberOf(change, 'device')
    return {
      type: 'device.added',
      member: textOf(change, 'member'),
      device: textOf(device, 'id'),
      vkey: textOf(device, 'vkey'),
      deviceSig: textOf(change, 'deviceSig'),
      founder: textOf(change, 'founder'),
    }
  },
  'device.removed': (change) => ({ type: 'device.removed', limit: limitOf(change['limit']) }),
}

const isFactType = (type: string): type is RosterFact['type'] => Object.hasOwn(readers, type)

/** The fact that a change states; `null` for a change of another type; a text that says what is wrong with it. */
export const readRosterFact = (change: Change): RosterFact | string | null => {
  if (!isFactType(change.type)) {
    return null
  }
  try {
    return readers[change.type](change)
  } catch (error) {
    if (error instanceof FormatError) {
      return `The change ${change.type} is malformed: ${error.message}.`
    }
    throw error
  }
}
