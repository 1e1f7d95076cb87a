import { keysTexts as texts } from '../texts/keys.ts'
import { ApiError } from './api-error.ts'

/** What the PRF is asked for (rule K20). */
const prfInput = new TextEncoder().encode('homeward/passkey/v1')
const waitMs = 120_000
/** Letters and digits that nobody takes for another: Crockford's base 32. */
const markLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A passkey that the authenticator has made: its id and what its PRF gave, both base64url, and the mark it is listed under. */
export interface MadePasskey {
  credential: string
  prf: string
  mark: string
}

/** Whether passkeys can be used on this page; if not, whether the same server has an address where they can. */
export const passkeyPlace = (): 'here' | 'localhost' | 'named' | 'unsupported' => {
  const { hostname } = globalThis.location
  if (hostname === '127.0.0.1' || hostname === '[::1]') return 'localhost'
  if (/^[\d.]+$|^\[/u.test(hostname)) return 'named'
  return globalThis.isSecureContext && 'PublicKeyCredential' in globalThis ? 'here' : 'unsupported'
}

/** The address of this page's server under the name `localhost`. */
export const localhostAddress = (): string => {
  const { protocol, port } = globalThis.location
  return `${protocol}//localhost${port === '' ? '' : `:${port}`}/`
}

/**
 * Asks for a passkey of this vault and gives what its PRF gave. No id is named: the browser shows those that it knows.
 * Throws ApiError PASSKEY_CANCELLED and PASSKEY_UNUSABLE.
 */
export const readPasskey = async (): Promise<string> => {
  const found = await ceremony(() => navigator.credentials.get({ publicKey: request([]) }))
  return secretOf(found)
}

/**
 * Makes a passkey that the browser or a device keeps, and asks it for its secret. `known` are the ids of those that are there
 * already. Throws ApiError PASSKEY_CANCELLED, PASSKEY_KNOWN and PASSKEY_UNUSABLE.
 */
export const makePasskey = async (known: readonly string[]): Promise<MadePasskey> => {
  const mark = newMark()
  const made = await ceremony(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: globalThis.location.hostname },
        user: { id: randomBytes(16), name: mark, displayName: mark },
        challenge: randomBytes(32),
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
        excludeCredentials: known.map((id) => ({ type: 'public-key', id: fromBase64url(id) })),
        authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
        attestation: 'none',
        timeout: waitMs,
        extensions: { prf: { eval: { first: prfInput } } },
      },
    }),
  )
  const { prf } = made.getClientExtensionResults()
  if (prf?.enabled !== true && prf?.results === undefined) throw unusable()
  // Most authenticators tell the secret only when they are asked for the finished passkey.
  const secret =
    prf.results === undefined
      ? secretOf(await ceremony(() => navigator.credentials.get({ publicKey: request([made.rawId]) })))
      : secretOf(made)
  return { credential: toBase64url(made.rawId), prf: secret, mark }
}

const request = (ids: readonly ArrayBuffer[]): PublicKeyCredentialRequestOptions => ({
  // Nothing of the answer's signature is checked, so nothing hangs on this (rule K20).
  challenge: randomBytes(32),
  allowCredentials: ids.map((id) => ({ type: 'public-key', id })),
  userVerification: 'required',
  timeout: waitMs,
  extensions: { prf: { eval: { first: prfInput } } },
})

const ceremony = async (ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> => {
  try {
    const credential = await ask()
    if (credential instanceof PublicKeyCredential) return credential
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    if (name === 'InvalidStateError') throw new ApiError('PASSKEY_KNOWN', texts.known, 0)
    if (name === 'NotSupportedError' || name === 'ConstraintError') throw unusable()
  }
  throw new ApiError('PASSKEY_CANCELLED', texts.cancelled, 0)
}

const secretOf = (credential: PublicKeyCredential): string => {
  const first = credential.getClientExtensionResults().prf?.results?.first
  if (first === undefined) throw unusable()
  return toBase64url(
    first instanceof ArrayBuffer ? first : first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength),
  )
}

const unusable = (): ApiError => new ApiError('PASSKEY_UNUSABLE', texts.noSecret, 0)

const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

const newMark = (): string => {
  const letters = Array.from(randomBytes(8), (byte) => markLetters[byte % 32]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

const toBase64url = (bytes: ArrayBufferLike): string =>
  btoa(String.fromCodePoint(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/[=]+$/u, '')

const fromBase64url = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.codePointAt(0) ?? 0)
