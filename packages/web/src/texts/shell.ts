import { messages, say } from '../language/messages.ts'
import type { JobKind, JobStage } from '../api/types.ts'

export const shellTexts = messages('shell', {
  name: 'Homeward',
  skip: 'Skip to content',
  navigation: 'Main',
  home: 'Home',
  people: 'People',
  sources: 'Sources',
  leads: 'Leads',
  packages: 'Packages',
  members: 'Members',
  log: 'Log',
  more: 'More',
  search: 'Search',
  searchPlaceholder: 'Search people and messages',
  searchHint: 'Press / to search',
  clearSearch: 'Clear the search',
  lock: 'Lock',
  lockHint: 'Lock the vault for you, in all your windows. Esc three times locks it at once for everybody.',
  lockedButNotTold:
    'The screen is covered, but Homeward could not be told to lock the vault. Stop the program in its window to be sure.',
  collapse: 'Narrow the navigation',
  expand: 'Widen the navigation',
  scheme: 'Colours',
  schemeLight: 'Light',
  schemeDark: 'Dark',
  schemeAuto: 'Like the system',
  help: 'Keys',
  openLeads: say((n: number) => ({ n }), '{n, plural, one {# open lead} other {# open leads}}'),
  account: say((member: string, vault: string) => ({ member, vault }), '{member}, {vault}'),
  close: 'Close',
})

export const idleTexts = messages('shell.idle', {
  title: 'Still there?',
  text: say(
    (seconds: number) => ({ seconds }),
    'Nobody has used Homeward for a while. It locks itself in {seconds, plural, one {# second} other {# seconds}}. What is typed and not saved will be gone.',
  ),
  stay: 'Stay unlocked',
  lockNow: 'Lock now',
})

export const helpTexts = messages('shell.help', {
  title: 'Keys',
  everywhere: 'Everywhere',
  chat: 'In a chat',
  bench: 'On the lead bench',
  lock: 'Lock the vault at once, for everybody',
  search: 'Search',
  help: 'This list',
  goHome: 'Go to Home',
  goPeople: 'Go to People',
  goSources: 'Go to Sources',
  goLeads: 'Go to Leads',
  goPackages: 'Go to Packages',
  goMembers: 'Go to Members',
  goLog: 'Go to Log',
  older: 'Message before',
  newer: 'Message after',
  proof: 'Bytes and proof of the message',
  reply: 'Jump to the message it replies to',
  confirm: 'Confirm',
  refuse: 'Refuse',
  unsure: 'Unsure',
  next: 'Next lead',
  previous: 'Lead before',
  zoom: 'Zoom both pictures',
  blur: 'Blur or show the picture',
  singleKeys: 'Use single keys',
  singleKeysHint: 'Turn this off if you use speech input. Keys with Esc keep working.',
})

export const toastTexts = messages('shell.toast', {
  label: 'Notices',
  close: 'Close this notice',
})

export const jobTexts = messages('shell.job', {
  title: 'Work in progress',
  none: 'Nothing is running.',
  cancel: 'Cancel',
  open: 'Open',
  dismiss: 'Remove from this list',
  running: say((n: number) => ({ n }), '{n, plural, one {# job is running} other {# jobs are running}}'),
  label: 'Jobs',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  lost: 'The connection to this job broke. Open the page again to see what became of it.',
  finished: say((title: string) => ({ title }), '{title}: done.'),
  wentWrong: say((title: string, message: string) => ({ title, message }), '{title}: {message}'),
  wasCancelled: say((title: string) => ({ title }), '{title}: cancelled.'),
  kinds: {
    import: 'Import',
    'people-import': 'Import of people',
    package: 'Package',
    verify: 'Check of the vault',
    derive: 'Reading what was left unread',
    rebuild: 'Rebuilding the indexes',
    duplicates: 'Comparing everybody',
  } satisfies Record<JobKind, string>,
  unknown: 'Job',
  stages: {
    starting: 'Starting',
    seal: 'Sealing',
    look: 'Looking at the files',
    messages: 'Reading messages',
    photos: 'Comparing pictures',
    people: 'Registering people',
    package: 'Packing',
    log: 'Checking log entries',
    blobs: 'Checking sealed files',
  } satisfies Record<JobStage, string>,
})

export const languageTexts = messages('shell.language', {
  title: 'Language',
  digits: 'Digits',
  failed: 'This language could not be fetched. Is Homeward still running?',
})
