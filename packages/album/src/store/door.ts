import { concatBytes, hkdfSha256, randomBytes, utf8 } from '@homeward/format'
import { readRecord, writeRecords } from './database.ts'
import type { Write } from './database.ts'
import type { SecretKind } from './secrets.ts'
import { plainSecret } from './secrets.ts'
import { stretch, stretchCost } from './stretch.ts'
import type { StretchCost } from './stretch.ts'

/**
 * What stands between a stolen phone and the album: two slots that look alike, and a count of tries. Each slot is a content key
 * under the PIN; one opens the album, the other, if a duress PIN was chosen, an empty one. Where none was chosen, the second
 * slot is random bytes, which nobody can tell from a sealed key (rules AL42–AL46).
 */
interface Door {
  version: 1
  kind: SecretKind
  salt: Uint8Array
  cost: StretchCost
  slots: [Uint8Array, Uint8Array]
  /** Tries since the last right one, counted before each is made. */
  tries: number
  lastTryMs: number
  /** The passkey in the phone's hardware, where there is one. */
  credential: Uint8Array | null
}

/** What a page may know of a door that is shut. */
export interface ShutDoor {
  kind: SecretKind
  credential: Uint8Array | null
  triesLeft: number
  waitMs: number
}

/** What a slot holds beside its kind: the content key, and when the album was paired, which the empty album shows. */
export interface SlotContent {
  contentKey: Uint8Array
  pairedMs: number
}

/** What came of a try. */
export type Tried =
  | ({ result: 'opened' | 'duress'; tookMs: number } & SlotContent)
  | { result: 'wrong'; door: ShutDoor }
  | { result: 'destroyed' }
  | { result: 'wait'; door: ShutDoor }

/** After so many wrong tries in a row the keys are destroyed. */
const MOST_TRIES = 10
const waits = [0, 0, 0, 5, 15, 30, 60, 120, 300, 600]
const KEY = 'door'
const NONCE_BYTES = 12
const SLOT_BYTES = 1 + 32 + 8
const SEALED_SLOT_BYTES = NONCE_BYTES + SLOT_BYTES + 16

const bytes = (value: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(value)

const kekOf = async (stretched: Uint8Array, hardware: Uint8Array | null, salt: Uint8Array): Promise<CryptoKey> => {
  const secret = concatBytes(stretched, hardware ?? new Uint8Array(0))
  const raw = hkdfSha256(secret, salt, utf8(`homeward/album/v1/door/${hardware === null ? 'alone' : 'hardware'}`), 32)
  const key = await crypto.subtle.importKey('raw', bytes(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
  raw.fill(0)
  secret.fill(0)
  return key
}

const sealSlot = async (
  kek: CryptoKey,
  isDuress: boolean,
  { contentKey, pairedMs }: SlotContent,
): Promise<Uint8Array> => {
  const plain = new Uint8Array(SLOT_BYTES)
  plain[0] = isDuress ? 1 : 0
  plain.set(contentKey, 1)
  new DataView(plain.buffer).setFloat64(33, pairedMs)
  const nonce = bytes(randomBytes(NONCE_BYTES))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, kek, plain)
  plain.fill(0)
  return concatBytes(nonce, new Uint8Array(sealed))
}

const openSlot = async (kek: CryptoKey, slot: Uint8Array): Promise<(SlotContent & { isDuress: boolean }) | null> => {
  try {
    const nonce = bytes(slot.subarray(0, NONCE_BYTES))
    const opened = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, kek, bytes(slot.subarray(NONCE_BYTES)))
    const plain = new Uint8Array(opened)
    return {
      isDuress: plain[0] === 1,
      contentKey: plain.slice(1, 33),
      pairedMs: new DataView(opened).getFloat64(33),
    }
  } catch {
    return null
  }
}

const readDoor = async (): Promise<Door | null> => ((await readRecord('door', KEY)) as Door | undefined) ?? null
const doorWrite = (door: Door): Write => ({ table: 'door', key: KEY, value: door })

const shut = (door: Door, nowMs: number): ShutDoor => {
  const wait = (waits[Math.min(door.tries, waits.length - 1)] ?? 0) * 1000
  const passed = nowMs - door.lastTryMs
  // A clock that was turned back tells nothing about how long it has been.
  const rest = passed < 0 ? wait : Math.max(0, wait - passed)
  return { kind: door.kind, credential: door.credential, triesLeft: MOST_TRIES - door.tries, waitMs: rest }
}

/** The door of this phone; null where nothing was set up. */
export const lookAtDoor = async (nowMs: number): Promise<ShutDoor | null> => {
  const door = await readDoor()
  return door === null ? null : shut(door, nowMs)
}

/** What is needed to set up a door. `duress` is a second PIN, or null. */
export interface NewDoor {
  kind: SecretKind
  secret: string
  duress: string | null
  hardware: { key: Uint8Array; credential: Uint8Array } | null
  nowMs: number
}

/**
 * Makes a new door with a new content key, in place of whatever this phone held; everything sealed before is removed with it.
 * The two secrets must differ (`plainSecret`); the caller has judged how good they are.
 */
export const makeDoor = async (wanted: NewDoor): Promise<SlotContent & { guessMs: number }> => {
  const salt = randomBytes(16)
  const hardware = wanted.hardware?.key ?? null
  const content = { contentKey: randomBytes(32), pairedMs: wanted.nowMs }
  const own = await stretch({ secret: plainSecret(wanted.secret), salt, cost: stretchCost })
  const ownSlot = await sealSlot(await kekOf(own.key, hardware, salt), false, content)
  // Stretched also where there is no duress PIN, so that making the door takes as long.
  const second = await stretch({ secret: plainSecret(wanted.duress ?? wanted.secret), salt, cost: stretchCost })
  const emptied = { contentKey: randomBytes(32), pairedMs: wanted.nowMs }
  const secondSlot =
    wanted.duress === null
      ? randomBytes(SEALED_SLOT_BYTES)
      : await sealSlot(await kekOf(second.key, hardware, salt), true, emptied)
  const isSwapped = ((randomBytes(1)[0] ?? 0) & 1) === 1
  const door: Door = {
    version: 1,
    kind: wanted.kind,
    salt,
    cost: stretchCost,
    slots: isSwapped ? [secondSlot, ownSlot] : [ownSlot, secondSlot],
    tries: 0,
    lastTryMs: wanted.nowMs,
    credential: wanted.hardware?.credential ?? null,
  }
  await writeRecords([{ table: 'sealed' }, doorWrite(door)])
  return { ...content, guessMs: own.tookMs }
}

/** Destroys what opens anything on this phone, then everything it held. Copies that were made before are not reached. */
export const destroyAll = async (): Promise<void> => {
  const door = await readDoor()
  if (door !== null) {
    const slots: Door['slots'] = [randomBytes(SEALED_SLOT_BYTES), randomBytes(SEALED_SLOT_BYTES)]
    await writeRecords([doorWrite({ ...door, slots, salt: randomBytes(16), credential: null })])
  }
  await writeRecords([{ table: 'door' }, { table: 'sealed' }])
}

/**
 * Tries a secret. The try is counted durably before it is made, so that pulling the battery gives none away. The last of
 * `MOST_TRIES` wrong ones destroys the keys. A duress PIN destroys the other slot and all that was sealed under it, and gives
 * the key of an empty album.
 */
export const tryDoor = async (secret: string, hardware: Uint8Array | null, nowMs: number): Promise<Tried> => {
  const door = await readDoor()
  if (door === null) return { result: 'destroyed' }
  if (door.tries >= MOST_TRIES) return giveUp()
  if (shut(door, nowMs).waitMs > 0) return { result: 'wait', door: shut(door, nowMs) }
  const counted: Door = { ...door, tries: door.tries + 1, lastTryMs: nowMs }
  await writeRecords([doorWrite(counted)])
  const { key, tookMs } = await stretch({ secret: plainSecret(secret), salt: door.salt, cost: door.cost })
  const kek = await kekOf(key, hardware, door.salt)
  const contents = await Promise.all(door.slots.map((slot) => openSlot(kek, slot)))
  const at = contents.findIndex((content) => content !== null)
  const content = contents[at]
  if (content === undefined || content === null) {
    return counted.tries >= MOST_TRIES ? giveUp() : { result: 'wrong', door: shut(counted, nowMs) }
  }
  const { isDuress, ...rest } = content
  if (!isDuress) {
    await writeRecords([doorWrite({ ...counted, tries: 0 })])
    return { result: 'opened', tookMs, ...rest }
  }
  const slots: Door['slots'] = [...door.slots]
  slots[1 - at] = randomBytes(SEALED_SLOT_BYTES)
  await writeRecords([doorWrite({ ...counted, tries: 0, slots })])
  return { result: 'duress', tookMs, ...rest }
}

const giveUp = async (): Promise<Tried> => {
  await destroyAll()
  return { result: 'destroyed' }
}
