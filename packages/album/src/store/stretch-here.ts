import { argon2id } from 'hash-wasm'

/** What Argon2id is asked for. */
export interface StretchAsked {
  secret: string
  salt: Uint8Array
  cost: StretchCost
}

/** How dear one guess is: KiB of memory and passes over it, on one lane. */
export interface StretchCost {
  memoryKib: number
  passes: number
}

/** 32 bytes of Argon2id over a secret (RFC 9106). Blocks the thread that it runs on. */
export const stretchHere = ({ secret, salt, cost }: StretchAsked): Promise<Uint8Array> =>
  argon2id({
    password: secret,
    salt,
    memorySize: cost.memoryKib,
    iterations: cost.passes,
    parallelism: 1,
    hashLength: 32,
    outputType: 'binary',
  })
