import { readFileSync } from 'node:fs'
import { CliError } from './cli-error.ts'
import { promptSecret } from './prompt.ts'
import { refuseWeakPassphrase } from './weak-passphrase.ts'

/** Where a passphrase may come from without being typed; a file stands before the environment (rule X5). */
export interface PassphraseSource {
  file: string | undefined
  env: 'HOMEWARD_PASSPHRASE' | 'HOMEWARD_NEW_PASSPHRASE' | 'HOMEWARD_DURESS_PASSPHRASE'
}

/** The sources of the passphrase that a vault has. */
export function currentSource(options: { passphraseFile?: string }): PassphraseSource {
  return { file: options.passphraseFile, env: 'HOMEWARD_PASSPHRASE' }
}

/** The sources of the passphrase that a vault is to get instead. */
export function nextSource(options: { newPassphraseFile?: string }): PassphraseSource {
  return { file: options.newPassphraseFile, env: 'HOMEWARD_NEW_PASSPHRASE' }
}

/**
 * A passphrase: from the file, else the environment, else typed without echo.
 * @throws CliError PASSPHRASE_MISSING without a terminal, FILE_UNREADABLE, CANCELLED
 */
export async function readPassphrase(source: PassphraseSource): Promise<string> {
  return givenPassphrase(source) ?? (await typeSecret('Passphrase: '))
}

/**
 * A passphrase that is to be set: as `readPassphrase`, but typed twice, and not one that would be tried first (rule X18).
 *
 * @param words names that may not make it up
 * @throws CliError PASSPHRASE_REPEAT if the two differ, PASSPHRASE_WEAK; as readPassphrase
 */
export async function readNewPassphrase(source: PassphraseSource, words: readonly string[] = []): Promise<string> {
  const passphrase = givenPassphrase(source) ?? (await typeTwice())
  refuseWeakPassphrase(passphrase, words)
  return passphrase
}

async function typeTwice(): Promise<string> {
  const first = await typeSecret('New passphrase: ')
  if ((await typeSecret('The same again: ')) !== first)
    throw new CliError('PASSPHRASE_REPEAT', 'The two passphrases differ. Nothing was changed. Please try again.')
  return first
}

/** The passphrase from the file or the environment, or null. @throws CliError FILE_UNREADABLE, PASSPHRASE_MISSING for an empty file */
export function givenPassphrase({ file, env }: PassphraseSource): string | null {
  if (file !== undefined) return readPassphraseFile(file)
  const fromEnv = process.env[env]
  return fromEnv === undefined || fromEnv === '' ? null : fromEnv
}

/** Asks for something secret without showing it. @throws CliError PASSPHRASE_MISSING without a terminal, CANCELLED */
export function typeSecret(question: string): Promise<string> {
  const { stdin, stderr } = process
  if (stdin.isTTY) return promptSecret(question, stdin, stderr)
  const where = 'Name a file with --passphrase-file, set HOMEWARD_PASSPHRASE, or run this in a terminal to type it.'
  return Promise.reject(new CliError('PASSPHRASE_MISSING', `A passphrase is needed. ${where}`))
}

/** The text of a file without the line break that editors put at its end. */
function readPassphraseFile(file: string): string {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError('FILE_UNREADABLE', `The passphrase file ${file} cannot be read.`, { cause: error })
  }
  const passphrase = text.replace(/^\uFEFF/u, '').replace(/\r?\n$/u, '')
  if (passphrase === '') throw new CliError('PASSPHRASE_MISSING', `The passphrase file ${file} is empty.`)
  return passphrase
}
