import { signNote } from '@homeward/format'
import { VaultError } from './vault-error.ts'
import { requireOpen } from './vault-state.ts'
import type { VaultState } from './vault-state.ts'

/**
 * A signed note of `text` by the device key. The first line must not be that of a log's checkpoint: a text given to
 * this function must never become a claim about the log (rule V11).
 * @throws VaultError SIGN_REFUSED, VAULT_CLOSED; FormatError NOTE_INVALID when the text does not end in a line feed
 */
export const signText = (state: VaultState, text: string): string => {
  requireOpen(state)
  if (text.startsWith('homeward/log/')) {
    throw new VaultError('SIGN_REFUSED', 'A text that looks like a checkpoint of a log is not signed.')
  }
  return signNote(text, { name: state.device.log.origin, seed: state.device.seed })
}
