import { wording, type Said } from '@homeward/format'

/** What a fault of a check concerns: a closed list (rule R110). */
export const checkPlaces = wording({
  vault: 'the vault',
  database: 'vault.db',
  'key-file': 'the key file',
  'key-file-of': 'the key file {member}.json',
  'log-end': 'the end of the log',
  'all-logs': 'the log',
  log: 'log {log}',
  tree: 'tree of the log {log}',
  checkpoint: 'checkpoint of the log {log} at size {size}',
  entry: 'entry {log}:{position}',
  'all-subjects': 'the keys of subjects',
  subject: 'subject key {subject}',
  erasure: 'erasure {erasure} (entry {log}:{position})',
  'all-files': 'the sealed files',
  'sealed-file': 'sealed file {file}',
  'other-file': 'file {path}',
  check: 'this check',
})

/** What a check of the vault finds wrong: a closed list (rule R110). What SQLite or Node say of themselves has no place in it. */
export const checkWords = wording({
  'database-damaged': 'The database file is damaged: {line}',
  'not-of-format': 'The table or index {name} is not the one of the format.',
  'rows-out-of-order':
    'An index of the database is damaged: rows come out of their order. Run “homeward doctor”, and restore the latest backup.',

  'passkey-changed': 'A passkey in it was changed by somebody else. Remove it and add it again.',
  'duress-slot-damaged':
    'Its slot for a duress passphrase, used or not, was damaged or changed. Set it again, or remove it (“homeward duress”).',
  'recovery-damaged':
    'Its part for the recovery shares is damaged: they would not open the vault. Put back a copy of the folder keys.',

  'log-of-nobody': 'It belongs to no device of this vault.',
  'entries-missing': 'The entries from position {first} to {last} are missing.',
  'entries-unread': 'The entries from position {first} to {last} are counted, but cannot be read.',
  'entries-removed': 'The device signed {signed} entries, but {stored} are stored. Entries were removed.',
  'entries-unsigned': 'The entries from position {first} on are not covered by a checkpoint.',
  'entry-unreadable': 'It does not open: these are not the bytes that were sealed at this place of the log.',
  'subject-key-missing': 'The key of the subject {subject} is not there, so this entry cannot be opened any more.',
  'tile-wrong': 'The stored hashes of tile {tile} on level {level} are wrong.',
  'tiles-counted': 'The tree has {found} tiles instead of {expected}.',
  'checkpoint-forked': 'The device signed two different logs of this size: it went on in two places (a fork).',
  'checkpoint-of-others': 'The device signed other entries than the ones that are stored.',
  'checkpoint-unsigned': 'It was changed, or is not signed by the device that wrote this log.',
  'end-size':
    'The vault is damaged: its log and the latest checkpoint have not the same size. Restore it from its latest copy.',
  'end-unsigned':
    'The vault is damaged: the latest checkpoint is not signed by this device. Restore it from its latest copy.',
  'end-of-others':
    'The vault is damaged: the latest checkpoint does not belong to the log. Restore it from its latest copy.',

  'subject-key-closed': 'It does not open, so what was written under it cannot be read.',
  'erasure-unfinished':
    'It was decided and is not finished here. Lock and unlock the vault; if it stays so, look whether the disk is full.',

  'file-missing': 'The file {path} is missing.',
  'file-size': 'The file has {found} bytes instead of {expected}.',
  'file-of-no-compartment': 'It belongs to a compartment that this vault does not have.',
  'file-of-others': 'The content is not the one that the name stands for.',
  'file-unknown': 'It is in the folder of sealed files, but the vault does not know it.',
  'blob-damaged':
    'The sealed file {file} is damaged. Put back a copy of the file {path}, or of vault.db if it is a small one.',
  'blob-missing':
    'The sealed file {file} is missing on the disk. Put back a copy of the file {path}, or of vault.db if it is a small one.',
  'blob-cut':
    'The sealed file {file} is cut off. Put back a copy of the file {path}, or of vault.db if it is a small one.',
  'blob-size':
    'The sealed file {file} has {found} bytes on the disk instead of {expected}. Put back a copy of the file {path}, or of vault.db if it is a small one.',

  'more-faults': 'There are more faults than are listed here.',
})

export type CheckPlace = Said<(typeof checkPlaces.codes)[number]>
/** What is wrong; the words of an error that is not of the list have no code. */
export type CheckSaid = Said<(typeof checkWords.codes)[number] | null>

/** What an error says of itself. */
export const saidByError = (error: unknown): CheckSaid =>
  checkWords.read(error instanceof Error ? error.message : String(error))
