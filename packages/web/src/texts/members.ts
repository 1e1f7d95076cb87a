import { messages, say } from '../language/messages.ts'
import type { Compartment, Role } from '../api/types.ts'
import { listed } from './plural.ts'

export const compartmentNames = messages('members.compartmentNames', {
  registry: 'people',
  evidence: 'sources and messages',
  testimony: 'testimonies',
  assistance: 'assistance',
  roster: 'members',
} satisfies Record<Compartment, string>)

export const roleNames = messages('members.roleNames', {
  reader: 'Reader',
  contributor: 'Contributor',
  coordinator: 'Coordinator',
  founder: 'Founder',
} satisfies Record<Role, string>)

export const roleHints = messages('members.roleHints', {
  reader: 'Reads what is open to them.',
  contributor: 'Also writes.',
  coordinator: 'Also admits, changes and removes members.',
  founder: 'Also founders.',
} satisfies Record<Role, string>)

const partsListed = (parts: readonly Compartment[]): string => listed(parts.map((name) => compartmentNames[name]))

export const membersTexts = messages('members', {
  tab: 'Members',
  title: 'Members',
  you: 'You',
  removed: 'Removed',
  opensNothing: 'Opens no part of the vault',
  opens: say((parts: readonly Compartment[]) => ({ parts: partsListed(parts) }), 'Opens {parts}'),
  opensAll: 'Opens everything',
  rehearsed: 'Recovery rehearsed',
  neverRehearsed: 'Recovery never rehearsed',
  othersHint: 'What others open, coordinators and founders see.',
  change: 'Change',
  changeName: 'Change name',
  changeOf: say((name: string) => ({ name }), 'Change {name}'),
  remove: 'Remove',
  removeOf: say((name: string) => ({ name }), 'Remove {name}'),
  removedMembers: say((n: number) => ({ n }), '{n, plural, one {# removed member} other {# removed members}}'),
  restorersNone: 'Nobody can restore the whole vault',
  restorersOne: 'Only one member can restore the whole vault',
  restorersText:
    'One forgotten passphrase, or one person who is taken, may end it. Open every part to a second member, and keep the recovery cards of both where they can be reached.',
  contested: 'Two removed each other',
  contestedLine: 'removed',
  contestedDevice: 'removed a device of',
  contestedText:
    'Neither knew of the other’s word. Both stay until another coordinator or founder removes one of them.',
  ailing: 'Keys are not where they should be',
  ailingText: say(
    (parts: readonly Compartment[]) => ({ parts: partsListed(parts) }),
    'The keys of {parts} are not with exactly those who should have them. This mends itself when a coordinator who opens them opens the vault.',
  ),
  waitingTitle: 'Admit somebody',
  waiting: say(
    (n: number) => ({ n }),
    '{n, plural, one {# person waits to be admitted.} other {# people wait to be admitted.}}',
  ),
  nobodyWaits: 'Nobody waits to be admitted.',
  joinHint:
    'Whoever joins chooses “Join this vault” on the locked page of this computer. They are shown a code; let them read it aloud to you, face to face or over the telephone.',
  damagedRequests: say(
    (n: number) => ({ n }),
    '{n, plural, one {# request is} other {# requests are}} damaged and cannot be admitted. Clear the requests and let that person join again.',
  ),
  admit: 'Admit',
  admitTitle: 'Admit somebody by their code',
  code: 'Code',
  codeHint: 'Type what they read aloud. Do not take it from a message that somebody could have changed.',
  name: 'Name',
  nameHint: 'What this member is called in this vault. Everybody in it sees the name.',
  role: 'Role',
  grants: 'Opens',
  grantsHint: 'What is not ticked stays closed to them by missing keys.',
  notYours: 'closed to you',
  required: 'Please fill this in.',
  changeTitle: 'Change a member',
  renameTitle: 'Change your name',
  takesAway:
    'What you take away is closed to them from now on, with new keys. What they saw or copied before, they keep.',
  removeTitle: 'Remove a member',
  removeText:
    'What they wrote stays. Everything they opened gets new keys, and their passphrase opens nothing on this computer any more. What they saw, copied or remember, they keep: no program takes that back.',
  clear: 'Clear requests',
  clearTitle: 'Clear the requests to join',
  clearText:
    'All requests that wait are removed, with the keys made for them. Whoever still wants to join makes new ones.',
  admitted: say((name: string) => ({ name }), '{name} was admitted.'),
  devices: 'Devices',
  ownDevices: 'Your devices',
  devicesHint: 'Each installation writes a log of its own, named by its first characters.',
  deviceOf: 'Device of',
  log: 'Log',
  state: 'State',
  thisOne: 'This one',
  active: 'Active',
  takenOut: 'Taken out',
  takeOut: 'Take out',
  takeOutOf: say((log: string) => ({ log }), 'Take out the device {log}'),
  takeOutTitle: 'Take out a device',
  takeOutText:
    'What it wrote so far counts, what it writes later does not. Its member keeps what their keys open: if the device was taken with the vault open, remove the member too.',
  yourRecovery: 'Your recovery',
  lastRehearsed: 'Last rehearsed',
  never: 'never',
  rehearse: 'Rehearse',
  rehearseHint: 'A rehearsal proves that two of your recovery cards still open the vault. It does not use them up.',
  rehearseTitle: 'Rehearse recovery',
  rehearseText: 'Fetch two of your three cards and type them: the words with spaces between, or the text below them.',
  firstCard: 'First card',
  secondCard: 'Second card',
  works: 'The two cards work, and stay as valid as they were. The vault remembers that you rehearsed.',
  worksForOther: 'The two cards work, and are those of another member. Nothing was recorded for you.',
})
