/** Words of the page about what opens the vault for a member, and of passkeys. */
export const keysTexts = {
  tab: 'Your keys',
  title: 'Your keys',
  below: 'What opens the vault for you. Nobody else can use or reset it.',
  passphrase: 'Passphrase',
  passphraseText:
    'To change it, run “homeward passphrase” in a terminal while nobody has the vault open. Your passkeys stay.',
  shares: 'Recovery shares',
  sharesText:
    'Any two of your three recovery cards set a new passphrase. Keep them apart from each other and from this computer.',
  passkeys: 'Passkeys',
  passkeysHint: 'They open the vault with a touch or a PIN.',
  none: 'No passkey yet',
  noneText:
    'A security key, a phone or this computer can open the vault without typing. The passphrase goes on working.',
  add: 'Add a passkey',
  addTitle: 'Add a passkey',
  addSubmit: 'Continue',
  name: 'Name',
  nameHint: 'What you call it, such as “blue key”. Only you see it, in the open vault.',
  passphraseAgain: 'Your passphrase',
  passphraseAgainHint: 'Asked again, so that nobody adds a passkey while you are away.',
  next: (host: string) =>
    `Your browser asks you next where to keep it, and shows it under “${host}” and a random mark, never under your name.`,
  added: 'The passkey was added',
  unnamed: 'Changed by somebody else',
  unnamedText: 'This passkey does not fit your keys. Remove it, and ask who could write to this disk.',
  addedAt: 'Added',
  mark: 'Shown on the device as',
  removeText:
    'It opens this vault no longer. The device still lists it until you delete it there, and older copies of the vault still take it.',
  unlock: 'Unlock with a passkey',
  or: 'or',
  atNumber: 'Browsers keep passkeys for names, not for numbers, and this address is a number.',
  toLocalhost: 'Open Homeward at localhost to use a passkey',
  askForName: 'Ask who runs Homeward here for an address with a name.',
  unsupported: 'This browser cannot use passkeys.',
  cancelled: 'The passkey was not used: it was cancelled, or took too long. Nothing was changed.',
  noSecret: 'This passkey cannot keep a secret for a vault. Use another device or a newer browser, or the passphrase.',
  known: 'This device has a passkey for this vault already.',
} as const
