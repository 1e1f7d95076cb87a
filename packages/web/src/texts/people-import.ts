import { messages, say } from '../language/messages.ts'
import { listed } from './plural.ts'

/** How a table is read, and what becomes of each of its lines. */
export const tableTexts = messages('people-import', {
  reading: 'How the file is read',
  list: 'Whose list it is',
  listHint: 'Numbers and identifiers are unique within one list. The same name finds its people again next time.',
  sheet: 'Sheet',
  hidden: say((name: string) => ({ name }), '{name} (hidden)'),
  encoding: 'How its letters are written',
  encodings: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16, the other way round',
    'windows-1256': 'Windows-1256 (Arabic)',
    'windows-1254': 'Windows-1254 (Turkish)',
  },
  guessed: 'guessed',
  columns: 'Columns',
  lines: 'Lines',
  linesHint: 'Nothing that stands is replaced. Names never join anybody: an identifier of the same list does, or you.',
  counts: {
    new: say((n: number) => ({ n }), '{n, plural, one {# new person} other {# new people}}'),
    adds: say((n: number) => ({ n }), '{n, plural, one {# adds} other {# add}} to somebody'),
    same: say((n: number) => ({ n }), '{n, number} as before'),
    refused: say((n: number) => ({ n }), '{n, number} refused'),
  },
  outcomes: { new: 'New', adds: 'Adds to', same: 'As before', refused: 'Refused' },
  statement: 'Statement',
  fresh: say((fields: string) => ({ fields }), ' · new: {fields}'),
  news: (fields: string[]): string => tableTexts.fresh(listed(fields)),
  only: 'Only lines to look at',
  none: 'There is no line to look at.',
  more: say((n: number) => ({ n }), 'Show {n, number} more'),
  line: 'Line',
  becomes: 'What becomes of it',
  decide: 'Decide',
  decideLabel: say((row: number) => ({ row }), 'What to do with line {row, number}'),
  proposed: 'As it says',
  asNew: 'Somebody new',
  leaveOut: 'Leave out',
  addTo: say((name: string) => ({ name }), 'Add to {name}'),
  else: 'Somebody else …',
  alike: say(
    (n: number) => ({ n }),
    '{n, plural, one {One person has this very name:} other {# people have this very name:}}',
  ),
  startNew: say((fresh: number) => ({ fresh }), 'Import {fresh, plural, one {# person} other {# people}}'),
  startBoth: say(
    (fresh: number, adds: number) => ({ fresh, adds }),
    'Import {fresh, plural, one {# new person} other {# new people}}, add to {adds, number}',
  ),
  start: (fresh: number, adds: number): string =>
    adds === 0 ? tableTexts.startNew(fresh) : tableTexts.startBoth(fresh, adds),
  nothing: 'Nothing to import',
  added: 'Added to somebody',
  same: 'As before',
  addsUp: say(
    (into: number, stored: number, added: number, same: number, refused: number) => ({
      into,
      stored,
      added,
      same,
      refused,
    }),
    '{into, number} in = {stored, number} new + {added, number} added + {same, number} as before + {refused, number} refused',
  ),
})
