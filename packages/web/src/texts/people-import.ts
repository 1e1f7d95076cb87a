import { count, plural } from './plural.ts'

/** How a table is read, and what becomes of each of its lines. */
export const tableTexts = {
  reading: 'How the file is read',
  list: 'Whose list it is',
  listHint: 'Numbers and identifiers are unique within one list. The same name finds its people again next time.',
  sheet: 'Sheet',
  hidden: (name: string) => `${name} (hidden)`,
  encoding: 'How its letters are written',
  encodings: {
    'utf-8': 'UTF-8',
    'utf-16le': 'UTF-16',
    'utf-16be': 'UTF-16, the other way round',
    'windows-1256': 'Windows-1256 (Arabic)',
    'windows-1254': 'Windows-1254 (Turkish)',
  },
  guessed: 'guessed',
  parent: 'Choose the file with the submissions',
  columns: 'Columns',
  lines: 'Lines',
  linesHint: 'Nothing that stands is replaced. Names never join anybody: an identifier of the same list does, or you.',
  counts: {
    new: (n: number) => plural(n, 'new person', 'new people'),
    adds: (n: number) => `${count(n)} ${n === 1 ? 'adds' : 'add'} to somebody`,
    same: (n: number) => `${count(n)} as before`,
    refused: (n: number) => `${count(n)} refused`,
  },
  outcomes: { new: 'New', adds: 'Adds to', same: 'As before', refused: 'Refused' },
  statement: 'Statement',
  news: (fields: string[]) => ` · new: ${fields.join(', ')}`,
  only: 'Only lines to look at',
  none: 'There is no line to look at.',
  more: (n: number) => `Show ${count(n)} more`,
  line: 'Line',
  becomes: 'What becomes of it',
  decide: 'Decide',
  decideLabel: (row: number) => `What to do with line ${count(row)}`,
  proposed: 'As it says',
  asNew: 'Somebody new',
  leaveOut: 'Leave out',
  addTo: (name: string) => `Add to ${name}`,
  else: 'Somebody else …',
  alike: (n: number) => (n === 1 ? 'One person has this very name:' : `${count(n)} people have this very name:`),
  start: (fresh: number, adds: number) =>
    adds === 0
      ? `Import ${plural(fresh, 'person', 'people')}`
      : `Import ${plural(fresh, 'new person', 'new people')}, add to ${count(adds)}`,
  nothing: 'Nothing to import',
  added: 'Added to somebody',
  same: 'As before',
  addsUp: (into: number, stored: number, added: number, same: number, refused: number) =>
    `${count(into)} in = ${count(stored)} new + ${count(added)} added + ${count(same)} as before + ${count(refused)} refused`,
} as const
