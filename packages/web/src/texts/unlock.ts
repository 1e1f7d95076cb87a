import { messages, say } from '../language/messages.ts'
import type { LockReason } from '../api/session-store.ts'

export const unlockTexts = messages('unlock', {
  tab: 'Locked',
  title: 'The vault is locked',
  lead: 'Nothing in it can be read without the passphrase: not its name, not a file name, not a picture.',
  passphrase: 'Passphrase',
  show: 'Show the passphrase',
  hide: 'Hide the passphrase',
  unlock: 'Unlock',
  unlocking: 'Unlocking. This takes a second or two on purpose: it makes guessing slow.',
  empty: 'Please type the passphrase.',
  wait: say(
    (seconds: number) => ({ seconds }),
    'Please wait {seconds, number} s before the next try. The wait grows with every wrong passphrase.',
  ),
  capsLock: 'Caps Lock is on.',
  forgotten: 'Passphrase lost?',
  forgottenText:
    'Two of the three recovery cards set a new one: run “homeward recovery use” on this computer while the vault is locked. Nobody else can reset it, and we cannot either.',
  notices: {
    VAULT_IN_USE: {
      title: 'In use by another program',
      text: 'Another Homeward on this computer has this vault open: a second server, or a command that is still running. Stop it there, then try again. Nothing was changed.',
    },
    FORMAT_NEWER: {
      title: 'This vault needs a newer Homeward',
      text: 'A newer version of Homeward has worked in this vault. Install that version on this computer and open the vault with it. Nothing was changed, and nothing is lost.',
    },
  },
  retry: 'Try again',
  loading: 'Looking for the vault',
  reasons: {
    start: null,
    asked: 'You locked the vault.',
    panic: 'You locked the vault for everybody.',
    idle: 'The vault locked itself because nobody used it for a while.',
    slept: 'The vault locked itself because the computer was asleep.',
    elsewhere:
      'The vault was locked in another window or for everybody, what you may open was changed, or Homeward was restarted.',
    unreachable:
      'Homeward has not answered for a while, so this page covers what it showed. Is the program still running? Nothing that was saved is lost.',
  } satisfies Record<LockReason, string | null>,
})
