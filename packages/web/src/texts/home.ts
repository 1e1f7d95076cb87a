import type { Compartment } from '../api/types.ts'
import { compartmentNames } from './members.ts'
import { count, plural } from './plural.ts'

export const homeTexts = {
  tab: 'Home',
  title: 'Home',
  waiting: 'Waits for a decision',
  nothingWaits: 'Nothing waits for a decision.',
  nothingWaitsHint: 'New leads appear here when a source or a person’s photo comes in.',
  openLeads: (n: number) => plural(n, 'open lead', 'open leads'),
  openLeadsHint: 'A picture of a source and a photo of a person look alike. People decide, never the program.',
  decide: 'Decide',
  onePair: (person: string) => `Lead for ${person}`,
  disputed: (n: number) => plural(n, 'disputed lead', 'disputed leads'),
  disputedHint: 'Two people decided differently. Look at them together.',
  look: 'Look',
  disagreeing: (n: number) => plural(n, 'person whose values disagree', 'people whose values disagree'),
  disagreeingHint: 'Two sayings are kept side by side on the person’s page until somebody reconciles them.',
  challenges: (n: number) => plural(n, 'challenge waits', 'challenges wait'),
  challengesHint: 'Somebody says that a record about them is wrong. It waits for an answer with a reason.',
  unreadable: (n: number) => plural(n, 'unreadable photo', 'unreadable photos'),
  unreadableHint: 'They are sealed but could not be compared. Their sources list them with the reason.',
  refused: (n: number) => plural(n, 'refused file', 'refused files'),
  refusedHint: 'They did not come in. Each receipt says why, and what to do.',
  recent: 'Recent sources',
  allSources: 'All sources',
  noSources: 'No source yet.',
  importSource: 'Import a source',
  yourPart: 'Your part of this vault',
  roles: { reader: 'a reader', contributor: 'a contributor', coordinator: 'a coordinator', founder: 'a founder' },
  yourPartText: (role: string, opens: readonly Compartment[]) => {
    const parts = opens.filter((name) => name !== 'roster').map((name) => compartmentNames[name])
    return parts.length === 0
      ? `You are ${role}. No part of it is open to you yet.`
      : `You are ${role}. Open to you: ${parts.join(', ')}.`
  },
  readOnly: 'You read here and write nothing: what adds or changes something is not shown to you.',
  yourPartHint:
    'The other parts are closed to you, which does not mean that they are empty. A coordinator can open them.',
  counts: 'In this vault',
  people: 'People',
  sources: 'Sources',
  items: 'Items',
  messages: 'Messages',
  packages: 'Packages',
  logEntries: 'Log entries',
  verified: 'Last verified',
  neverVerified: 'Not verified since Homeward was started.',
  verifiedGood: (entries: number, blobs: number) =>
    `${plural(entries, 'entry', 'entries')} and ${plural(blobs, 'sealed file', 'sealed files')} checked, no fault.`,
  verifiedBad: (faults: number) => `${plural(faults, 'fault', 'faults')} found. Open the log page.`,
  verifyNow: 'Verify',
  loss: 'Ready for a loss',
  rehearsed: 'Recovery last rehearsed',
  backedUp: 'Last backup',
  never: 'never',
  backupRefused: (n: number) => `${plural(n, 'sealed file', 'sealed files')} could not be backed up.`,
  backupHint: 'Make a backup on another disk with “homeward backup FOLDER”.',
  admit: 'Admit',
  waitToJoin: (n: number) => plural(n, 'person waits to be admitted', 'people wait to be admitted'),
  waitToJoinHint: 'They joined on this computer and have a code to read to you.',
  rehearse: 'Rehearse',
  steps: 'Three steps to begin',
  stepsHint: 'The vault is empty. Nothing you add leaves this computer.',
  stepPeople: 'Add the people you look for',
  stepPeopleText: 'From a table (CSV) or one by one, with their photos.',
  stepImport: 'Import a chat or a folder',
  stepImportText: 'A Telegram or WhatsApp export, or any files. They are sealed exactly as they came.',
  stepDecide: 'Decide',
  stepDecideText: 'Homeward lays pictures that look alike side by side. You say what they are.',
  importPeople: 'Import a table',
  addPerson: 'Add a person',
  openBench: 'Open the lead bench',
  done: 'Done',
  sourceLine: (items: number, messages: number) =>
    messages === 0
      ? plural(items, 'item', 'items')
      : `${plural(items, 'item', 'items')}, ${plural(messages, 'message', 'messages')}`,
  withRefused: (n: number) => `${count(n)} refused`,
  withLeads: (n: number) => plural(n, 'lead', 'leads'),
} as const
