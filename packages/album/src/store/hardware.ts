/** The key that the phone's own secure hardware gives through a passkey (WebAuthn PRF), where it has one. */

const input = new TextEncoder().encode('homeward/album/v1/hardware')
const waitMs = 120_000

/** Why no key came: the phone has none to give, or the person said no. */
export type HardwareFault = 'none' | 'cancelled'

/** The key of 32 bytes, with the passkey's id when it was just made. */
export interface HardwareKey {
  key: Uint8Array
  credential: Uint8Array
}

const random = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))

const bytesOf = (source: BufferSource): Uint8Array<ArrayBuffer> =>
  source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()

const ceremony = async (ask: () => Promise<Credential | null>): Promise<PublicKeyCredential | HardwareFault> => {
  try {
    const found = await ask()
    return found instanceof PublicKeyCredential ? found : 'cancelled'
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    return name === 'NotAllowedError' || name === 'AbortError' ? 'cancelled' : 'none'
  }
}

const secretOf = (found: PublicKeyCredential): Uint8Array | null => {
  const first = found.getClientExtensionResults().prf?.results?.first
  return first === undefined ? null : bytesOf(first)
}

/** Whether it is worth asking: a passkey of this very device, over a connection that browsers allow it on. */
export const mayHaveHardware = async (): Promise<boolean> => {
  if (!globalThis.isSecureContext || !('PublicKeyCredential' in globalThis)) return false
  if (/^[\d.]+$|^\[/u.test(globalThis.location.hostname)) return false
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable()
  } catch {
    return false
  }
}

/** Asks the hardware for the key of a passkey that was made before. */
export const readHardware = async (credential: Uint8Array): Promise<HardwareKey | HardwareFault> => {
  const found = await ceremony(() =>
    navigator.credentials.get({
      publicKey: {
        challenge: random(32),
        allowCredentials: [{ type: 'public-key', id: new Uint8Array(credential) }],
        userVerification: 'required',
        timeout: waitMs,
        extensions: { prf: { eval: { first: input } } },
      },
    }),
  )
  if (typeof found === 'string') return found
  const key = secretOf(found)
  return key === null ? 'none' : { key, credential }
}

/** Makes a passkey in the phone's hardware and asks it for its key. Its name in the phone's list says nothing. */
export const makeHardware = async (): Promise<HardwareKey | HardwareFault> => {
  const made = await ceremony(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { name: globalThis.location.hostname },
        user: { id: random(16), name: 'album', displayName: 'album' },
        challenge: random(32),
        pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { authenticatorAttachment: 'platform', userVerification: 'required' },
        attestation: 'none',
        timeout: waitMs,
        extensions: { prf: { eval: { first: input } } },
      },
    }),
  )
  if (typeof made === 'string') return made
  const { prf } = made.getClientExtensionResults()
  if (prf?.enabled !== true && prf?.results === undefined) return 'none'
  const credential = new Uint8Array(made.rawId)
  const key = secretOf(made)
  // Most phones tell the key only when they are asked for the finished passkey.
  return key === null ? readHardware(credential) : { key, credential }
}
