/** How a secret is read, and how long it holds against somebody who copied the phone's storage. */

/** A PIN stands beside a key of the phone's hardware; a passphrase stands alone. */
export type SecretKind = 'pin' | 'passphrase'

/** The fewest digits of a PIN. */
export const LEAST_PIN = 6
/** Below this a passphrase that stands alone is refused. */
export const LEAST_HOLD_SECONDS = 10 * 365 * 86_400

/** What the guessing machine is taken to be: so many times as fast as this phone, and so many of them at once. */
const machineIsFaster = 4
const machines = 1000
/** What one letter of a text that a person thought of is worth, in bits. Rather too little than too much. */
const bitsOfLetter = 2

const EASTERN = '٠١٢٣٤٥٦٧٨٩'
const PERSIAN = '۰۱۲۳۴۵۶۷۸۹'

const westernDigit = (sign: string): string => {
  const at = Math.max(EASTERN.indexOf(sign), PERSIAN.indexOf(sign))
  return at === -1 ? sign : String(at)
}

/** The same secret however a keyboard writes it: composed, lower case, no spaces, digits of every script as 0 to 9. */
export const plainSecret = (typed: string): string =>
  Array.from(typed.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/gu, ''), westernDigit).join('')

/** Whether somebody would try it among the first: one digit again and again, a run, a year twice, too few different ones. */
export const isGuessable = (secret: string): boolean => {
  const signs = Array.from(secret, (sign) => sign.codePointAt(0) ?? 0)
  const steps = signs.slice(1).map((sign, at) => sign - (signs[at] ?? 0))
  const half = secret.slice(0, secret.length / 2)
  return (
    new Set(signs).size < Math.min(4, Math.ceil(secret.length / 2)) ||
    steps.every((step) => step === 1) ||
    steps.every((step) => step === -1) ||
    half + half === secret
  )
}

/**
 * Seconds that a secret without hardware holds on average against 1,000 machines that each guess four times as fast as this
 * phone, `guessMs` being what one try takes here. Digits count as chosen by chance; letters as words that a person thought of.
 */
export const holdSeconds = (typed: string, guessMs: number): number => {
  const secret = plainSecret(typed)
  const bits = /^\d*$/u.test(secret)
    ? secret.length * Math.log2(10)
    : bitsOfLetter * Math.min(secret.length, 4 * new Set(secret).size)
  const worth = isGuessable(secret) ? Math.min(bits, 10) : bits
  return (2 ** (worth - 1) * (guessMs / 1000)) / machineIsFaster / machines
}

/** A number to write down or learn: fifteen digits by chance, in groups of three. */
export const randomNumber = (): string => {
  const digits: number[] = []
  while (digits.length < 15)
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      // 250 is the largest multiple of ten that a byte holds; above it some digits would come more often.
      if (byte < 250 && digits.length < 15) digits.push(byte % 10)
  return digits.join('').replaceAll(/(\d{3})(?=\d)/gu, '$1-')
}
