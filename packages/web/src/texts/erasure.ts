import { messages, say } from '../language/messages.ts'
import type { ErasureAuthority } from '../api/types.ts'

export const erasureTexts = messages('erasure', {
  open: 'Erase for good…',
  openItem: say((path: string) => ({ path }), 'Erase {path} for good…'),
  openConsent: 'Erase what it allowed…',
  titlePerson: 'Erase this person for good',
  titleItem: 'Erase this file for good',
  titleSession: 'Erase this session',
  titleInformant: 'Erase the name of who handed this over',
  titleQuarantine: 'Destroy what is in quarantine',
  titleConsent: 'Erase what only this consent allowed',
  titleInside: 'This file cannot be erased alone',
  inside:
    'It lies inside an archive, which is kept exactly as it came. Without this file it would be another archive, and nothing would show any more what was received.',
  insideSteps: [
    'You can erase the whole archive, with every file in it.',
    'What of it has to stay, bring in first as single files, from your own copy of the archive.',
    'Erasing a person does not reach files of sources: what is about them here goes with the archive alone.',
  ],
  eraseArchive: 'Look at erasing the archive',
  reading: 'Looking what would be erased …',
  gone: 'Will be gone for good',
  stays: 'Will stay',
  recall: 'Were given a package with it: ask them to give it back',
  recallLine: say((recipient: string, day: string) => ({ recipient, day }), '{recipient}, {day}'),
  outOfReach: 'Not reached from here',
  outOfReachText:
    'Backups until their next run, older archives and copies of the disk, and what people remember. Solid-state disks and disks with snapshots can keep old bytes; whoever gets at those and has the keys of the vault can open some of them.',
  authority: 'On whose authority',
  authorities: {
    person: 'The person asked for it',
    family: 'The family asked for it',
    consent: 'A consent was withdrawn',
    law: 'A law or a court',
    group: 'Our own rule',
  } satisfies Record<ErasureAuthority, string>,
  reason: 'Why, for the second person',
  reasonHint: 'Stays in the log for good: write no name.',
  propose: 'Ask a second person',
  needed:
    'One alone does not erase. Another coordinator or founder sees exactly this and approves it; then you come back here.',
  waiting: 'This waits for a second person. When they have approved it, you can do it here.',
  alone: say(
    (when: string) => ({ when }),
    'Nobody else in this vault could approve this, so it waits a full day. You can do it here after {when}.',
  ),
  ready: 'It was approved. What is erased now cannot be brought back by anybody.',
  readyAlone: 'The day is over. What is erased now cannot be brought back by anybody.',
  erase: 'Erase for good',
  close: 'Close',
  proposed: 'A second person was asked.',
  doneTitle: 'Erased',
  done: say(
    (keys: number, files: number) => ({ keys, files }),
    '{keys, plural, one {# key} other {# keys}} and {files, plural, one {# sealed file} other {# sealed files}} were destroyed. The log still verifies.',
  ),
  removedOnly: say(
    (n: number) => ({ n }),
    '{n, plural, one {# file could not be overwritten and was only removed.} other {# files could not be overwritten and were only removed.}}',
  ),
  isGone: 'Gone for good',
  backup: 'Run a backup on every backup folder now, so that it is erased there too.',
  number: 'Number of this erasure',
})
