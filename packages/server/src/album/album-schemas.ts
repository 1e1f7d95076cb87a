import { z } from 'zod'

/** What phones send (docs/spec/album.md, the API for phones). Strict: what has more members was not written for this office. */

const hex = (length: number) => z.string().regex(new RegExp(`^[0-9a-f]{${length}}$`, 'u'))
const base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/u)
const token = z.string().regex(/^[a-z2-7]{26}$/u)

export const pairBody = z.strictObject({ token, commitment: hex(64) })
export const revealBody = z.strictObject({ token, signKey: hex(64), recipient: hex(64), nonce: hex(32) })
export const stateBody = z.strictObject({ token })
export const helloBody = z.strictObject({ phone: hex(32) })
export const contactBody = z.strictObject({
  phone: hex(32),
  challenge: hex(64),
  nonce: hex(64),
  signature: base64(88),
})
export const eventsBody = z.strictObject({
  from: z.int().min(0).max(1_000_000),
  events: z
    .array(z.strictObject({ bytes: base64(60_076), signature: base64(88) }))
    .min(1)
    .max(200),
})
export const randomId = hex(32)
